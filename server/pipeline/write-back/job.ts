import type { NewJob } from '../../store/ports.ts';
import { pipelineJob } from '../jobs.ts';

/** Writes what was decided by the event `cause`. One for each: the one before may be running, or have been given up. */
export function writeJob(callId: string, cause: string, runAt: number): NewJob {
	return { ...pipelineJob('crm.write', { callId }, runAt), key: `${callId}|${cause}` };
}
