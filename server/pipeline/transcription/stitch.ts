/** What was said, with times in ms from the start of the recording. */
export interface Said {
	startMs: number;
	endMs: number;
	text: string;
	/** As the model tells speakers apart. */
	speaker?: string;
}

/** So many words are spoken in an overlap at most. */
const MOST_DOUBLED = 16;

/** Puts what follows behind what came before; `overlaps`: the end of one may stand at the begin of the other. */
export function stitch(before: readonly Said[], after: readonly Said[], overlaps: boolean): Said[] {
	if (!overlaps) return [...before, ...after];
	const { dropBefore, dropAfter } = doubled(
		before.flatMap(({ text }) => wordsOf(text)).slice(-MOST_DOUBLED - 1),
		after.flatMap(({ text }) => wordsOf(text)).slice(0, MOST_DOUBLED + 1),
	);
	const kept = dropWords([...before].reverse(), dropBefore, 'last').reverse();
	return [...kept, ...dropWords(after, dropAfter, 'first')];
}

interface Doubled {
	/** Words to be taken from the end of the first. */
	dropBefore: number;
	/** Words to be taken from the begin of the second. */
	dropAfter: number;
}

/** A cut goes through words: the last of the first, or the first of the second, may be half of one. */
const HALVES: readonly Doubled[] = [
	{ dropBefore: 0, dropAfter: 0 },
	{ dropBefore: 0, dropAfter: 1 },
	{ dropBefore: 1, dropAfter: 0 },
	{ dropBefore: 1, dropAfter: 1 },
];

function doubled(end: readonly string[], begin: readonly string[]): Doubled {
	const [first, second] = [end.map(bare), begin.map(bare)];
	let best = { common: 0, halves: HALVES[0] };
	for (const halves of HALVES) {
		const tail = first.slice(0, first.length - halves.dropBefore);
		const head = second.slice(halves.dropAfter);
		const common = commonOf(tail, head);
		// One word alone is proof only where nothing has to be taken away for it.
		const isProof = common > 1 || (common === 1 && halves === HALVES[0]);
		if (isProof && common > best.common) best = { common, halves };
	}
	const { dropBefore = 0, dropAfter = 0 } = best.halves ?? {};
	return { dropBefore, dropAfter: dropAfter + best.common };
}

/** How many words at the end of the one are the words at the begin of the other. */
function commonOf(tail: readonly string[], head: readonly string[]): number {
	for (let count = Math.min(tail.length, head.length); count > 0; count -= 1) {
		if (tail.slice(-count).every((word, at) => word === head[at])) return count;
	}
	return 0;
}

function dropWords(said: readonly Said[], count: number, side: 'first' | 'last'): Said[] {
	let left = count;
	return said.flatMap((one) => {
		if (left === 0) return [one];
		const words = wordsOf(one.text);
		const dropped = Math.min(left, words.length);
		left -= dropped;
		if (dropped === words.length) return [];
		const kept = side === 'first' ? words.slice(dropped) : words.slice(0, -dropped);
		return [{ ...one, text: kept.join(' ') }];
	});
}

function wordsOf(text: string): string[] {
	return text.split(/\s+/).filter(Boolean);
}

/** Without signs and case: the same words come with other ones. */
function bare(word: string): string {
	return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || word;
}
