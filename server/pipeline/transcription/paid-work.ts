import { z } from 'zod';
import type { JobContext } from '../../jobs/job.ts';
import type { Job } from '../../store/ports.ts';
import type { PipelineDeps } from '../deps.ts';
import { HeardPart } from './answer.ts';
import type { Asked } from './ask-model.ts';

export const TRANSCRIPTION = 'transcription';

/** Model calls that are paid for once, whoever dies when. */
export interface PaidWork {
	/** What the model heard, from the answers that are kept or by asking now. `lost`: the job is another worker's. */
	heard(key: string, durationMs: number, ask: () => Promise<Asked>): Promise<Asked | { kind: 'lost' }>;
	/** False where the month's minutes do not reach for what is still to be paid; times in ms by key. */
	isWithinLimit(due: ReadonlyMap<string, number>, monthlyMinutes: number | undefined): Promise<boolean>;
}

const Kept = z.codec(z.string(), HeardPart, {
	decode: (text) => JSON.parse(text),
	encode: (heard) => JSON.stringify(heard),
});

/** For the parts of one call's recordings. */
export function createPaidWork(
	{ workspaceId }: Pick<Job, 'workspaceId'>,
	callId: string,
	context: JobContext,
	{ store, clock }: Pick<PipelineDeps, 'store' | 'clock'>,
): PaidWork {
	const { effects, usage } = store.afterCall;
	const month = () => new Date(clock.now()).toISOString().slice(0, 7);

	async function count(key: string, durationMs: number): Promise<void> {
		const amount = Math.ceil(durationMs / 1_000);
		await usage.add(workspaceId, { key, month: month(), name: 'seconds', amount });
	}

	return {
		async heard(key, durationMs, ask) {
			if (!(await context.stillMine())) return { kind: 'lost' };
			const begun = await effects.begin(workspaceId, {
				...{ key, kind: TRANSCRIPTION, subject: callId },
				now: clock.now(),
			});
			// Begun by somebody who died: the model cannot be asked what it answered. It costs once more and harms nothing.
			const asked: Asked =
				begun.kind === 'done' ? { kind: 'heard', heard: Kept.decode(begun.answer) } : await ask();
			if (asked.kind !== 'heard') {
				await effects.end(workspaceId, key, { state: 'failed', answer: '{}', now: clock.now() });
				return asked;
			}
			const answer = Kept.encode(asked.heard);
			if (begun.kind !== 'done') {
				await effects.end(workspaceId, key, { state: 'done', answer, now: clock.now() });
			}
			// Also when it was done before: whoever did it may have died in between. It counts once.
			await count(key, durationMs);
			return asked;
		},
		async isWithinLimit(due, monthlyMinutes) {
			if (monthlyMinutes === undefined) return true;
			const kept = await effects.ofSubject(workspaceId, callId);
			const paid = new Set(kept.flatMap(({ key, state }) => (state === 'done' ? [key] : [])));
			const open = [...due].filter(([key]) => !paid.has(key));
			if (open.length === 0) return true;
			const { seconds } = await usage.month(workspaceId, month());
			const wanted = open.reduce((sum, [, durationMs]) => sum + durationMs / 1_000, 0);
			return seconds + wanted <= monthlyMinutes * 60;
		},
	};
}
