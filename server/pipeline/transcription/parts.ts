import { isSpokenIn, type Loudness, WINDOW_MS } from './loudness.ts';
import type { ModelFamily } from './model-family.ts';
import { planSpans, type Span } from './spans.ts';

/** One upload to be. */
export interface PlannedPart {
	span: Span;
	/** Undefined: of all channels together. */
	channel?: number;
	key: string;
	durationMs: number;
}

export type Plan =
	/** The file goes as it is. */
	| { kind: 'whole'; part: PlannedPart }
	| { kind: 'cut'; spans: Span[]; parts: PlannedPart[] }
	| { kind: 'silent' };

/** Of our own files: some of them are in memory at a time, each a few times over while it is sent. */
const CUT_BYTES = 12_000_000;
const BYTES_A_SAMPLE = 2;

/** How a recording that we can open is sent. `keyOf` makes ids that are the same for the same work. */
export function planParts(
	{ levels, durationMs, hasPartyEach }: Loudness,
	file: { size: number; sampleRate: number },
	family: ModelFamily,
	keyOf: (span: Span, channel?: number) => string,
): Plan {
	const all = loudest(levels);
	if (!isSpokenIn(all, 0, durationMs)) return { kind: 'silent' };
	const longest = family.mostMs ?? Number.POSITIVE_INFINITY;
	if (!hasPartyEach && file.size <= family.mostBytes && durationMs <= longest) {
		const span = { startMs: 0, endMs: durationMs, overlapsBefore: false };
		return { kind: 'whole', part: { span, key: keyOf(span), durationMs } };
	}
	const limitMs = Math.min(longest, (CUT_BYTES / BYTES_A_SAMPLE / file.sampleRate) * 1_000);
	const spans = planSpans(all, { windowMs: WINDOW_MS, limitMs, durationMs });
	const parts = spans.flatMap((span) =>
		(hasPartyEach ? levels : [all]).flatMap((own, at): PlannedPart[] => {
			// Silence is not paid for, and models make things up over it.
			if (!isSpokenIn(own, span.startMs, span.endMs)) return [];
			const channel = hasPartyEach ? at : undefined;
			return [{ span, channel, key: keyOf(span, channel), durationMs: span.endMs - span.startMs }];
		}),
	);
	return { kind: 'cut', spans, parts };
}

function loudest([first = [], second]: number[][]): number[] {
	return second ? first.map((level, at) => Math.max(level, second[at] ?? 0)) : first;
}
