const HOUR_MS = 60 * 60 * 1_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** Deliveries are kept for a month, so that no more can be looked at however long the silence is. */
const WEEKS = 3;
/** Some five calls: with fewer, chance alone makes an hour silent. */
export const MANY = 20;
const ENOUGH_WEEKS = 2;

/** A span of time, ms since 1970. */
export interface Span {
	from: number;
	to: number;
}

export type Silence =
	/** Nothing ever came. */
	| { kind: 'never' }
	/** Too young, or too quiet a line, for a judgement. */
	| { kind: 'unknown' }
	| { kind: 'usual' }
	/** In most of the past weeks a lot came at this time. */
	| { kind: 'unusual' };

/** The same hours of the same weekdays in the past weeks; none while it is quiet for less than an hour. */
export function spansToCompare(lastEventAt: number, now: number): Span[] {
	if (now - lastEventAt < HOUR_MS) return [];
	const from = Math.max(lastEventAt, now - WEEK_MS);
	// Of a silence that is longer than a week, nothing may be compared with itself.
	const first = Math.max(1, Math.ceil((now - lastEventAt) / WEEK_MS));
	return Array.from({ length: WEEKS }, (_, week) => {
		const shift = (first + week) * WEEK_MS;
		return { from: from - shift, to: now - shift };
	});
}

/**
 * Whether it is quieter than this connection ever is, learned from its own rhythm. `counts`: what came in each of
 * the spans, counted up to `MANY`; spans before `since` (ms since 1970: when it was connected) do not count.
 */
export function judgeSilence(spans: readonly Span[], counts: readonly number[], since: number): Silence {
	if (spans.length === 0) return { kind: 'usual' };
	const lived = counts.filter((_, index) => (spans[index]?.from ?? 0) >= since);
	if (lived.length < ENOUGH_WEEKS) return { kind: 'unknown' };
	const busy = lived.filter((count) => count >= MANY);
	return { kind: busy.length >= ENOUGH_WEEKS ? 'unusual' : 'usual' };
}
