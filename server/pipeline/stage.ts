import type { CallProgress, Stage, StageReason } from '../../lib/contract/after-call.ts';
import type { Job } from '../store/ports.ts';
import type { CallHistory, CallLog, FollowingEvent } from './call-log.ts';

/** How far a stage has come, for those who watch the call. */
export type StageState = Pick<CallProgress, 'state' | 'reason' | 'detail' | 'done' | 'total'>;

/** Tells how far a stage of this job's call has come; once for each attempt and state, however often it is said. */
export async function tellStage(
	log: CallLog,
	job: Pick<Job, 'workspaceId' | 'jobId' | 'attempt'>,
	of: Pick<CallHistory, 'callId' | 'connectionId'>,
	stage: Stage,
	state: StageState,
): Promise<void> {
	await log.append(job.workspaceId, of, [stageEvent(job, of, stage, state)]);
}

/** The same, to be stored together with what it tells of. */
export function stageEvent(
	{ jobId, attempt }: Pick<Job, 'jobId' | 'attempt'>,
	{ callId }: Pick<CallHistory, 'callId'>,
	stage: Stage,
	state: StageState,
): FollowingEvent<'stage.changed'> {
	const id = ['progress', callId, stage, jobId, attempt, state.state, state.reason, state.done]
		.map((part) => part ?? '')
		.join('|');
	return { name: 'stage.changed', id, data: { callId, stage, ...state } };
}

/** The latest of a stage; undefined where nothing was told of it. */
export function stageOf({ events }: Pick<CallHistory, 'events'>, stage: Stage): CallProgress | undefined {
	return events
		.flatMap((event) => (event.type === 'ringside.stage.changed' ? [event.data] : []))
		.findLast((one) => one.stage === stage);
}

export type { Stage, StageReason };
