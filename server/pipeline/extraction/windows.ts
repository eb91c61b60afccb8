import type { Segment } from '../../../lib/contract/transcript.ts';

/** As much of a transcript as is asked about at once. */
export interface Window {
	/** Place of its first line in the whole transcript. */
	from: number;
	segments: readonly Segment[];
}

/** Well within what models read with care, in characters. */
const LARGEST = 24_000;
/** Lines that stand in both of two windows: an answer stands near its question. */
const OVERLAP = 6;

/** Cuts a transcript into windows that have every line in at least one of them. */
export function windowsOf(segments: readonly Segment[], largest = LARGEST): Window[] {
	const windows: Window[] = [];
	let from = 0;
	while (from < segments.length) {
		let end = from;
		let size = 0;
		while (end < segments.length && (end === from || size + (segments[end]?.text.length ?? 0) <= largest)) {
			size += segments[end]?.text.length ?? 0;
			end += 1;
		}
		windows.push({ from, segments: segments.slice(from, end) });
		if (end === segments.length) break;
		from = Math.max(from + 1, end - OVERLAP);
	}
	return windows;
}
