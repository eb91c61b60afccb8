import type { JobContext } from '../jobs/job.ts';
import type { ModelFailure } from '../models/failure.ts';
import type { PipelineDeps } from './deps.ts';

/** A model call that costs. */
export interface PaidCall {
	workspaceId: string;
	/** The call of ours that it is for. */
	subject: string;
	key: string;
	kind: string;
	unit: 'seconds' | 'tokens';
	/** How many, by the answer. */
	amountOf(text: string): number;
	/** The answer as it is kept. */
	ask(): Promise<{ kind: 'answered'; text: string } | ModelFailure>;
}

/** `lost`: the job is another worker's. */
export type PaidAnswer = { kind: 'answered'; text: string } | ModelFailure | { kind: 'lost' };

/** Asked and paid for once, whoever dies when; the answer is kept until it is forgotten with its call. */
export async function paidOnce(
	{ workspaceId, subject, key, kind, unit, amountOf, ask }: PaidCall,
	{ stillMine }: JobContext,
	{ store, clock }: Pick<PipelineDeps, 'store' | 'clock'>,
): Promise<PaidAnswer> {
	if (!(await stillMine())) return { kind: 'lost' };
	const { effects, usage } = store.afterCall;
	const begun = await effects.begin(workspaceId, { key, kind, subject, now: clock.now() });
	// Begun by somebody who died: the model cannot be asked what it answered. It costs once more and harms nothing.
	const asked = begun.kind === 'done' ? { kind: 'answered' as const, text: begun.answer } : await ask();
	if (asked.kind !== 'answered') {
		await effects.end(workspaceId, key, { state: 'failed', answer: '{}', now: clock.now() });
		return asked;
	}
	const { text } = asked;
	if (begun.kind !== 'done') {
		await effects.end(workspaceId, key, { state: 'done', answer: text, now: clock.now() });
	}
	// Also when it was done before: whoever did it may have died in between. It counts once.
	await usage.add(workspaceId, { key, month: monthOf(clock.now()), name: unit, amount: amountOf(text) });
	return asked;
}

/** `2026-11`, UTC. */
export function monthOf(now: number): string {
	return new Date(now).toISOString().slice(0, 7);
}
