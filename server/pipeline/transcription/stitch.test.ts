import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Said, stitch } from './stitch.ts';

const word = fc.stringMatching(/^[a-zäöü]{3,9}$/);
/** Each once: which of two equal words is doubled nobody could tell. */
const words = fc.uniqueArray(word, { minLength: 2, maxLength: 60 });

test('any split of known words, with some of them on both sides, is stitched to those words', () => {
	fc.assert(
		fc.property(words, fc.nat(), fc.integer({ min: 0, max: 12 }), fc.nat(), (all, cut, doubled, seed) => {
			const end = 1 + (cut % (all.length - 1));
			const begin = Math.max(0, end - doubled);
			const first = lines(all.slice(0, end), seed);
			const second = lines(all.slice(begin).map(shouted), seed + 1);
			expect(spokenWords(stitch(first, second, true))).toEqual(all);
		}),
	);
});

test('the halves of words that the cut went through are gone', () => {
	fc.assert(
		fc.property(words, fc.nat(), fc.integer({ min: 4, max: 10 }), fc.nat(), (all, cut, doubled, seed) => {
			fc.pre(all.length > doubled + 2);
			const end = doubled + 1 + (cut % (all.length - doubled - 1));
			const begin = end - doubled;
			const half = (text = '') => `${text.slice(0, 2)}#½`;
			const first = [...all.slice(0, end - 1), half(all[end - 1])];
			const second = [half(all[begin]), ...all.slice(begin + 1)];
			expect(spokenWords(stitch(lines(first, seed), lines(second, seed), true))).toEqual(all);
		}),
	);
});

test('without an overlap nothing is dropped, not even what was said twice', () => {
	const [first, second] = [lines(['ja', 'genau'], 0), lines(['ja', 'genau'], 0)];
	expect(spokenWords(stitch(first, second, false))).toEqual(['ja', 'genau', 'ja', 'genau']);
});

test('an emptied line is gone, and the others keep their times and speakers', () => {
	const first: Said[] = [{ startMs: 0, endMs: 900, text: 'Das ist der', speaker: 'a' }];
	const second: Said[] = [
		{ startMs: 300, endMs: 900, text: 'ist der', speaker: 'a' },
		{ startMs: 900, endMs: 1_500, text: 'Vertrag.', speaker: 'b' },
	];
	expect(stitch(first, second, true)).toEqual([first[0], second[1]]);
});

/** Some words a line, by the seed. */
function lines(all: readonly string[], seed: number): Said[] {
	const size = 1 + (seed % 7);
	return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => {
		const text = all.slice(at * size, (at + 1) * size).join(' ');
		return { startMs: at * 1_000, endMs: (at + 1) * 1_000, text };
	});
}

/** Models write the same words with other signs. */
function shouted(text: string, at: number): string {
	return at % 3 === 0 ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)},` : text;
}

function spokenWords(said: readonly Said[]): string[] {
	return said.flatMap(({ text }) => text.toLowerCase().replaceAll(',', '').split(' '));
}
