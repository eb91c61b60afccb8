import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { manualClock } from '../intake/harness.testkit.ts';
import type { OutgoingRequest, OutgoingResult } from '../outgoing/dispatcher.ts';
import type { AccessToken } from './access-token.ts';
import { createAskVendor } from './ask-vendor.ts';
import { credentialsOf } from './credentials.ts';
import { createQuietTimes } from './quiet-times.ts';

const Thing = z.object({ id: z.string() });
const URL_OF_THING = 'https://api.vendor.example/things/1?phone=%2B4930';
const provider = { label: 'Vendor', hosts: ['api.vendor.example'] };
const signIn = {} as never;

let clock: ReturnType<typeof manualClock>;
let quietTimes: ReturnType<typeof createQuietTimes>;
let sent: OutgoingRequest[];
let results: OutgoingResult[];
let tokens: AccessToken[];
beforeEach(() => {
	clock = manualClock();
	quietTimes = createQuietTimes(clock);
	sent = [];
	results = [];
	tokens = [token('first', 1)];
});

const token = (text: string, generation: number, age = 3_600_000): AccessToken => ({
	...{ kind: 'token', token: text, generation, obtainedAt: manualClock().now() - age },
});
const answered = (
	status: number,
	body: unknown = {},
	headers: Record<string, string> = {},
): OutgoingResult => ({
	...{ kind: 'answered', status, headers },
	body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

function asker(connectionId = 'con_1', secrets?: Record<string, string>) {
	const connection = { connectionId, secrets: secrets ?? {}, settings: {}, region: 'DE' };
	const next = async () => tokens.shift() ?? ({ kind: 'signed-out', reason: 'No more.' } as const);
	const key = ({ apiKey }: Record<string, string>) =>
		apiKey ? { name: 'X-Api-Key', value: apiKey } : undefined;
	const manifest = secrets ? { ...provider, authorization: key } : { ...provider, signIn };
	const credentials = credentialsOf(
		manifest,
		{ connection, workspaceId: 'ws_a' },
		{
			tokens: { accessToken: next, renewed: next },
			now: clock.now,
		},
	);
	const dispatch = async (outgoing: OutgoingRequest) => {
		sent.push(outgoing);
		return results.shift() ?? answered(200, { id: '1' });
	};
	return createAskVendor({ provider, connectionId, credentials }, { dispatch, clock, quietTimes });
}

const ask = (change: object = {}) => asker()({ url: URL_OF_THING, schema: Thing, ...change });

describe('a vendor is asked with the connection’s credentials', () => {
	test('the token goes as a bearer, and nothing that asks may replace it', async () => {
		expect(await ask({ headers: { Authorization: 'mine', 'X-More': '1' } })).toEqual({
			kind: 'read',
			value: { id: '1' },
		});
		expect(sent[0]?.headers).toEqual({
			accept: 'application/json',
			'x-more': '1',
			authorization: 'Bearer first',
		});
	});

	test('a key goes as the manifest says', async () => {
		const asked = asker('con_1', { apiKey: 'secret-key' })({ url: URL_OF_THING, schema: Thing });
		expect((await asked).kind).toBe('read');
		expect(sent[0]?.headers).toMatchObject({ 'x-api-key': 'secret-key' });
		expect(await asker('con_1', { apiKey: '' })({ url: URL_OF_THING, schema: Thing })).toEqual({
			kind: 'signed-out',
		});
		expect(sent).toHaveLength(1);
	});

	test('JSON and forms are sent as such', async () => {
		const list: [string, string][] = [
			['to', 'a b'],
			['to', 'ü&c'],
		];
		await ask({ method: 'POST', json: { a: 1 } });
		tokens = [token('first', 1)];
		await ask({ method: 'POST', form: list });
		expect(sent.map(({ method, body, headers }) => [method, body, headers?.['content-type']])).toEqual([
			['POST', '{"a":1}', 'application/json'],
			['POST', 'to=a+b&to=%C3%BC%26c', 'application/x-www-form-urlencoded'],
		]);
	});

	test.each([
		'https://evil.example/things',
		'http://api.vendor.example/things',
		'https://api.vendor.example:8443/things',
		'https://api.vendor.example.evil.example/',
		'https://me@api.vendor.example/',
		'https://api.vendor.example@evil.example/',
		'//api.vendor.example/',
		'things/1',
	])('no credential goes to %s', async (url) => {
		expect(await ask({ url })).toMatchObject({ kind: 'unexpected' });
		expect(sent).toEqual([]);
	});
});

describe('what an answer means', () => {
	test.each<[OutgoingResult, object]>([
		[answered(204, ''), { kind: 'unexpected' }],
		[answered(200, 'no json'), { kind: 'unexpected', reason: 'Vendor’s answer was no JSON.' }],
		[answered(200, { id: 7 }), { kind: 'unexpected', reason: 'Vendor’s answer was not understood: id' }],
		[answered(301, {}), { kind: 'unexpected' }],
		[answered(403, { errorCode: 'CMN-401' }), { kind: 'forbidden', reason: 'Vendor answered 403 CMN-401.' }],
		[answered(403, { error: { errors: [{ reason: 'rateLimitExceeded' }] } }), { kind: 'later' }],
		[answered(404), { kind: 'gone' }],
		[answered(410), { kind: 'gone' }],
		[
			answered(422, { error: 'bad_number' }),
			{ kind: 'refused', status: 422, reason: 'Vendor answered 422 bad_number.' },
		],
		[answered(500), { kind: 'later', reason: 'Vendor answered 500.' }],
		[
			{ kind: 'failed', reason: 'timeout' },
			{ kind: 'later', reason: 'Vendor could not be reached (timeout).' },
		],
		[{ kind: 'failed', reason: 'too-large', status: 200 }, { kind: 'too-large' }],
		[{ kind: 'blocked', reason: 'internal-address' }, { kind: 'unexpected' }],
	])('%j', async (result, expected) => {
		results = [result];
		expect(await ask()).toMatchObject(expected);
	});

	test('an empty answer is read as nothing', async () => {
		results = [answered(204, '')];
		expect(await ask({ schema: z.unknown() })).toEqual({ kind: 'read', value: null });
	});

	test('reasons hold neither what was asked nor the vendor’s prose', async () => {
		for (const status of [400, 403, 500]) {
			results = [
				answered(status, { error: 'Number +4930 of Mira is unknown', message: '+4930', code: 21_211 }),
			];
			tokens = [token('first', 1)];
			const asked = await ask();
			expect(JSON.stringify(asked)).not.toMatch(/4930|Mira|first/);
			expect(asked).toMatchObject({ reason: `Vendor answered ${status} 21211.` });
		}
	});
});

describe('limits', () => {
	test.each([
		[{ 'retry-after': '37' }, 37_000],
		[{ 'retry-after': 'Tue, 14 Apr 2026 09:02:00 GMT' }, 120_000],
		[{ 'retry-after': '999999' }, 3_600_000],
		[{ 'retry-after': 'soon' }, 60_000],
		[{}, 60_000],
	])('a 429 (%j) holds all who ask as this connection, and nobody else', async (headers, wait) => {
		results = [answered(429, {}, headers as Record<string, string>)];
		const at = clock.now() + wait;
		expect(await ask()).toMatchObject({ kind: 'later', at });
		tokens = [token('first', 1), token('first', 1)];
		expect(await ask()).toMatchObject({ kind: 'later', at });
		expect(sent).toHaveLength(1);
		expect(await asker('con_2')({ url: URL_OF_THING, schema: Thing })).toMatchObject({ kind: 'read' });
		clock.advance(wait);
		expect(await ask()).toMatchObject({ kind: 'read' });
	});
});

describe('a token that is not taken', () => {
	test('is replaced once, and the question asked again', async () => {
		tokens.push(token('second', 2));
		results = [answered(401)];
		expect(await ask()).toMatchObject({ kind: 'read' });
		expect(sent.map(({ headers }) => headers?.authorization)).toEqual(['Bearer first', 'Bearer second']);
	});

	test('nor its successor: signed out, without a third try', async () => {
		tokens.push(token('second', 2), token('third', 3));
		results = [answered(401), answered(401)];
		expect(await ask()).toEqual({ kind: 'signed-out' });
		expect(sent).toHaveLength(2);
	});

	test('although it is new: another would be no better', async () => {
		tokens = [token('first', 1, 1_000), token('second', 2)];
		results = [answered(401)];
		expect(await ask()).toEqual({ kind: 'signed-out' });
		expect(sent).toHaveLength(1);
	});

	test('and no other can be had now: later', async () => {
		tokens.push({ kind: 'later', reason: 'The vendor is down.' });
		results = [answered(401)];
		expect(await ask()).toEqual({ kind: 'later', reason: 'The vendor is down.' });
	});
});
