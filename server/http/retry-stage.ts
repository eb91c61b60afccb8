import type { Stage } from '../../lib/contract/after-call.ts';
import type { CallHistory } from '../pipeline/call-log.ts';
import { callIdOf, pipelineJob } from '../pipeline/jobs.ts';
import { stageOf } from '../pipeline/stage.ts';
import type { NewJob } from '../store/ports.ts';
import type { CallCommand, Refused } from './call-command.ts';
import type { AppContext } from './context.ts';

const MOST_DEAD = 1_000;

const kinds: Record<Stage, string[]> = {
	recording: ['recording.fetch'],
	transcript: ['transcript.make'],
	facts: ['facts.extract'],
	crm: ['crm.write', 'call.file'],
	booking: ['booking.offer'],
};

/** Does again what was given up of a stage of a call, or what waits. */
export async function retryStage(
	{ body, principal }: CallCommand<{ callId: string; stage: Stage }>,
	{ store, callLog, clock }: Pick<AppContext, 'store' | 'callLog' | 'clock'>,
): Promise<Refused> {
	const { workspaceId } = principal.workspace;
	const { callId, stage } = body;
	const history = await callLog.read(workspaceId, callId);
	const state = history && stageOf(history, stage)?.state;
	// What is done was paid for, and what runs is being done.
	if (!history || (state !== 'stopped' && state !== 'waiting')) return { problem: 'nothing-stopped' };
	const now = clock.now();
	const dead = await store.jobs.dead(workspaceId, MOST_DEAD);
	const own = dead.filter((job) => kinds[stage].includes(job.kind) && callIdOf(job) === callId);
	for (const { jobId } of own) await store.jobs.revive(workspaceId, jobId, now);
	if (own.length > 0) return undefined;
	for (const job of jobsOf(stage, history, now)) {
		const { created } = await store.jobs.enqueue(workspaceId, job);
		if (!created) await store.jobs.hasten(workspaceId, { kind: job.kind, key: job.key, runAt: now });
	}
	return undefined;
}

function jobsOf(stage: Stage, { callId, events }: CallHistory, now: number): NewJob[] {
	switch (stage) {
		case 'recording':
			return events.flatMap((event) => {
				if (event.type !== 'ringside.call.recording.ready') return [];
				const { connectionId, recordingId } = event.data;
				return [pipelineJob('recording.fetch', { connectionId, recordingId, callId }, now)];
			});
		case 'transcript':
			return [pipelineJob('transcript.make', { callId }, now)];
		case 'facts':
			return [pipelineJob('facts.extract', { callId }, now)];
		case 'crm':
			return [pipelineJob('crm.write', { callId }, now)];
		case 'booking':
			return [pipelineJob('booking.offer', { callId }, now)];
	}
}
