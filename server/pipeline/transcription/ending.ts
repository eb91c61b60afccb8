import type { ModelFailure } from '../../models/failure.ts';
import type { Job } from '../../store/ports.ts';
import type { StageReason } from '../stage.ts';
import type { Transcribed } from './transcribed.ts';

/** How an attempt to make a transcript ended. */
export type Ending =
	| { kind: 'made' }
	/** Another worker has the job. */
	| { kind: 'lost' }
	/** `at`: ms since 1970, where it is known. */
	| { kind: 'later'; reason: StageReason; detail: string; at?: number }
	/** Goes on when somebody mends it; `isFailure`: to be shown among the jobs that failed. */
	| { kind: 'stop'; reason: StageReason; detail?: string; isFailure?: boolean };

/** Each try is paid for. */
const MOST_INVALID = 3;

/** What becomes of a job whose recording gave no transcript. */
export function endOf(
	ended: Exclude<Transcribed, { kind: 'heard' }>,
	{ attempt, maxAttempts }: Pick<Job, 'attempt' | 'maxAttempts'>,
): Ending {
	if (ended.kind !== 'failed') return ended;
	const { failure } = ended;
	const isLast = attempt >= maxAttempts || (failure.kind === 'invalid-answer' && attempt >= MOST_INVALID);
	const reason = reasons[failure.kind];
	const detail = failure.reason;
	const goesOn = failure.kind === 'later' || failure.kind === 'invalid-answer';
	if (!goesOn || isLast) return { kind: 'stop', reason, detail, isFailure: true };
	return { kind: 'later', reason, detail, ...(failure.kind === 'later' && { at: failure.at }) };
}

const reasons: Record<ModelFailure['kind'], StageReason> = {
	later: 'vendor-busy',
	'signed-out': 'signed-out',
	refused: 'refused',
	'too-large': 'too-large',
	'too-long': 'too-long',
	'invalid-answer': 'invalid-answer',
};
