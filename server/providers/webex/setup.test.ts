import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallData } from '../../../lib/contract/call.ts';
import { readEvent } from '../../../lib/contract/event.ts';
import { WebexSimulator, type WebexWebhook } from '../../../tests/support/vendors/webex.ts';
import { toInstant } from '../../clock.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import webex from './index.ts';

const provider: Provider = webex;
const now = Date.parse('2026-05-12T08:30:00.000Z');
const MINUTE = 60_000;
const noa = { id: 'person-noa', label: 'noa@firm.example' };
const jon = { id: 'person-jon', label: 'jon@firm.example' };

let vendor: WebexSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	vendor = await new WebexSimulator(() => now).start();
	connected = connectVendor(provider, vendor.server, {
		secrets: { secret: 'our-secret' },
		now,
		accessToken: vendor.oauth.grantTo(noa),
	});
});
afterEach(() => vendor.stop());

function webhook(change: Partial<WebexWebhook>): WebexWebhook {
	return {
		id: 'wh-1',
		name: 'Calls',
		targetUrl: connected.hookUrl,
		resource: 'telephony_calls',
		event: 'all',
		secret: 'our-secret',
		status: 'active',
		ownedBy: 'creator',
		createdBy: noa.id,
		created: '2026-01-01T00:00:00.000Z',
		...change,
	};
}

const changes = () => vendor.server.requests.filter((request) => !request.startsWith('GET'));

test('who signed in is known by her mail address', async () => {
	const account = await webex.signIn.account(connected.tools());
	expect(account).toEqual({ kind: 'read', value: { accountId: noa.id, label: noa.label } });
});

describe('webhooks', () => {
	test('one for calls and one for recordings are made, signed, and then left alone', async () => {
		const { trouble, subscriptions } = await connected.reconcile();
		expect(trouble).toBeUndefined();
		expect(subscriptions).toMatchObject([
			{ name: 'calls', state: 'active', address: connected.hookUrl },
			{ name: 'recordings', state: 'active', address: connected.hookUrl },
		]);
		expect(vendor.webhooks).toMatchObject([
			{ resource: 'telephony_calls', event: 'all', secret: 'our-secret', createdBy: noa.id },
			{ resource: 'convergedRecordings', event: 'created', secret: 'our-secret', createdBy: noa.id },
		]);
		vendor.server.requests.length = 0;
		await connected.reconcile();
		expect(changes()).toEqual([]);
	});

	test.each([
		['that Webex switched off', { status: 'inactive' }],
		['that has another secret', { secret: 'theirs' }],
		['under an earlier public address', { targetUrl: 'https://old.example/hooks/webex/hk_test' }],
	] as const)('one %s is put right in its place', async (_, change) => {
		vendor.webhooks.push(
			webhook(change),
			webhook({ id: 'wh-2', resource: 'convergedRecordings', event: 'all' }),
		);
		await connected.reconcile();
		expect(changes()).toEqual(['PUT /v1/webhooks/wh-1']);
		expect(vendor.webhooks[0]).toMatchObject({
			...{ id: 'wh-1', status: 'active', secret: 'our-secret', targetUrl: connected.hookUrl },
		});
	});

	test.each([
		['tells of incoming calls alone', { filter: 'personality=terminator' }],
		['tells of beginnings alone', { event: 'created' }],
	])('one that %s is made anew', async (_, change) => {
		vendor.webhooks.push(
			webhook(change),
			webhook({ id: 'wh-2', resource: 'convergedRecordings', event: 'all' }),
		);
		await connected.reconcile();
		const calls = vendor.webhooks.filter(({ resource }) => resource === 'telephony_calls');
		expect(calls).toMatchObject([{ event: 'all', status: 'active' }]);
		expect(calls[0]).not.toHaveProperty('filter');
	});

	test('a second one of ours goes, that of somebody else stays', async () => {
		vendor.webhooks.push(webhook({}), webhook({ id: 'wh-2' }));
		vendor.webhooks.push(webhook({ id: 'wh-3', targetUrl: 'https://n8n.example.com/webhook/calls' }));
		await connected.reconcile();
		const calls = vendor.webhooks.filter(({ resource }) => resource === 'telephony_calls');
		expect(calls.map(({ id }) => id)).toEqual(['wh-1', 'wh-3']);
		expect(calls[1]?.targetUrl).toBe('https://n8n.example.com/webhook/calls');
	});

	test('Repair adopts those of an older system, which had no secret', async () => {
		vendor.webhooks.push(
			webhook({ targetUrl: 'https://old.example/webhook/webex-incoming-call', secret: undefined }),
			webhook({
				...{ id: 'wh-2', resource: 'convergedRecordings', event: 'created', secret: undefined },
				targetUrl: 'https://old.example/webhook/webex-recording',
			}),
		);
		await connected.reconcile({ isRepair: true });
		expect(vendor.webhooks).toMatchObject(
			['wh-1', 'wh-2'].map((id) => ({ id, secret: 'our-secret', targetUrl: connected.hookUrl })),
		);
	});

	test('a missing right to recordings does not cost the calls, and is told', async () => {
		vendor.forbiddenResource = 'convergedRecordings';
		const { trouble, subscriptions } = await connected.reconcile();
		expect(trouble).toMatchObject({ kind: 'forbidden' });
		expect(subscriptions).toMatchObject([
			{ name: 'calls', state: 'active' },
			{ name: 'recordings', state: 'missing' },
		]);
	});

	test('an outage costs nothing', async () => {
		await connected.reconcile();
		vendor.isDown = true;
		const { trouble, subscriptions } = await connected.reconcile();
		expect(trouble).toMatchObject({ kind: 'later' });
		expect(subscriptions).toHaveLength(2);
		vendor.isDown = false;
		expect((await connected.reconcile()).trouble).toBeUndefined();
		expect(vendor.webhooks).toHaveLength(2);
	});
});

describe('the call history', () => {
	const past = (minutesAgo: number, change: object = {}) => ({
		type: 'missed' as const,
		number: '+4930901820',
		name: 'Mira Sand',
		privacyEnabled: false,
		time: toInstant(now - minutesAgo * MINUTE),
		...change,
	});
	const read = async (knownCalls: CallData[] = [], since = now - 60 * MINUTE) => {
		const answer = await webex.backfill(since, { ...connected.tools(), knownCalls });
		if (answer.kind !== 'read') throw new Error(answer.kind);
		return answer.value.events;
	};
	const viewsOf = async (knownCalls: CallData[] = []) =>
		(await read(knownCalls)).flatMap(({ data }) => ('legId' in data ? data : []));

	test('gives missed, answered and placed calls, oldest first, and says how they were joined', async () => {
		vendor.history.set(noa.id, [
			past(1, { type: 'placed' }),
			past(30),
			past(10, { type: 'received', number: undefined, name: undefined, privacyEnabled: true }),
			past(90),
		]);
		vendor.history.set(jon.id, [past(5)]);
		const events = await read();
		expect(events.map((event) => readEvent(event).kind)).toEqual(['event', 'event', 'event']);
		expect(events.map(({ data }) => data)).toMatchObject([
			{
				direction: 'inbound',
				endReason: 'missed',
				fromHistory: 'number-and-time',
				remote: { e164: '+4930901820' },
			},
			{ direction: 'inbound', endReason: 'completed', remote: { anonymous: true } },
			{ direction: 'outbound', state: 'ended', startedAt: toInstant(now - MINUTE) },
		]);
		expect((await read()).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
		expect(JSON.stringify(events.map(({ id }) => id))).not.toContain('901820');
	});

	test('passes over a call that is known by number and time', async () => {
		vendor.history.set(noa.id, [past(30)]);
		const [known] = await viewsOf();
		if (!known) throw new Error('nothing was read');
		const at = (minutesAgo: number): CallData => {
			const { endedAt, ...rest } = known;
			return { ...rest, callId: 'webex-live', startedAt: toInstant(now - minutesAgo * MINUTE) };
		};
		expect(await viewsOf([at(31)])).toEqual([]);
		expect(await viewsOf([at(27)])).toHaveLength(1);
		expect(await viewsOf([{ ...at(31), remote: { raw: '+4930901821', e164: '+4930901821' } }])).toHaveLength(
			1,
		);
		expect(await viewsOf([{ ...at(31), direction: 'outbound' }])).toHaveLength(1);
	});

	test('an odd record does not cost the others', async () => {
		vendor.history.set(noa.id, [past(30), past(20, { time: 'yesterday' }), past(10, { number: 7 })]);
		expect(await read()).toHaveLength(1);
	});
});

describe('the simulator', () => {
	test('tells a call to the webhook, signed; a webhook that fails is switched off', async () => {
		vendor.webhooks.push(webhook({ targetUrl: `${vendor.server.origin}/v1/nowhere` }));
		const input = { from: '+4930901820', runId: 'r1' };
		expect(await vendor.ring(noa, input)).toEqual([401]);
		expect(await vendor.ring(jon, input)).toEqual([]);
		for (let times = 1; times < 100; times += 1) await vendor.ring(noa, input);
		expect(vendor.webhooks[0]?.status).toBe('inactive');
		expect(await vendor.ring(noa, input)).toEqual([]);
	});

	test('cannot be asked to change what a webhook tells of, nor to switch it off', async () => {
		vendor.webhooks.push(webhook({}));
		const put = (json: object) =>
			fetch(`${vendor.server.origin}/v1/webhooks/wh-1`, {
				method: 'PUT',
				headers: { authorization: `Bearer ${vendor.oauth.grantTo(noa)}` },
				body: JSON.stringify({ name: 'n', targetUrl: connected.hookUrl, ...json }),
			});
		expect((await put({ status: 'inactive' })).status).toBe(400);
		expect((await put({ event: 'created' })).status).toBe(200);
		expect(vendor.webhooks[0]?.event).toBe('all');
	});
});
