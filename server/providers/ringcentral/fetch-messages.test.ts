import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { problem } from '../../../tests/support/vendors/ringcentral.ts';
import { connectionOf, deliver, loadFixtures, requestOf } from '../deliver.testkit.ts';
import ringcentral from './index.ts';
import { type Extension, openExtension, text } from './store.testkit.ts';

let phone: Extension;
beforeEach(async () => {
	phone = await openExtension();
});
afterEach(() => phone.vendor.stop());

const fixtures = new Map(loadFixtures(path.join(import.meta.dirname, 'fixtures')));
const told = async () => (await phone.events()).map(({ id, type }) => [id, type.replace('ringside.', '')]);

/** A fixture's body as the message store holds it, and the event that its notification made. */
async function notified(name: string) {
	const { rawBody, headers, secret } = fixtures.get(name)!;
	const { events } = await deliver(ringcentral, requestOf(rawBody, headers), {
		...connectionOf(secret),
		connectionId: phone.connectionId,
	});
	return { stored: JSON.parse(rawBody).body, event: events[0] };
}

describe('a message that was announced by its id', () => {
	test('and sent from the phone becomes a sent message', async () => {
		phone.vendor.messages.push(text(72));
		expect(await phone.fetch(72)).toEqual({ kind: 'done' });
		expect(await phone.events()).toMatchObject([
			{
				id: 'message:72',
				type: 'ringside.message.sent',
				subject: 'ringcentral-72',
				time: '2026-04-07T08:55:00.000Z',
				data: {
					...{ channel: 'sms', direction: 'outbound', text: 'Bis morgen!', threadId: '7000000000071' },
					remote: { e164: '+493023125141' },
					local: { e164: '+14155550120', name: 'Noa Winter' },
				},
			},
		]);
	});

	test.each(['17-sms-inbound.json', '16-voicemail.json'])(
		'and told in full as well (%s) is the same event to the letter',
		async (name) => {
			const { stored, event } = await notified(name);
			phone.vendor.messages.push({ ...stored, id: Number(stored.id), availability: 'Alive' });
			expect(await phone.fetch(stored.id)).toEqual({ kind: 'done' });
			expect(await phone.events()).toEqual([JSON.parse(JSON.stringify(event))]);
		},
	);

	test('is stored once, however often it is fetched', async () => {
		phone.vendor.messages.push(text(72));
		await Promise.all([phone.fetch(72), phone.fetch(72)]);
		await phone.fetch(72);
		expect(await told()).toEqual([['message:72', 'message.sent']]);
	});

	test('and still waits to be sent is not called sent, until it is', async () => {
		phone.vendor.messages.push(text(72, { messageStatus: 'Queued' }));
		expect(await phone.fetch(72)).toMatchObject({ kind: 'retry' });
		expect(await told()).toEqual([]);
		phone.vendor.messages[0] = text(72, { messageStatus: 'Delivered' });
		expect(await phone.fetch(72)).toEqual({ kind: 'done' });
		expect(await told()).toEqual([
			['message:72', 'message.sent'],
			['message:72:delivered', 'message.delivered'],
		]);
	});

	test('and could not be sent has failed, and says why', async () => {
		phone.vendor.messages.push(text(72, { messageStatus: 'SendingFailed', deliveryErrorCode: 'SMS-RC-410' }));
		expect(await phone.fetch(72)).toEqual({ kind: 'done' });
		expect(await phone.events()).toMatchObject([
			{ type: 'ringside.message.failed', data: { failure: 'SendingFailed SMS-RC-410' } },
		]);
	});

	test.each([
		['is a fax', text(72, { type: 'Fax' })],
		['is a page to a colleague', text(72, { type: 'Pager' })],
		['was deleted', text(72, { availability: 'Deleted' })],
	])('and %s is passed over', async (_, message) => {
		phone.vendor.messages.push(message);
		expect(await phone.fetch(72)).toEqual({ kind: 'done' });
		expect(await told()).toEqual([]);
	});

	test('and is gone is done with', async () => {
		expect(await phone.fetch(72)).toEqual({ kind: 'done' });
	});

	test('is not stored by a worker that has lost it', async () => {
		phone.vendor.messages.push(text(72));
		expect(await phone.fetch(72, { leaseLost: true })).toMatchObject({ kind: 'retry' });
		expect(await told()).toEqual([]);
	});
});

describe('messages that were only counted', () => {
	const since = '2026-04-07T08:55:00.000Z';

	test('are listed, from a little before, page by page', async () => {
		for (let id = 1; id <= 230; id += 1) phone.vendor.messages.push(text(id));
		phone.vendor.messages.push(
			text(900, { creationTime: '2026-04-07T08:40:00.000Z' }),
			text(901, { type: 'Fax' }),
		);
		expect(await phone.fetchSince(since)).toEqual({ kind: 'done' });
		expect(await told()).toHaveLength(230);
		expect(phone.vendor.requests).toHaveLength(3);
	});

	test('do not cost each other: one that makes no sense is left out', async () => {
		phone.vendor.messages.push(
			text(1),
			text(2, { creationTime: '2026-04-07T08:56:00.000Z', type: 'SMS', to: 7 }),
		);
		expect(await phone.fetchSince(since)).toEqual({ kind: 'done' });
		expect(await told()).toEqual([['message:1', 'message.sent']]);
	});
});

describe('what RingCentral does not give', () => {
	const now = () => phone.clock.now();

	test('without a token it is not asked for: the job says what to mend', async () => {
		const other = await openExtension({ accessToken: '' });
		onTestFinished(() => other.vendor.stop());
		expect(await other.fetch(72)).toEqual({ kind: 'give-up', reason: expect.stringContaining('Sign in') });
		expect(other.vendor.requests).toEqual([]);
	});

	test('with a token that is not taken is given up with what to mend', async () => {
		const other = await openExtension({ accessToken: 'of-yesterday' });
		onTestFinished(() => other.vendor.stop());
		expect(await other.fetch(72)).toEqual({ kind: 'give-up', reason: expect.stringContaining('Sign in') });
	});

	test('for want of a permission is given up, with the vendor’s code and none of its words', async () => {
		phone.vendor.troubles.push({ ...problem(403, 'CMN-401', 'for +493023125141'), times: 1 });
		const outcome = await phone.fetch(72);
		expect(outcome).toMatchObject({ kind: 'give-up', reason: expect.stringContaining('CMN-401') });
		expect(JSON.stringify(outcome)).not.toContain('4930');
	});

	test('within its limits is asked for again when they end, and until then nothing else is', async () => {
		phone.vendor.troubles.push({ status: 429, headers: { 'retry-after': '37' }, times: 1 });
		phone.vendor.messages.push(text(72));
		const at = now() + 37_000;
		expect(await phone.fetch(72)).toMatchObject({ kind: 'retry', at });
		phone.clock.advance(36_999);
		expect(await phone.fetch(72)).toEqual({ kind: 'again', at });
		expect(await phone.fetchSince('2026-04-07T08:55:00.000Z')).toEqual({ kind: 'again', at });
		expect(phone.vendor.requests).toHaveLength(1);
		phone.clock.advance(1);
		expect(await phone.fetch(72)).toEqual({ kind: 'done' });
	});

	test.each([
		[{}, 60_000],
		[{ 'retry-after': 'Tue, 07 Apr 2026 08:58:00 GMT' }, 120_000],
		[{ 'retry-after': '999999' }, 3_600_000],
		[{ 'retry-after': 'soon' }, 60_000],
	])('is waited for as long as is said (%j), within bounds', async (headers, wait) => {
		phone.vendor.troubles.push({ status: 429, headers, times: 1 });
		expect(await phone.fetch(72)).toMatchObject({ kind: 'retry', at: now() + wait });
	});

	test.each([
		['its server is down', { status: 503 }],
		['the answer is no JSON', { status: 200, body: '<html>' }],
		['the answer is no message', { status: 200, body: { id: 72 } }],
	])('because %s is tried again', async (_, answer) => {
		phone.vendor.troubles.push({ ...answer, times: 1 });
		phone.vendor.messages.push(text(72));
		expect(await phone.fetch(72)).toMatchObject({ kind: 'retry' });
		expect(await phone.fetch(72)).toEqual({ kind: 'done' });
	});

	test('because it cannot be reached is tried again', async () => {
		phone.vendor.stop();
		expect(await phone.fetch(72)).toMatchObject({
			kind: 'retry',
			reason: expect.stringContaining('reached'),
		});
	});

	test('because the job names no message, or no time, is given up', async () => {
		expect(await phone.fetch('')).toMatchObject({ kind: 'give-up' });
		expect(await phone.fetchSince('yesterday')).toMatchObject({ kind: 'give-up' });
		expect(phone.vendor.requests).toEqual([]);
	});
});
