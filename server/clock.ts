/** The only place that reads the machine's clock; everything else is handed one, so that tests can bend it. */
export interface Clock {
	/** Milliseconds since 1970, UTC. */
	now(): number;
	/** Milliseconds that never jump, for measuring durations. */
	monotonic(): number;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
};

/** ISO 8601 in UTC with milliseconds. */
export function toInstant(ms: number): string {
	return new Date(ms).toISOString();
}
