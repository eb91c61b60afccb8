import type { Clock } from '../clock.ts';

const WINDOW_MS = 60_000;
const PER_WINDOW = 20;

/** Bytes of a refused body that are kept: enough to see what came, too little to fill a disk. */
export const REFUSED_BODY_BYTES = 16 * 1_024;

export const REFUSED_URL_LENGTH = 2_000;

export type Admission =
	/** `passedOver`: how many of the minute before were counted and not stored. */
	{ kind: 'store'; passedOver: number } | { kind: 'count-only' };

export interface RefusalBudget {
	admit(connectionId: string): Admission;
}

interface Window {
	startedAt: number;
	count: number;
}

/** Lets so many refused deliveries of a connection into the log each minute; the rest is only counted. */
export function createRefusalBudget(clock: Clock, perMinute: number = PER_WINDOW): RefusalBudget {
	// Connections that exist: whoever guesses keys adds nothing here.
	const windows = new Map<string, Window>();
	return {
		admit(connectionId) {
			const now = clock.monotonic();
			const current = windows.get(connectionId);
			if (!current || now - current.startedAt >= WINDOW_MS) {
				windows.set(connectionId, { startedAt: now, count: 1 });
				return { kind: 'store', passedOver: Math.max(0, (current?.count ?? 0) - perMinute) };
			}
			current.count += 1;
			return current.count <= perMinute ? { kind: 'store', passedOver: 0 } : { kind: 'count-only' };
		},
	};
}
