import type { StageReason } from '../../../lib/contract/after-call.ts';
import type { CrmOutcome } from '../../crm/crm.ts';
import type { JobOutcome } from '../../jobs/job.ts';
import type { Job } from '../../store/ports.ts';
import type { CallHistory, FollowingEvent } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import { type StageState, stageEvent, stageOf, tellStage } from '../stage.ts';
import type { Written } from './effect.ts';

type Failure = Exclude<CrmOutcome, { kind: 'done' | 'later' }>;

const reasons: Record<Failure['kind'], StageReason> = {
	'signed-out': 'signed-out',
	forbidden: 'forbidden',
	refused: 'refused',
	gone: 'gone',
	unexpected: 'unexpected',
};

/** Writes down what became of a write, tells those who watch the call, and says how the job goes on. */
export async function settleWrite(
	outcome: Written,
	done: (recordId: string | undefined) => FollowingEvent<'crm.written'>,
	job: Job,
	history: CallHistory,
	{ callLog }: Pick<PipelineDeps, 'callLog'>,
): Promise<JobOutcome> {
	const tell = (state: StageState) => tellStage(callLog, job, history, 'crm', state);
	switch (outcome.kind) {
		case 'lost':
			return { kind: 'done' };
		case 'done':
			await callLog.append(job.workspaceId, history, [
				done(outcome.recordId),
				stageEvent(job, history, 'crm', { state: 'done' }),
			]);
			return { kind: 'done' };
		case 'later': {
			const { reason: detail, at } = outcome;
			const isLast = job.attempt >= job.maxAttempts;
			await tell({ state: isLast ? 'stopped' : 'waiting', reason: 'vendor-busy', detail });
			return isLast ? { kind: 'give-up', reason: detail } : { kind: 'retry', reason: detail, at };
		}
		default:
			await tell({ state: 'stopped', reason: reasons[outcome.kind], detail: outcome.reason });
			return { kind: 'give-up', reason: outcome.reason };
	}
}

/** Nothing is left to be written, by another job or because it was decided anew: what waited or stopped is done. */
export async function settleNothing(
	job: Job,
	history: CallHistory,
	{ callLog }: Pick<PipelineDeps, 'callLog'>,
): Promise<JobOutcome> {
	const state = stageOf(history, 'crm')?.state;
	if (state === 'waiting' || state === 'stopped') {
		await tellStage(callLog, job, history, 'crm', { state: 'done' });
	}
	return { kind: 'done' };
}

/** A CRM was chosen, and its address or key is missing. */
export async function tellIncomplete(
	job: Job,
	history: CallHistory,
	{ callLog }: Pick<PipelineDeps, 'callLog'>,
): Promise<JobOutcome> {
	await tellStage(callLog, job, history, 'crm', { state: 'stopped', reason: 'not-set-up' });
	return { kind: 'give-up', reason: 'Address or key of the CRM is missing.' };
}
