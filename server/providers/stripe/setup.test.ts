import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StripeSimulator } from '../../../tests/support/vendors/stripe.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import { readFixtures } from '../vendor-hook.testkit.ts';
import stripe from './index.ts';

const provider: Provider = stripe;
const now = Date.parse('2026-05-12T08:30:00.000Z');
const THEIRS = 'https://shop.example.com/stripe';

let vendor: StripeSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	vendor = new StripeSimulator();
	await vendor.server.start();
	connected = connectVendor(provider, vendor.server, { secrets: { apiKey: vendor.key }, now });
});
afterEach(() => vendor.server.stop());

describe('the key', () => {
	test('is taken', async () => {
		expect(await stripe.checkKey(connected.tools())).toEqual({ kind: 'read', value: {} });
	});

	test('is not taken, or lacks a right', async () => {
		vendor.denied.add('webhook_endpoints');
		expect(await stripe.checkKey(connected.tools())).toMatchObject({ kind: 'forbidden' });
		vendor.key = 'another';
		expect(await stripe.checkKey(connected.tools())).toEqual({ kind: 'signed-out' });
	});
});

describe('the endpoint', () => {
	test('is made once beside theirs, and its secret kept', async () => {
		const client = new Stripe(vendor.key, libraryOptions());
		await client.webhookEndpoints.create({ url: THEIRS, enabled_events: ['invoice.paid'] });
		await connected.reconcile();
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ name: 'payments', state: 'active' }]);
		expect(vendor.endpoints.map(({ url }) => url)).toEqual([THEIRS, connected.hookUrl]);
		expect(connected.connection.secrets.secret).toBe('whsec_2');
	});

	test.each([
		['is off', { status: 'disabled' }],
		['lacks an event', { enabled_events: ['invoice.paid'] }],
	])('that %s is put right where it is', async (_what, change) => {
		await connected.reconcile();
		Object.assign(vendor.endpoints[0] ?? {}, change);
		await connected.reconcile();
		expect(vendor.endpoints).toMatchObject([{ id: 'we_1', status: 'enabled' }]);
		expect(vendor.endpoints[0]?.enabled_events).toHaveLength(5);
	});

	test('follows the public address, with its secret', async () => {
		await connected.reconcile();
		connected.hookUrl = 'https://new.example/hooks/stripe/hk_test';
		await connected.reconcile();
		expect(vendor.endpoints).toMatchObject([{ id: 'we_1', url: connected.hookUrl }]);
		expect(connected.connection.secrets.secret).toBe('whsec_1');
	});

	test('whose secret is not known is made anew', async () => {
		await connected.reconcile();
		connected.connection.secrets = { apiKey: vendor.key };
		await connected.reconcile();
		expect(vendor.endpoints).toMatchObject([{ id: 'we_2' }]);
		expect(connected.connection.secrets.secret).toBe('whsec_2');
	});

	test('is found among more than one page of theirs', async () => {
		await connected.reconcile();
		const [ours] = vendor.endpoints;
		const many = Array.from({ length: 120 }, (_, index) => ({ ...ours, id: `we_t${index}`, url: THEIRS }));
		vendor.endpoints = [...many, ours] as never;
		await connected.reconcile();
		expect(vendor.endpoints).toHaveLength(121);
	});

	test('is removed in the end', async () => {
		const [row] = (await connected.reconcile()).subscriptions;
		const ours = { vendorId: row?.vendorId ?? '', name: 'payments', address: '', state: 'active' } as const;
		await stripe.subscriptions.remove(ours, connected.tools());
		expect(vendor.endpoints).toEqual([]);
	});
});

test('what was missed has the ids that the webhook would have given it, oldest first', async () => {
	const [fixture] = readFixtures(import.meta.dirname).filter(({ name }) => name === '01-checkout-paid');
	const event = JSON.parse(fixture?.rawBody ?? '{}');
	const since = event.created * 1_000 - 60_000;
	const later = { ...event, id: 'evt_later', created: event.created + 60 };
	later.data = { object: { ...event.data.object, id: 'cs_later' } };
	vendor.events.push(event, later, { ...event, id: 'evt_old', created: event.created - 7_200 });
	const read = await stripe.backfill(since, { ...connected.tools(), knownCalls: [] });
	expect(read).toMatchObject({
		value: {
			events: [
				{ id: `checkout.session.completed|${event.data.object.id}` },
				{ id: 'checkout.session.completed|cs_later' },
			],
		},
	});
});

function libraryOptions() {
	const { port } = new URL(vendor.server.url());
	return { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 } as const;
}
