import type { Refusal } from './provider.ts';

/**
 * Whether a signature of `signedAt` (whole seconds since 1970, as text) is too old or too far ahead at `receivedAt` (ms).
 * Ages count whole seconds as the vendors' own libraries do: exactly `toleranceSeconds` still passes.
 */
export function refusalForTime(
	signedAt: string,
	receivedAt: number,
	toleranceSeconds: number,
): Refusal | undefined {
	if (!/^\d{1,12}$/.test(signedAt)) return 'timestamp-missing';
	const age = Math.floor(receivedAt / 1000) - Number(signedAt);
	return age > toleranceSeconds || -age > MAX_AHEAD_SECONDS ? 'timestamp-out-of-range' : undefined;
}

/** The vendors' libraries take any future time, which would make a captured request good for ever. */
const MAX_AHEAD_SECONDS = 300;
