import { z } from 'zod';
import type { JobContext } from '../../jobs/job.ts';
import type { Job } from '../../store/ports.ts';
import type { PipelineDeps } from '../deps.ts';
import { monthOf, paidOnce } from '../paid-once.ts';
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
	return {
		async heard(key, durationMs, ask) {
			const call = {
				...{ workspaceId, subject: callId, key, kind: TRANSCRIPTION, unit: 'seconds' as const },
				amountOf: () => Math.ceil(durationMs / 1_000),
				async ask() {
					const asked = await ask();
					if (asked.kind !== 'heard') return asked;
					return { kind: 'answered' as const, text: Kept.encode(asked.heard) };
				},
			};
			const paid = await paidOnce(call, context, { store, clock });
			return paid.kind === 'answered' ? { kind: 'heard', heard: Kept.decode(paid.text) } : paid;
		},
		async isWithinLimit(due, monthlyMinutes) {
			if (monthlyMinutes === undefined) return true;
			const kept = await effects.ofSubject(workspaceId, callId);
			const paid = new Set(kept.flatMap(({ key, state }) => (state === 'done' ? [key] : [])));
			const open = [...due].filter(([key]) => !paid.has(key));
			if (open.length === 0) return true;
			const { seconds } = await usage.month(workspaceId, monthOf(clock.now()));
			const wanted = open.reduce((sum, [, durationMs]) => sum + durationMs / 1_000, 0);
			return seconds + wanted <= monthlyMinutes * 60;
		},
	};
}
