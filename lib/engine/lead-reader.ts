import type { Clock } from '../clock.ts';
import type { LeadSync } from '../leads/sync.ts';

export const LEADS_EVERY_MS = 10 * 60_000;

export interface LeadReader {
	read(): Promise<void>;
	/** The last reading did not come to its end. */
	readIfBehind(): void;
	readIfDue(): void;
}

/** Reads the leads when it is time to; nothing to read while unpaired. `onRead` is told after each reading. */
export function leadReader(
	leads: LeadSync,
	parts: { isPaired: boolean; clock: Clock; onRead(): Promise<void> },
): LeadReader {
	let readAt = Number.NEGATIVE_INFINITY;

	async function read(): Promise<void> {
		if (!parts.isPaired) return;
		readAt = parts.clock.now();
		await leads.run();
		await parts.onRead();
	}

	return {
		read,
		readIfBehind() {
			if (leads.isBehind()) void read();
		},
		readIfDue() {
			if (leads.isBehind() || Math.abs(parts.clock.now() - readAt) >= LEADS_EVERY_MS) void read();
		},
	};
}
