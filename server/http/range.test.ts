import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRange } from './range.ts';

test.each([
	[undefined, { kind: 'whole', start: 0, end: 100 }],
	['bytes=0-', { kind: 'part', start: 0, end: 100 }],
	['bytes=0-0', { kind: 'part', start: 0, end: 1 }],
	['bytes=10-19', { kind: 'part', start: 10, end: 20 }],
	['bytes=90-1000', { kind: 'part', start: 90, end: 100 }],
	['bytes=-5', { kind: 'part', start: 95, end: 100 }],
	['bytes=-500', { kind: 'part', start: 0, end: 100 }],
	['bytes=100-', { kind: 'unsatisfiable' }],
	['bytes=-0', { kind: 'unsatisfiable' }],
	['bytes=5-2', { kind: 'whole', start: 0, end: 100 }],
	['bytes=0-1,5-6', { kind: 'whole', start: 0, end: 100 }],
	['lines=0-1', { kind: 'whole', start: 0, end: 100 }],
	['bytes=-', { kind: 'whole', start: 0, end: 100 }],
])('%s of a hundred bytes', (header, range) => {
	expect(readRange(header, 100)).toEqual(range);
});

test('whatever is asked for, what is given lies within', () => {
	fc.assert(
		fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(1_000), (text, first, last, size) => {
			for (const header of [text, `bytes=${first}-${last}`, `bytes=-${last}`, `bytes=${first}-`]) {
				const range = readRange(header, size);
				if (range.kind === 'unsatisfiable') continue;
				expect(range.start).toBeGreaterThanOrEqual(0);
				expect(range.end).toBeLessThanOrEqual(size);
				expect(range.start).toBeLessThanOrEqual(range.end);
			}
		}),
	);
});
