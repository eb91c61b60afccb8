import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Segment } from '../../lib/contract/index.ts';
import { lineAt, markedParts, withSegment } from './lines.ts';

const line = (segmentId: string, startMs: number, text = 'x'): Segment => ({
	...{ segmentId, startMs, text },
	speaker: 'remote',
});

describe('lines as they are heard', () => {
	test('stand in the order in which they were said, whatever the order in which they came', () => {
		const starts = fc.uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(starts, (times) => {
				const lines = times.map((time) => line(`s${time}`, time)).reduce(withSegment, [] as Segment[]);
				expect(lines.map(({ startMs }) => startMs)).toEqual([...times].sort((a, b) => a - b));
			}),
		);
	});

	test('a line that grew takes its own place', () => {
		const lines = [line('a', 0), line('b', 10)].reduce(withSegment, [] as Segment[]);
		expect(withSegment(lines, line('a', 0, 'Hello there')).map(({ text }) => text)).toEqual([
			'Hello there',
			'x',
		]);
	});

	test('two lines of one moment keep the order in which they were told', () => {
		const lines = [line('a', 5), line('b', 5)].reduce(withSegment, [] as Segment[]);
		expect(lines.map(({ segmentId }) => segmentId)).toEqual(['a', 'b']);
	});
});

test('the line that is heard is the last that has begun', () => {
	const lines = [line('a', 1_000), line('b', 4_000)];
	expect(lineAt(lines, 500)).toBeUndefined();
	expect(lineAt(lines, 3_999)?.segmentId).toBe('a');
	expect(lineAt(lines, 4_000)?.segmentId).toBe('b');
});

describe('what is found is marked', () => {
	test('in every place, whatever its case, and nothing of the text is lost', () => {
		expect(markedParts('Potsdam, near potsdam', 'POTSDAM')).toEqual([
			{ text: 'Potsdam', isFound: true },
			{ text: ', near ', isFound: false },
			{ text: 'potsdam', isFound: true },
		]);
		fc.assert(
			fc.property(fc.string(), fc.string(), (text, search) => {
				expect(
					markedParts(text, search)
						.map((part) => part.text)
						.join(''),
				).toBe(text);
			}),
		);
	});

	test('nothing where nothing is sought', () => {
		expect(markedParts('Potsdam', '  ')).toEqual([{ text: 'Potsdam', isFound: false }]);
	});
});
