import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEY_BYTES, open, seal, sealingKey } from './sealing.ts';

const key = sealingKey(Buffer.alloc(KEY_BYTES, 1));
const other = sealingKey(Buffer.alloc(KEY_BYTES, 2));
const plain = JSON.stringify({ secret: 'a-secret-that-nobody-may-read' });

describe('sealing', () => {
	test('whatever was sealed opens as it was', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				expect(open(seal(text, key), [key])).toEqual({ kind: 'opened', plain: text });
			}),
			{ numRuns: 500 },
		);
	});

	test('the sealed text shows nothing of the plain one, and is another each time', () => {
		expect(seal(plain, key)).not.toContain('nobody');
		expect(seal(plain, key)).not.toBe(seal(plain, key));
	});

	test('a changed character anywhere is noticed', () => {
		const sealed = seal(plain, key);
		for (let index = 0; index < sealed.length; index += 1) {
			const changed = sealed[index] === 'A' ? 'B' : 'A';
			const tampered = sealed.slice(0, index) + changed + sealed.slice(index + 1);
			expect(open(tampered, [key]).kind, `at ${index}`).not.toBe('opened');
		}
	});

	test('another spelling of the same bytes is not what we sealed', () => {
		const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
		for (const text of ['', 'a', 'ab', 'abc']) {
			const sealed = seal(text, key);
			const others = [...alphabet, `${sealed.at(-1)}=`, `${sealed.at(-1)}\n`].filter(
				(end) => end !== sealed.at(-1),
			);
			for (const end of others) expect(open(sealed.slice(0, -1) + end, [key]).kind).toBe('unreadable');
		}
	});

	test('a text cut at any place is noticed', () => {
		const sealed = seal(plain, key);
		for (let length = 0; length < sealed.length; length += 1) {
			expect(open(sealed.slice(0, length), [key]).kind).not.toBe('opened');
		}
	});

	test('another key does not open it, also when it borrows the id', () => {
		expect(open(seal(plain, key), [other])).toEqual({ kind: 'unknown-key', keyId: key.id });
		expect(open(seal(plain, key), [{ ...other, id: key.id }])).toEqual({ kind: 'unreadable' });
	});

	test('after a change of keys the old texts still open', () => {
		const old = seal(plain, key);
		expect(open(old, [other, key])).toEqual({ kind: 'opened', plain });
		expect(open(seal(plain, other), [other, key])).toEqual({ kind: 'opened', plain });
	});

	test('no text makes it throw', () => {
		fc.assert(fc.property(fc.string(), (text) => open(text, [key]).kind !== 'opened'));
		fc.assert(
			fc.property(fc.base64String(), (text) => open(`v1.${key.id}.${text}`, [key]).kind !== 'opened'),
		);
	});

	test('a key of another length is a bug', () => {
		expect(() => sealingKey(Buffer.alloc(16))).toThrow(RangeError);
	});
});
