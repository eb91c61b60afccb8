import fc from 'fast-check';
import Retell from 'retell-sdk';
import { symmetric } from 'retell-sdk/lib/webhook_auth';
import { describe, expect, test, vi } from 'vitest';
import {
	awkwardJson,
	connectionOf,
	describeFuzz,
	describeThreats,
	mutateJson,
	now,
	requestOf,
	secret,
	type VendorHook,
} from '../vendor-hook.testkit.ts';
import provider from './index.ts';
import { SIGNATURE_HEADER, signatureOf, verify } from './verify.ts';

const hook: VendorHook = {
	provider,
	folder: import.meta.dirname,
	signatureHeader: SIGNATURE_HEADER,
	sign: async (body, key, at) => ({ [SIGNATURE_HEADER]: key ? await symmetric.sign(body, key, at) : '' }),
};

describeThreats(hook);
describeFuzz(hook, mutateJson);

const verdict = (text: string, signature: string, receivedAt = now) =>
	verify(requestOf({ text, headers: { [SIGNATURE_HEADER]: signature }, receivedAt }), connectionOf());

describe('the signature agrees with the vendor’s library', () => {
	test('what it signs is believed, whatever the body looks like', async () => {
		await fc.assert(
			fc.asyncProperty(awkwardJson, async (body) => {
				expect(verdict(body, await symmetric.sign(body, secret, now))).toEqual({ kind: 'verified' });
			}),
			{ numRuns: 300 },
		);
	});

	test('what we sign it believes', async () => {
		vi.spyOn(Date, 'now').mockReturnValue(now);
		await fc.assert(
			fc.asyncProperty(awkwardJson, async (body) => {
				expect(await Retell.verify(body, secret, signatureOf(Buffer.from(body), secret, now))).toBe(true);
			}),
			{ numRuns: 300 },
		);
		vi.restoreAllMocks();
	});

	test('on any header and at any age both say the same', async () => {
		const header = fc.oneof(
			fc.string(),
			fc.constantFrom(
				'',
				'v=,d=',
				`v=${now},d=${'0'.repeat(64)}`,
				`v=${now},d=zz`,
				`v=1e3,d=${'a'.repeat(64)}`,
			),
			fc.tuple(fc.integer({ min: now - 400_000, max: now + 400_000 }), fc.boolean()).map(([at, loud]) => {
				const right = signatureOf(Buffer.from('{}'), secret, at);
				return loud ? right.toUpperCase() : right;
			}),
		);
		await fc.assert(
			fc.asyncProperty(header, async (value) => {
				const theirs = await symmetric.verify('{}', secret, value, { timestamp: now });
				expect(verdict('{}', value).kind).toBe(theirs ? 'verified' : 'refused');
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe('the time of a signature', () => {
	test.each([
		[-300_000, 'verified'],
		[300_000, 'verified'],
		[-300_001, 'refused'],
		[300_001, 'refused'],
	])('%i ms from the arrival is %s', (offset, kind) => {
		const signature = signatureOf(Buffer.from('{}'), secret, now + offset);
		expect(verdict('{}', signature).kind).toBe(kind);
	});

	test('is not blamed on the clock where the key is wrong', () => {
		const signature = signatureOf(Buffer.from('{}'), 'theirs', now - 900_000);
		expect(verdict('{}', signature)).toEqual({ kind: 'refused', reason: 'signature-mismatch' });
	});
});

test('two signatures in one header are malformed, even if the first one is right', () => {
	const right = signatureOf(Buffer.from('{}'), secret, now);
	expect(verdict('{}', `${right}, ${right}`)).toEqual({ kind: 'refused', reason: 'signature-malformed' });
});
