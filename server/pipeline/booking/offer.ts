import type { JobOutcome } from '../../jobs/job.ts';
import type { Job } from '../../store/ports.ts';
import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps, PipelineHandler } from '../deps.ts';
import { stageOf, tellStage } from '../stage.ts';
import { type Arranged, arrange } from './arrange.ts';
import { stageAfter } from './ending.ts';

/** Looks for what is free around a wished time, and books where the workspace lets it or a person chose it. */
export const offerBooking: PipelineHandler<{ callId: string; startsAt?: string; name?: string }> = async (
	job,
	context,
	deps,
) => {
	const { callId, startsAt, name } = job.payload;
	const history = await deps.callLog.read(job.workspaceId, callId);
	if (!history) return { kind: 'done' };
	const chosen = startsAt === undefined ? undefined : { startsAt, ...(name && { name }) };
	const teller = { ...job, callLog: deps.callLog };
	const arranged = await arrange({ history, chosen, teller, stillMine: context.stillMine }, deps);
	return finish(arranged, job, history, deps);
};

async function finish(
	arranged: Arranged,
	job: Job,
	history: CallHistory,
	{ callLog }: PipelineDeps,
): Promise<JobOutcome> {
	const stage = stageAfter(arranged);
	if (stage.kind === 'none') return { kind: 'done' };
	if (stage.kind === 'over') {
		const told = stageOf(history, 'booking')?.state;
		// What waited or stopped has come to its end all the same.
		if (told && told !== 'done') await tellStage(callLog, job, history, 'booking', { state: 'done' });
		return { kind: 'done' };
	}
	const isLast = stage.kind === 'later' && job.attempt >= job.maxAttempts;
	const isStopped = stage.kind === 'stop' || isLast;
	const { reason, detail } = stage;
	await tellStage(callLog, job, history, 'booking', {
		...{ state: isStopped ? 'stopped' : 'waiting', reason, ...(detail && { detail }) },
	});
	if (isStopped) return { kind: 'give-up', reason: detail ?? reason };
	const at = stage.kind === 'later' ? stage.at : undefined;
	return { kind: 'retry', reason: detail ?? reason, ...(at !== undefined && { at }) };
}
