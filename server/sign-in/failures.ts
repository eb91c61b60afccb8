/** Refreshes that failed one after the other for want of an answer, by connection, in this process. */
export interface Failures {
	/** Another one: how long to leave the vendor alone after it, ms. */
	waitMs(connectionId: string): number;
	end(connectionId: string): void;
}

const FIRST_MS = 15_000;
/** A day's outage costs some hundred requests, and its end is noticed soon. */
const LONGEST_MS = 10 * 60_000;

/** Twice as long after each failure, up to ten minutes. */
export function createFailures(): Failures {
	const waits = new Map<string, number>();
	return {
		waitMs(connectionId) {
			const wait = waits.get(connectionId) ?? FIRST_MS;
			waits.set(connectionId, Math.min(2 * wait, LONGEST_MS));
			return wait;
		},
		end: (connectionId) => void waits.delete(connectionId),
	};
}
