import { describe, expect, test, vi } from 'vitest';
import type { Parsed, Provider } from '../providers/provider.ts';
import { fixture } from '../providers/webex/fixtures.testkit.ts';
import webex from '../providers/webex/index.ts';
import { StoreUnavailable } from '../store/ports.ts';
import { createHarness, HOOK_KEY } from './harness.testkit.ts';

const ringing = fixture('ringing');
const secrets = { secret: ringing.secret };
const truncated = fixture('truncated');

/** Webex with another parser, so that what is verified stays real. */
const withParse = (parse: Provider['parse']): Provider => ({ ...webex, parse });
const parsing = (parsed: Parsed) => withParse(() => parsed);

describe('a delivery that is believed', () => {
	test('is stored with its event, published and acknowledged, in this order', async () => {
		const { post, log, published, deps } = createHarness({ secrets });
		const steps: string[] = [];
		const append = deps.events.append;
		deps.events = {
			append: async (item) => {
				const appended = await append(item);
				steps.push('committed');
				return appended;
			},
		};
		deps.publish = () => steps.push('published');
		expect(await post('webex', ringing)).toEqual({ status: 200 });
		expect(steps).toEqual(['committed', 'published']);
		expect(log.appended[0]).toMatchObject({
			workspaceId: 'ws_test',
			delivery: { outcome: 'accepted', connectionId: 'con_test', provider: 'webex' },
			events: [{ type: 'ringside.call.ringing', connectionId: 'con_test' }],
		});
		expect(published).toEqual([]);
	});

	test('keeps its body byte for byte, and only the headers that verification needs', async () => {
		const { post, log } = createHarness({ secrets });
		await post('webex', {
			...ringing,
			headers: { ...ringing.headers, cookie: 'a=b', authorization: 'Bearer x' },
		});
		const { delivery } = log.appended[0]!;
		expect(Buffer.from(delivery!.body).toString()).toBe(ringing.rawBody);
		expect(Object.keys(delivery!.headers).sort()).toEqual(['content-type', 'x-spark-signature']);
	});

	test('that comes again is one event, published once, and acknowledged both times', async () => {
		const { post, log, published, deps } = createHarness({ secrets });
		const outcomes: string[] = [];
		deps.onOutcome = (_, outcome) => outcomes.push(outcome);
		expect((await post('webex', ringing)).status).toBe(200);
		expect((await post('webex', ringing)).status).toBe(200);
		expect(outcomes).toEqual(['accepted', 'duplicate']);
		expect(log.stored).toHaveLength(1);
		expect(published).toHaveLength(1);
	});

	test('is not acknowledged when it could not be stored', async () => {
		const { post, published, deps } = createHarness({ secrets });
		deps.events = { append: () => Promise.reject(new StoreUnavailable('disk full')) };
		const answer = await post('webex', ringing);
		expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
		expect(answer.body).not.toContain('disk');
		expect(published).toEqual([]);
	});

	test('is acknowledged though publishing fails: it is in the log', async () => {
		const { post, bugs, deps } = createHarness({ secrets });
		deps.publish = () => {
			throw new Error('+4930901820111');
		};
		expect((await post('webex', ringing)).status).toBe(200);
		expect(bugs).toHaveLength(1);
		expect(JSON.stringify(bugs)).not.toContain('+4930901820111');
	});

	test('routes by the own number and the agent that the provider names', async () => {
		const { post, log } = createHarness({ secrets: { secret: 'key' } });
		const body = Buffer.from('{"callId":"1","state":"ringing","from":"+493090182011","to":"+4930901820200"}');
		await post('generic', { headers: { 'x-api-key': 'key' }, body });
		expect(log.stored[0]).toMatchObject({ localE164: '+4930901820200', connectionId: 'con_test' });
		expect(log.stored[0]).not.toHaveProperty('agentUserId');
	});

	test.each([
		['ignored', 200],
		['unsupported', 200],
		['malformed', 200],
	] as const)('%s is kept with its reason and answered as the manifest says', async (kind, status) => {
		const { post, log, published } = createHarness({
			secrets,
			providers: [parsing({ kind, reason: 'because' })],
		});
		expect(await post('webex', ringing)).toEqual({ status });
		expect(log.appended[0]).toMatchObject({ delivery: { outcome: kind, reason: 'because' }, events: [] });
		expect(published).toEqual([]);
	});
});

describe('a bug of ours', () => {
	test.each([
		[
			'a parser that throws',
			withParse(() => {
				throw new TypeError('secret +4930901820111');
			}),
		],
		['an event against the contract', parsing({ kind: 'events', events: [{} as never] })],
		[
			'an event of another connection',
			withParse((request, connection) => webex.parse(request, { ...connection, connectionId: 'con_other' })),
		],
	])('%s costs one delivery, which is kept with a reference, and no 500', async (_, provider) => {
		const { post, log, bugs } = createHarness({ secrets, providers: [provider] });
		expect((await post('webex', ringing)).status).toBe(200);
		const { delivery, events } = log.appended[0]!;
		expect(delivery).toMatchObject({
			outcome: 'malformed',
			reason: expect.stringContaining(delivery!.deliveryId),
		});
		expect(events).toEqual([]);
		expect(bugs[0]?.fields).toMatchObject({ provider: 'webex', deliveryId: delivery!.deliveryId });
		expect(JSON.stringify(bugs)).not.toMatch(/4930901820111|Ayla|secret \+/);
	});

	test('a verification that throws believes nobody', async () => {
		const broken: Provider = {
			...webex,
			verify: () => {
				throw new Error('ERR');
			},
		};
		const { post, log, bugs } = createHarness({ secrets, providers: [broken] });
		expect(await post('webex', ringing)).toEqual({ status: 401 });
		expect(log.appended[0]?.delivery).toMatchObject({ outcome: 'refused', reason: 'verification-failed' });
		expect(bugs).toHaveLength(1);
	});
});

describe('an address that nobody has', () => {
	test('unknown provider and unknown key get the same answer, and nothing is stored', async () => {
		const { post, log } = createHarness({ secrets });
		const answers = await Promise.all([
			post('webex', ringing, 'wrong-key'),
			post('nobody', ringing),
			post('nobody', ringing, 'wrong-key'),
			post('__proto__', ringing),
			post('generic', ringing, 'wrong-key'),
		]);
		for (const answer of answers)
			expect(answer).toEqual({ status: 404, contentType: expect.any(String), body: 'Not found\n' });
		expect(log.appended).toEqual([]);
	});

	test.each([
		['webex', 'wrong-key'],
		['nobody', HOOK_KEY],
	])('the same work is done for %s with %s as for a wrong signature', async (provider, hookKey) => {
		const verify = vi.fn(webex.verify);
		const { post, deps } = createHarness({ secrets, providers: [{ ...webex, verify }] });
		const findConnection = vi.fn(deps.findConnection);
		deps.findConnection = findConnection;
		await post(provider, ringing, hookKey);
		expect(findConnection).toHaveBeenCalledTimes(1);
		expect(verify).toHaveBeenCalledTimes(1);
		expect(
			verify.mock.calls[0]?.[1].secrets.secret,
			'a secret, so that a signature is computed',
		).toBeTruthy();
	});

	test('a store that cannot be asked is not an unknown address', async () => {
		const { post, deps } = createHarness({ secrets });
		deps.findConnection = () => Promise.reject(new StoreUnavailable('gone'));
		expect((await post('webex', ringing)).status).toBe(503);
	});
});

describe('bounds', () => {
	test('a body above the provider’s limit is not read', async () => {
		const { post, log } = createHarness({ secrets });
		const body = Buffer.alloc(webex.bodyLimit + 1, 'x');
		expect((await post('webex', { ...ringing, body })).status).toBe(413);
		expect(log.appended).toEqual([]);
	});

	test('of refused deliveries a few a minute are kept, cut to 16 KiB, and the rest is counted', async () => {
		const { post, log, clock } = createHarness({ secrets });
		const forged = { ...ringing, body: Buffer.alloc(100_000, 'x') };
		for (let count = 0; count < 500; count += 1) expect((await post('webex', forged)).status).toBe(401);
		expect(log.appended).toHaveLength(20);
		for (const { delivery } of log.appended) expect(delivery?.body.byteLength).toBe(16 * 1_024);
		clock.advance(60_000);
		await post('webex', forged);
		expect(log.appended.at(-1)?.delivery?.reason).toBe('signature-mismatch (before it 480 more, not kept)');
	});

	test('a flood of forged deliveries does not keep out the real one', async () => {
		const { post, log } = createHarness({ secrets });
		for (let count = 0; count < 100; count += 1) await post('webex', fixture('tampered'));
		expect((await post('webex', ringing)).status).toBe(200);
		expect(log.stored).toHaveLength(1);
	});

	test('a refused delivery is refused though the store is full', async () => {
		const { post, deps } = createHarness({ secrets });
		deps.events = { append: () => Promise.reject(new StoreUnavailable('disk full')) };
		expect(await post('webex', fixture('tampered'))).toEqual({ status: 401 });
	});

	test('what is verified and makes no sense is kept byte for byte', async () => {
		const { post, log } = createHarness({ secrets });
		expect((await post('webex', truncated)).status).toBe(200);
		expect(log.appended[0]?.delivery).toMatchObject({ outcome: 'malformed', reason: 'body is not JSON' });
		expect(Buffer.from(log.appended[0]!.delivery!.body).toString()).toBe(truncated.rawBody);
	});
});

test('durations are measured in whole microseconds', async () => {
	const { post, log, clock } = createHarness({
		secrets,
		providers: [
			{
				...webex,
				verify: (request, connection) => {
					clock.advance(2);
					return webex.verify(request, connection);
				},
				parse: (request, connection) => {
					clock.advance(3);
					return webex.parse(request, connection);
				},
			},
		],
	});
	await post('webex', ringing);
	expect(log.appended[0]?.delivery).toMatchObject({ verifyUs: 2_000, parseUs: 3_000 });
});
