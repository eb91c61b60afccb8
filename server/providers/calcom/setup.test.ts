import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CalcomSimulator } from '../../../tests/support/vendors/calcom.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import calcom from './index.ts';

const provider: Provider = calcom;
const now = Date.parse('2026-05-12T08:30:00.000Z');

let vendor: CalcomSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	vendor = new CalcomSimulator();
	await vendor.server.start();
	connected = connectVendor(provider, vendor.server, {
		secrets: { secret: 'ours', apiKey: vendor.key },
		now,
	});
});
afterEach(() => vendor.server.stop());

describe('the key', () => {
	test('is taken, and says whose it is', async () => {
		expect(await calcom.checkKey(connected.tools())).toEqual({ kind: 'read', value: { label: 'ada' } });
	});

	test('is not taken', async () => {
		vendor.key = 'another';
		expect(await calcom.checkKey(connected.tools())).toEqual({ kind: 'signed-out' });
	});
});

describe('the webhook', () => {
	test('is made once, signed with our secret, and removed in the end', async () => {
		const theirs = {
			id: 't',
			subscriberUrl: 'https://n8n.example.com/x',
			active: true,
			triggers: [],
			payloadTemplate: null,
		};
		vendor.webhooks.push(theirs);
		await connected.reconcile();
		const { subscriptions } = await connected.reconcile();
		expect(vendor.webhooks).toHaveLength(2);
		expect(vendor.webhooks[1]).toMatchObject({
			...{ subscriberUrl: connected.hookUrl, active: true, secret: 'ours' },
			triggers: ['BOOKING_CREATED', 'BOOKING_RESCHEDULED', 'BOOKING_CANCELLED'],
		});
		const vendorId = subscriptions[0]?.vendorId ?? '';
		const ours = { vendorId, name: 'bookings', address: connected.hookUrl, state: 'active' } as const;
		await calcom.subscriptions.remove(ours, connected.tools());
		expect(vendor.webhooks).toEqual([theirs]);
	});

	test.each([
		['is off', { active: false }],
		['lacks a trigger', { triggers: ['BOOKING_CREATED'] }],
		['has another secret', { secret: 'theirs' }],
	])('that %s is put right where it is', async (_what, change) => {
		await connected.reconcile();
		Object.assign(vendor.webhooks[0] ?? {}, change);
		await connected.reconcile();
		expect(vendor.webhooks).toMatchObject([{ id: 'webhook-1', active: true, secret: 'ours' }]);
		expect(vendor.webhooks[0]?.triggers).toHaveLength(3);
	});

	test('that rewrites the body is made anew', async () => {
		await connected.reconcile();
		Object.assign(vendor.webhooks[0] ?? {}, { payloadTemplate: '{"a":1}' });
		await connected.reconcile();
		expect(vendor.webhooks).toMatchObject([{ id: 'webhook-2', payloadTemplate: null }]);
	});

	test.each([
		[403, 'forbidden'],
		[429, 'later'],
	])('waits when Cal.com answers %i', async (status, kind) => {
		vendor.server.troubles.push({ status, times: 1, matches: ({ method }) => method === 'POST' });
		expect((await connected.reconcile()).trouble).toMatchObject({ kind });
		await connected.reconcile();
		expect(vendor.webhooks).toHaveLength(1);
	});
});

describe('what was missed', () => {
	const booking = {
		uid: 'b2',
		title: 'Interview',
		status: 'accepted',
		start: '2026-05-20T09:00:00Z',
		end: '2026-05-20T09:30:00Z',
		attendees: [{ name: 'Mira Lindqvist', email: 'mira@example.com', timeZone: 'Europe/Berlin' }],
		bookingFieldsResponses: { attendeePhoneNumber: '+493023125101' },
		createdAt: '2026-05-12T08:00:00.000Z',
		updatedAt: '2026-05-12T08:00:00.000Z',
	} as const;
	const read = () => calcom.backfill(now - 3_600_000, { ...connected.tools(), knownCalls: [] });

	test('is told as made, moved or dropped', async () => {
		vendor.bookings.push(
			booking,
			{ ...booking, uid: 'b3', rescheduledFromUid: 'b1' },
			{ ...booking, uid: 'b1', status: 'cancelled', rescheduledToUid: 'b3' },
			{ ...booking, uid: 'b4', status: 'cancelled' },
			{ ...booking, uid: 'b5', status: 'pending' },
			{ ...booking, uid: 'b6', updatedAt: '2026-05-11T08:00:00.000Z' },
		);
		expect(await read()).toMatchObject({
			value: {
				events: [
					{
						type: 'ringside.booking.created',
						data: {
							bookingId: 'calcom-b2',
							startsAt: '2026-05-20T09:00:00.000Z',
							attendee: { e164: '+493023125101', email: 'mira@example.com' },
						},
					},
					{ type: 'ringside.booking.rescheduled', data: { replaces: 'calcom-b1' } },
					{ type: 'ringside.booking.cancelled', data: { bookingId: 'calcom-b4' } },
				],
			},
		});
	});

	test('one that cannot be read does not hide the others', async () => {
		vendor.bookings.push({ ...booking, start: 'soon' }, booking);
		const asked = await read();
		expect(asked.kind === 'read' && asked.value.events).toHaveLength(1);
	});
});
