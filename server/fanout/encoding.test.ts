import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';
import { encodeEvent } from './encoding.ts';

describe('cursors', () => {
	test('are read as they were written', () => {
		const epoch = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
		fc.assert(
			fc.property(epoch, fc.maxSafeNat(), (name, seq) => {
				const cursor = writeCursor({ epoch: name, seq });
				expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,100}$/);
				expect(readCursor(cursor)).toEqual({ kind: 'place', place: { epoch: name, seq } });
			}),
		);
	});

	test('anything else is malformed, never an exception', () => {
		fc.assert(fc.property(fc.string(), (text) => readCursor(text).kind.length > 0));
		for (const text of [
			'',
			'a.b',
			Buffer.from('e.-1').toString('base64url'),
			Buffer.from('e.1e3').toString('base64url'),
		]) {
			expect(readCursor(text)).toEqual({ kind: 'malformed' });
		}
	});
});

describe('frames', () => {
	test('a line break in stored JSON cannot end an SSE message early', () => {
		const { sse } = encodeEvent('c', '{\n"a":\r\n1}');
		expect(sse.toString()).toBe('id: c\ndata: { "a": 1}\n\n');
	});
});
