const DAY_MS = 24 * 60 * 60 * 1_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60 * 60 * 1_000;

interface Failure {
	/** How often it was tried so far, 1 after the first. */
	attempt: number;
	/** ms since 1970 */
	failingSince: number;
	now: number;
	/** 0 ≤ x < 1, spreads the tries of many. */
	chance: number;
	/** What the other side asked for. */
	retryAfterMs?: number;
}

/**
 * When to try again (ms since 1970): after 5 s, doubling up to an hour, the upper half left to chance, never before
 * the other side asked for it, and once more at the end of a day. Undefined after that day: enough was tried.
 */
export function nextTry({
	attempt,
	failingSince,
	now,
	chance,
	retryAfterMs = 0,
}: Failure): number | undefined {
	const end = failingSince + DAY_MS;
	if (now >= end) return undefined;
	const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
	const usual = Math.min(end, now + full / 2 + (full / 2) * chance);
	return Math.ceil(Math.max(usual, now + Math.min(retryAfterMs, DAY_MS)));
}

/** The header as ms from `now`: seconds or a date (RFC 9110, 10.2.3). Undefined when it is neither. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
	if (header === undefined) return undefined;
	if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
