import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectionOf, deliver, loadFixtures, requestOf } from '../deliver.testkit.ts';
import provider from './index.ts';

const named = new Map(loadFixtures(path.join(import.meta.dirname, 'fixtures')));
const first = named.get('01-started.json')!;
const { secret, headers } = first;
const connection = connectionOf(secret);

describe('a delivery is refused', () => {
	const request = (authorization: string) => requestOf(first.rawBody, { ...headers, authorization });

	test('when no secret is configured, also when none is sent', async () => {
		for (const authorization of [headers.authorization!, 'Bearer ', '']) {
			for (const on of [connectionOf(undefined), connectionOf('')]) {
				const got = await deliver(provider, request(authorization), on);
				expect(got).toMatchObject({ outcome: 'refused', reason: 'no-secret-configured' });
			}
		}
	});

	test('without the header, even where the secret stands in the body', async () => {
		const { authorization: _, ...rest } = headers;
		const body = JSON.stringify({ ...JSON.parse(first.rawBody), secret });
		expect(await deliver(provider, requestOf(body, rest), connection)).toMatchObject({
			outcome: 'refused',
			reason: 'signature-missing',
		});
	});

	test.each([`Basic ${secret}`, secret, 'Bearer', `Bearer ${secret}, Bearer ${secret}`])(
		'when the header is `%s`',
		async (authorization) => {
			expect((await deliver(provider, request(authorization), connection)).reason).toBe(
				'signature-malformed',
			);
		},
	);

	test('for every other secret, of any length, without an exception', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (other) => {
				fc.pre(other.trim() !== secret);
				expect((await deliver(provider, request(`Bearer ${other}`), connection)).outcome).toBe('refused');
			}),
			{ numRuns: 300 },
		);
	});

	test('and its header is not kept, because it is the secret', () => {
		expect(provider.keptHeaders).not.toContain('authorization');
	});
});
