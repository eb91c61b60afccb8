import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameSecret, sameSecretText } from './compare.ts';
import { hashToken } from './token.ts';

test('equal secrets are equal and others are not, whatever their lengths', () => {
	fc.assert(
		fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
			expect(sameSecret(Buffer.from(a), Buffer.from(b))).toBe(Buffer.from(a).equals(Buffer.from(b)));
			expect(sameSecret(Buffer.from(a), Buffer.from(a))).toBe(true);
		}),
	);
});

test('texts compare as texts, of any lengths', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (a, b) => {
			expect(sameSecretText(a, b)).toBe(a === b);
			expect(sameSecretText(a, a)).toBe(true);
		}),
	);
});

test('a token is stored as its SHA-256', () => {
	expect(hashToken('token-ü')).toBe(createHash('sha256').update(Buffer.from('token-ü')).digest('hex'));
});
