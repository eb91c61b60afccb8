import twilioClient from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TwilioSimulator } from '../../../tests/support/vendors/twilio.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import twilio from './index.ts';

const provider: Provider = twilio;
const now = Date.parse('2026-05-12T08:30:00.000Z');
const THEIRS = 'https://n8n.example.com/webhook/sms';
const ours = '+493023125100';

let vendor: TwilioSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	vendor = new TwilioSimulator();
	await vendor.server.start();
	const secrets = { accountSid: vendor.accountSid, secret: vendor.token };
	connected = connectVendor(provider, vendor.server, { secrets, now });
});
afterEach(() => vendor.server.stop());

describe('account SID and auth token', () => {
	test('are taken, and name the account', async () => {
		expect(await twilio.checkKey(connected.tools())).toEqual({ kind: 'read', value: { label: 'Acme' } });
	});

	test.each<Record<string, string>>([{ secret: 'another' }, { accountSid: 'AC0' }, { accountSid: '' }])(
		'are not taken with %j',
		async (change) => {
			connected.connection.secrets = { ...connected.connection.secrets, ...change };
			expect(await twilio.checkKey(connected.tools())).toEqual({ kind: 'signed-out' });
		},
	);
});

describe('addresses at numbers', () => {
	test('are entered for SMS and the end of calls; what answers a call is not touched', async () => {
		vendor.perPage = 1;
		const first = vendor.addNumber(ours);
		const second = vendor.addNumber('+493023125200');
		await connected.reconcile();
		for (const number of [first, second]) {
			expect(number).toMatchObject({
				sms_url: connected.hookUrl,
				status_callback: connected.hookUrl,
				voice_url: 'https://handler.twilio.com/twiml/EH1',
			});
		}
		vendor.server.requests.length = 0;
		await connected.reconcile();
		expect(vendor.server.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
	});

	test('of somebody else stay until it is agreed, and come back in the end', async () => {
		const number = vendor.addNumber(ours, { sms_url: THEIRS, capabilities: { voice: false, sms: true } });
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ name: `sms ${ours}`, state: 'foreign' }]);
		expect(number.sms_url).toBe(THEIRS);
		connected.agree(`sms ${ours}`);
		const [row] = (await connected.reconcile()).subscriptions;
		expect(number.sms_url).toBe(connected.hookUrl);
		const place = {
			vendorId: row?.vendorId ?? '',
			name: `sms ${ours}`,
			address: connected.hookUrl,
			state: 'active',
		} as const;
		await twilio.subscriptions.remove(place, connected.tools(), row?.before);
		expect(number.sms_url).toBe(THEIRS);
	});

	test('are not looked for where an application answers for the number', async () => {
		const number = vendor.addNumber(ours, { sms_application_sid: 'AP1', voice_application_sid: 'AP1' });
		expect((await connected.reconcile()).subscriptions).toEqual([]);
		expect(number.status_callback).toBe('');
	});

	test('that are called by GET are put right', async () => {
		const number = vendor.addNumber(ours, { sms_url: connected.hookUrl, sms_method: 'GET' });
		await connected.reconcile();
		expect(number.sms_method).toBe('POST');
	});

	test.each([
		[403, 'forbidden'],
		[404, 'trouble'],
		[429, 'later'],
	])('wait when Twilio answers %i', async (status, kind) => {
		vendor.addNumber(ours);
		vendor.server.troubles.push({ status, times: 1, matches: ({ method }) => method === 'POST' });
		const { trouble } = await connected.reconcile();
		if (kind !== 'trouble') expect(trouble).toMatchObject({ kind });
		await connected.reconcile();
		expect(vendor.numbers[0]?.status_callback).toBe(connected.hookUrl);
	});
});

describe('what was missed', () => {
	const call = {
		sid: `CA${'1'.repeat(32)}`,
		parent_call_sid: null,
		status: 'completed',
		direction: 'inbound',
		from: '+493023125101',
		to: ours,
		end_time: 'Tue, 12 May 2026 08:10:00 +0000',
		duration: '70',
		answered_by: null,
	};
	const leg = {
		...call,
		sid: `CA${'2'.repeat(32)}`,
		parent_call_sid: call.sid,
		direction: 'outbound-dial',
		to: '+493023125117',
		duration: '60',
	};
	const read = () => twilio.backfill(now - 3_600_000, { ...connected.tools(), knownCalls: [] });

	test('legs are told as legs of the call that they belong to', async () => {
		vendor.perPage = 1;
		vendor.calls.push(leg, { ...call, direction: 'trunking-terminating' }, call);
		expect(await read()).toMatchObject({
			kind: 'read',
			value: {
				events: [
					{ id: `${call.sid}|completed`, data: { callId: `twilio-${call.sid}`, fromHistory: 'id' } },
					{
						id: `${leg.sid}|completed`,
						data: {
							callId: `twilio-${call.sid}`,
							direction: 'inbound',
							remote: { e164: '+493023125101' },
							local: { e164: ours },
							answeredAt: '2026-05-12T08:09:00.000Z',
						},
					},
				],
			},
		});
	});

	test('messages come with their text and the time they were sent', async () => {
		const message = {
			sid: `SM${'3'.repeat(32)}`,
			direction: 'outbound-api',
			status: 'delivered',
			from: ours,
			to: '+493023125101',
			body: 'See you at ten',
			date_sent: 'Tue, 12 May 2026 08:00:00 +0000',
			error_code: null,
		};
		vendor.messages.push(message, { ...message, date_sent: 'Mon, 11 May 2026 08:00:00 +0000' });
		expect(await read()).toMatchObject({
			value: {
				events: [
					{
						id: `${message.sid}|delivered`,
						data: { text: 'See you at ten', at: '2026-05-12T08:00:00.000Z', direction: 'outbound' },
					},
				],
			},
		});
	});

	test('a call that goes on is not told as ended', async () => {
		vendor.calls.push({ ...call, status: 'in-progress' });
		expect(await read()).toEqual({ kind: 'read', value: { events: [] } });
	});
});

test('Twilio’s own library works with the simulator', async () => {
	const number = vendor.addNumber(ours);
	const httpClient = new twilioClient.RequestClient();
	const request = httpClient.request.bind(httpClient);
	httpClient.request = (options) =>
		request({ ...options, uri: options.uri.replace('https://api.twilio.com', vendor.server.url()) });
	const client = twilioClient(vendor.accountSid, vendor.token, { httpClient });
	expect(await client.incomingPhoneNumbers.list()).toMatchObject([{ phoneNumber: ours }]);
	await client.incomingPhoneNumbers(String(number.sid)).update({ smsUrl: THEIRS });
	expect(number.sms_url).toBe(THEIRS);
	await expect(client.incomingPhoneNumbers(`PN${'9'.repeat(32)}`).update({})).rejects.toMatchObject({
		status: 404,
	});
});
