import type { Segment } from '../../lib/contract/index.ts';
import type { WordKey, Words } from '../ui/words.ts';

/** The lines with one more, or with one that grew; in the order in which they were said. */
export function withSegment(segments: readonly Segment[], heard: Segment): Segment[] {
	const others = segments.filter(({ segmentId }) => segmentId !== heard.segmentId);
	const after = others.findLastIndex(({ startMs }) => startMs <= heard.startMs);
	return others.toSpliced(after + 1, 0, heard);
}

/** The line that is said at `timeMs`; before the first one none. */
export function lineAt(segments: readonly Segment[], timeMs: number): Segment | undefined {
	return segments.findLast(({ startMs }) => startMs <= timeMs);
}

const speakerWords: Record<Segment['speaker'], WordKey> = {
	remote: 'speaker_remote',
	local: 'speaker_local',
	assistant: 'speaker_assistant',
	unknown: 'speaker_unknown',
};

/** Who says a line, as it may be shown. `remoteName`: who the caller is. */
export function speakerName(
	{ speaker, speakerName: named }: Segment,
	remoteName: string,
	words: Words,
): string {
	if (named) return named;
	return speaker === 'remote' && remoteName ? remoteName : words(speakerWords[speaker]);
}

/** Parts of a text, those that fit the search marked; case does not matter. */
export function markedParts(text: string, search: string): { text: string; isFound: boolean }[] {
	const wanted = search.trim().toLowerCase();
	const lower = text.toLowerCase();
	// Where lower case is of another length, places would not agree.
	if (!wanted || lower.length !== text.length) return [{ text, isFound: false }];
	const parts: { text: string; isFound: boolean }[] = [];
	let from = 0;
	for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
		parts.push(
			{ text: text.slice(from, at), isFound: false },
			{ text: text.slice(at, at + wanted.length), isFound: true },
		);
		from = at + wanted.length;
	}
	parts.push({ text: text.slice(from), isFound: false });
	return parts.filter((part) => part.text !== '');
}
