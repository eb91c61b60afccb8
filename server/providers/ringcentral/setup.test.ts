import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallData } from '../../../lib/contract/call.ts';
import { readEvent } from '../../../lib/contract/event.ts';
import { RingCentralSimulator } from '../../../tests/support/vendors/ringcentral.ts';
import { toInstant } from '../../clock.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import ringcentral from './index.ts';
import { text } from './store.testkit.ts';

const provider: Provider = ringcentral;
const start = Date.parse('2026-05-12T08:30:00.000Z');
const DAY = 24 * 60 * 60_000;
const noa = { id: '900000107', label: 'noa@firm.example' };

let vendor: RingCentralSimulator;
let connected: ConnectedVendor;
let hook: Server;
let isAnswering: boolean;
beforeEach(async () => {
	isAnswering = true;
	vendor = await new RingCentralSimulator(() => connected.now).start();
	connected = connectVendor(provider, vendor.server, {
		secrets: { secret: 'our-token' },
		now: start,
	});
	hook = createServer((request, response) => {
		const token = request.headers['validation-token'];
		const isProbe = isAnswering && typeof token === 'string';
		response.writeHead(isAnswering ? 200 : 500, isProbe ? { 'validation-token': token } : {}).end();
	});
	await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
	connected.hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/ringcentral/hk_test`;
	connected.connection.secrets = { ...connected.connection.secrets, accessToken: vendor.oauth.grantTo(noa) };
});
afterEach(() => {
	vendor.stop();
	hook.closeAllConnections();
	hook.close();
});

const changes = () => vendor.server.requests.filter((request) => !request.startsWith('GET'));

test('who signed in is known by her mail address', async () => {
	vendor.oauth.accessSeconds = 365 * 86_400;
	const account = await ringcentral.signIn.account(connected.tools());
	expect(account).toEqual({ kind: 'read', value: { accountId: noa.id, label: noa.label } });
});

describe('the subscription', () => {
	test('is made, tells of everything, and is left alone', async () => {
		const { trouble, subscriptions } = await connected.reconcile();
		expect(trouble).toBeUndefined();
		expect(subscriptions).toMatchObject([{ name: 'events', state: 'active', expiresAt: start + 7 * DAY }]);
		expect(vendor.subscriptions[0]?.eventFilters).toHaveLength(4);
		vendor.server.requests.length = 0;
		await connected.reconcile();
		expect(changes()).toEqual([]);
	});

	test('is renewed ahead of its end, under the same id', async () => {
		await connected.reconcile();
		const id = vendor.subscriptions[0]?.id;
		connected.now = start + 4 * DAY;
		vendor.oauth.accessSeconds = DAY;
		connected.connection.secrets = {
			...connected.connection.secrets,
			accessToken: vendor.oauth.grantTo(noa),
		};
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ state: 'active', expiresAt: start + 11 * DAY }]);
		expect(vendor.subscriptions.map((one) => one.id)).toEqual([id]);
	});

	test('that was blacklisted is deleted and made anew', async () => {
		await connected.reconcile();
		const before = vendor.subscriptions[0];
		if (!before) throw new Error('no subscription');
		vendor.blacklist(before);
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ state: 'active' }]);
		expect(vendor.subscriptions).toHaveLength(1);
		expect(vendor.subscriptions[0]?.id).not.toBe(before.id);
	});

	test.each([
		['suspended', { status: 'Suspended' as const }],
		[
			'of an older version, without messages',
			{ eventFilters: ['/restapi/v1.0/account/1/extension/2/telephony/sessions'] },
		],
	])('that is %s is put right in its place', async (_, change) => {
		await connected.reconcile();
		const [held] = vendor.subscriptions;
		Object.assign(held ?? {}, change);
		await connected.reconcile();
		expect(vendor.subscriptions).toMatchObject([{ id: held?.id, status: 'Active' }]);
		expect(vendor.subscriptions[0]?.eventFilters).toHaveLength(4);
	});

	test('that would tell of no calls is called forbidden, each time', async () => {
		vendor.withheld.push('telephony/sessions');
		for (let times = 1; times <= 2; times += 1) {
			const { trouble, subscriptions } = await connected.reconcile();
			expect(trouble).toMatchObject({ kind: 'forbidden', reason: expect.stringContaining('Call Control') });
			expect(subscriptions).not.toMatchObject([{ state: 'active' }]);
		}
		expect(vendor.subscriptions).toHaveLength(1);
		vendor.withheld.length = 0;
		expect((await connected.reconcile()).subscriptions).toMatchObject([{ state: 'active' }]);
	});

	test('without messages still tells of calls, and is not asked for again and again', async () => {
		vendor.withheld.push('message-store', 'voicemail');
		await connected.reconcile();
		vendor.server.requests.length = 0;
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ state: 'active' }]);
		expect(changes()).toEqual([]);
	});

	test('is not made while our address does not answer the probe', async () => {
		isAnswering = false;
		const { trouble } = await connected.reconcile();
		expect(trouble).toMatchObject({ kind: 'refused', reason: expect.stringContaining('SUB-525') });
		expect(vendor.subscriptions).toEqual([]);
	});

	test('carries our token with each notification', async () => {
		await connected.reconcile();
		const tokens: unknown[] = [];
		hook.on('request', ({ headers }) => tokens.push(headers['verification-token']));
		expect(await vendor.ring(noa, { from: '+4930901820', runId: 'r1' })).toEqual([200, 200]);
		expect(tokens).toEqual(['our-token', 'our-token']);
		isAnswering = false;
		for (let times = 1; times <= 5; times += 1) await vendor.ring(noa, { from: '+4930901820', runId: 'r1' });
		expect(vendor.subscriptions).toMatchObject([{ status: 'Blacklisted' }]);
	});
});

describe('what was missed', () => {
	const record = (change: object = {}) => ({
		...{ id: 'log-1', telephonySessionId: 's-1', partyId: 'p-1-2', startTime: toInstant(start - 600_000) },
		...{
			type: 'Voice',
			direction: 'Inbound',
			result: 'Missed',
			duration: 20,
			extension: { id: 900_000_107 },
		},
		from: { phoneNumber: '+4930901820', name: 'Mira Sand' },
		to: { phoneNumber: '+493023125107' },
		...change,
	});
	const read = async (knownCalls: CallData[] = []) => {
		const answer = await ringcentral.backfill(start - 3_600_000, { ...connected.tools(), knownCalls });
		if (answer.kind !== 'read') throw new Error(answer.kind);
		expect(answer.value.events.map((event) => readEvent(event).kind)).not.toContain('unknown');
		return answer.value.events;
	};
	const viewsOf = async (knownCalls: CallData[] = []) =>
		(await read(knownCalls)).flatMap(({ data }) => ('legId' in data ? data : []));

	test('is a call under the id that its notifications have, oldest first', async () => {
		vendor.calls.push(
			record(),
			record({
				id: 'log-2',
				telephonySessionId: 's-2',
				startTime: toInstant(start - 900_000),
				result: 'Accepted',
			}),
			record({ id: 'log-3', telephonySessionId: 's-3', result: 'In Progress' }),
			record({ id: 'log-4', telephonySessionId: 's-4', type: 'Fax' }),
			record({ id: 'log-5', telephonySessionId: 's-5', startTime: toInstant(start - DAY) }),
		);
		expect(await viewsOf()).toMatchObject([
			{ callId: 'ringcentral-s-2|900000107', endReason: 'completed', answeredAt: toInstant(start - 900_000) },
			{
				...{ callId: 'ringcentral-s-1|900000107', legId: 'p-1-2', endReason: 'missed', fromHistory: 'id' },
				...{ endedAt: toInstant(start - 580_000), remote: { e164: '+4930901820' } },
			},
		]);
	});

	test('ends the legs that still ring for us, and no others', async () => {
		vendor.calls.push(record());
		const [view] = await viewsOf();
		if (!view) throw new Error('nothing was read');
		const { endedAt, endReason, fromHistory, ...rest } = view;
		const leg = (legId: string, state: CallData['state']): CallData => ({ ...rest, legId, state });
		const known = [leg('p-1-2', 'ringing'), leg('p-1-3', 'ringing'), leg('p-1-3', 'ended')];
		expect(await viewsOf(known)).toMatchObject([{ legId: 'p-1-2', state: 'ended' }]);
		expect(await viewsOf([leg('p-1-2', 'ended')])).toEqual([]);
	});

	test('is a recording and a message too, under their own ids', async () => {
		vendor.calls.push(record({ recording: { id: '7001' }, result: 'Accepted' }));
		vendor.messages.push(text(72, { creationTime: toInstant(start - 60_000) }));
		const ids = (await read()).map(({ id }) => id);
		expect(ids).toEqual(['call-log|log-1|p-1-2', 'recording|7001', 'message:72']);
	});

	test('is read page by page, and an odd record does not cost the others', async () => {
		for (let id = 1; id <= 150; id += 1)
			vendor.calls.push(record({ id: `log-${id}`, telephonySessionId: `s-${id}` }));
		vendor.calls.push(record({ id: 'odd', telephonySessionId: null }));
		expect(await viewsOf()).toHaveLength(150);
	});

	test('waits while RingCentral asks to', async () => {
		vendor.troubles.push({ status: 429, headers: { 'retry-after': '37' }, times: 1 });
		const answer = await ringcentral.backfill(start, { ...connected.tools(), knownCalls: [] });
		expect(answer).toMatchObject({ kind: 'later', at: start + 37_000 });
		expect(vendor.requests).toHaveLength(1);
	});
});
