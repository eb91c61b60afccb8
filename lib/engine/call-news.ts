import type { z } from 'zod';
import type { TranscriptSegment } from '../contract/index.ts';
import type { Timers } from '../timers.ts';

/** What panels are told of calls. */
export interface CallNews {
	/** `said` is told at once, all else of a call at most once in `NEWS_MS`; without `callId`: of any call. */
	heard(news: { callId?: string; said?: z.infer<typeof TranscriptSegment> }): void;
}

/** Shorter than a blink, long enough to take together what comes together, ms. */
export const NEWS_MS = 100;

interface Listeners {
	onChanged(callId: string | undefined): void;
	onSaid(said: z.infer<typeof TranscriptSegment>): void;
}

/** Keeps a call of many events from making its panel read it anew for each. */
export function callNews({ onChanged, onSaid }: Listeners, timers: Timers): CallNews {
	const waiting = new Set<string | undefined>();
	return {
		heard({ callId, said }) {
			if (said) return onSaid(said);
			if (waiting.has(callId)) return;
			waiting.add(callId);
			timers.after(NEWS_MS, () => {
				waiting.delete(callId);
				onChanged(callId);
			});
		},
	};
}
