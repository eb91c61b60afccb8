/** The browser half's only reader of the clock; handed on, so that tests can bend it. Ms since 1970, UTC. */
export interface Clock {
	now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
