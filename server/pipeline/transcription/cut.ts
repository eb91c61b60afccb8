import type { Sound } from './sound.ts';
import type { Span } from './spans.ts';

/** The samples of one span, an array a channel. */
export interface CutSpan {
	span: Span;
	channels: Int16Array[];
}

/** Gives the spans one after the other, in one reading; holds the samples of one at a time. */
export async function* cutSpans(sound: Sound, spans: readonly Span[]): AsyncGenerator<CutSpan> {
	const sampleOf = (ms: number) => Math.round((ms * sound.sampleRate) / 1_000);
	const waiting = [...spans];
	let current = begin(sound, waiting.shift(), sampleOf);
	for await (const block of sound.blocks) {
		let rest = block;
		while (current && (rest[0]?.length ?? 0) > 0) {
			rest = fill(current, rest);
			if (current.filled < current.size) break;
			yield { span: current.span, channels: current.channels };
			const next = begin(sound, waiting.shift(), sampleOf);
			if (next) carryOver(current, next);
			current = next;
		}
		if (!current) return;
	}
	if (!current || current.filled === 0) return;
	const { span, channels, filled } = current;
	yield { span, channels: channels.map((samples) => samples.subarray(0, filled)) };
}

interface Filling extends CutSpan {
	start: number;
	/** Samples a channel. */
	size: number;
	filled: number;
}

function begin(
	{ channels }: Sound,
	span: Span | undefined,
	sampleOf: (ms: number) => number,
): Filling | undefined {
	if (!span) return undefined;
	const start = sampleOf(span.startMs);
	const size = sampleOf(span.endMs) - start;
	return {
		span,
		start,
		size,
		filled: 0,
		channels: Array.from({ length: channels }, () => new Int16Array(size)),
	};
}

/** What is left of the block. */
function fill(current: Filling, block: Int16Array[]): Int16Array[] {
	const count = Math.min(current.size - current.filled, block[0]?.length ?? 0);
	for (const [channel, samples] of block.entries()) {
		current.channels[channel]?.set(samples.subarray(0, count), current.filled);
	}
	current.filled += count;
	return block.map((samples) => samples.subarray(count));
}

/** Where the next one begins before this one has ended. */
function carryOver(before: Filling, next: Filling): void {
	const from = next.start - before.start;
	next.filled = before.size - from;
	for (const [channel, samples] of before.channels.entries()) {
		next.channels[channel]?.set(samples.subarray(from));
	}
}
