/** A stretch of a recording that is transcribed at once. */
export interface Span {
	startMs: number;
	endMs: number;
	/** Begins before the one before has ended, because nobody paused: words may be in both. */
	overlapsBefore: boolean;
}

/** Looked through for a pause, back from where a span has to end. */
const ZONE_MS = 90_000;
const PAUSE_MS = 300;
export const OVERLAP_MS = 2_000;
/** A pause is this quiet, or a quarter as loud as what is around it. */
const QUIET_LEVEL = 150;
const QUIET_SHARE = 0.25;

/**
 * Cuts a recording into spans of at most `limitMs` (10 s or more), in the middle of the quietest 300 ms near each
 * limit. `levels`: how loud each window of `windowMs` is.
 */
export function planSpans(
	levels: readonly number[],
	{ windowMs, limitMs, durationMs }: { windowMs: number; limitMs: number; durationMs: number },
): Span[] {
	const spans: Span[] = [];
	let startMs = 0;
	let overlapsBefore = false;
	while (durationMs - startMs > limitMs) {
		const latest = startMs + limitMs;
		const earliest = latest - Math.min(ZONE_MS, limitMs / 2);
		const { atMs, isPause } = quietest(levels, { earliest, latest, windowMs });
		spans.push({ startMs, endMs: atMs, overlapsBefore });
		startMs = isPause ? atMs : atMs - OVERLAP_MS;
		overlapsBefore = !isPause;
	}
	spans.push({ startMs, endMs: durationMs, overlapsBefore });
	return spans;
}

function quietest(
	levels: readonly number[],
	{ earliest, latest, windowMs }: { earliest: number; latest: number; windowMs: number },
): { atMs: number; isPause: boolean } {
	const width = Math.round(PAUSE_MS / windowMs);
	const first = Math.ceil(earliest / windowMs);
	const zone = levels.slice(first, Math.floor(latest / windowMs));
	let sum = zone.slice(0, width).reduce((all, level) => all + level, 0);
	let least = sum;
	let leastAt = 0;
	for (let at = width; at < zone.length; at += 1) {
		sum += (zone[at] ?? 0) - (zone[at - width] ?? 0);
		// The latest of equal ones: fewer spans.
		if (sum > least) continue;
		least = sum;
		leastAt = at - width + 1;
	}
	const around = zone.reduce((all, level) => all + level, 0) / Math.max(1, zone.length);
	const isPause = least / width <= Math.max(QUIET_LEVEL, around * QUIET_SHARE);
	return { atMs: Math.round((first + leastAt + width / 2) * windowMs), isPause };
}
