import type { Segment } from '../../../lib/contract/transcript.ts';
import type { Job } from '../../store/ports.ts';
import type { CallHistory, FollowingEvent } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import { pipelineJob } from '../jobs.ts';
import { transcriptIdOf } from './segments.ts';

/** How many lines the provider has sent. */
export function givenCount({ events }: Pick<CallHistory, 'events'>): number {
	return events.filter(({ type }) => type === 'ringside.transcript.segment').length;
}

/** All in one: a transcript is there as a whole or not at all. `count`: of its lines, those included that are there. */
export async function writeDown(
	{ workspaceId, jobId }: Job,
	history: CallHistory,
	{ segments, language, count }: { segments: Segment[]; language?: string; count: number },
	{ callLog, clock }: Pick<PipelineDeps, 'callLog' | 'clock'>,
): Promise<void> {
	const { callId } = history;
	const transcriptId = transcriptIdOf(callId);
	const said: FollowingEvent[] = segments.map((segment) => ({
		name: 'transcript.segment',
		id: segment.segmentId,
		data: { callId, segment },
	}));
	const ready = { callId, transcriptId, segmentCount: count, ...(language && { language }) };
	const stage = { callId, stage: 'transcript', state: 'done' } as const;
	const ends: FollowingEvent[] = [
		{ name: 'transcript.ready', id: transcriptId, data: ready },
		{ name: 'stage.changed', id: `${transcriptId}|${jobId}|done`, data: stage },
	];
	const jobs = [pipelineJob('facts.extract', { callId }, clock.now())];
	await callLog.append(workspaceId, history, [...said, ...ends], { jobs });
}
