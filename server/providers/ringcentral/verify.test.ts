import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectionOf, deliver, loadFixtures, requestOf } from '../deliver.testkit.ts';
import provider from './index.ts';

const named = new Map(loadFixtures(path.join(import.meta.dirname, 'fixtures')));
const probe = named.get('01-handshake.json')!;
const { rawBody, headers, secret } = named.get('02-setup.json')!;
const connection = connectionOf(secret);

describe('the handshake', () => {
	test('is echoed at once, without a body and without an event', async () => {
		const { answer, events } = await deliver(provider, requestOf(probe.rawBody, probe.headers), connection);
		expect(answer).toEqual({
			status: 200,
			contentType: 'application/json',
			body: '',
			headers: { 'validation-token': '5a7e31c0-fixture-probe' },
		});
		expect(events).toEqual([]);
	});

	test.each([
		['longer than 256', 'x'.repeat(257)],
		['empty', ''],
		['with a line break', 'a\r\nset-cookie: b'],
		['beyond ASCII', 'tökén'],
		['with a blank', 'a b'],
	])('a probe %s is not echoed', async (_what, token) => {
		const got = await deliver(provider, requestOf('', { 'validation-token': token }), connection);
		expect(got.answer).toEqual({ status: 400 });
	});

	test('a probe that brings a notification along makes no event of it', async () => {
		const got = await deliver(
			provider,
			requestOf(rawBody, { ...headers, 'validation-token': 'probe' }),
			connection,
		);
		expect(got.events).toEqual([]);
	});
});

describe('a notification is refused', () => {
	test('when no token is configured, also when none is sent', async () => {
		for (const token of [headers['verification-token']!, '']) {
			const request = requestOf(rawBody, { ...headers, 'verification-token': token });
			for (const on of [connectionOf(undefined), connectionOf('')]) {
				expect(await deliver(provider, request, on)).toMatchObject({ reason: 'no-secret-configured' });
			}
		}
	});

	test('when it carries no token', async () => {
		const { 'verification-token': _, ...rest } = headers;
		const got = await deliver(provider, requestOf(rawBody, rest), connection);
		expect(got).toMatchObject({ outcome: 'refused', reason: 'signature-missing' });
	});

	test('for every other token, of any length, without an exception', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (token) => {
				fc.pre(token !== secret);
				const request = requestOf(rawBody, { ...headers, 'verification-token': token });
				expect((await deliver(provider, request, connection)).outcome).toBe('refused');
			}),
			{ numRuns: 300 },
		);
	});

	test('and a wrong token says nothing in the answer', () => {
		expect(provider.answers.refused).toEqual({ status: 401 });
	});
});
