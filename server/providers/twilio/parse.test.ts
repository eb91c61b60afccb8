import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callOf, describeCall, type View } from '../../../lib/calls/index.ts';
import type { HookConnection } from '../provider.ts';
import {
	connectionOf,
	eventsOf,
	readFixtures,
	receive,
	requestOf,
	secret,
	url,
} from '../vendor-hook.testkit.ts';
import twilio from './index.ts';
import { joinParameters, sign } from './verify.ts';

const sid = (prefix: string, number: number) => prefix + String(number).padStart(32, '0');

const signed = (text: string, at: string) => ({
	'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
	'x-twilio-signature': sign(at + joinParameters([...new URLSearchParams(text)]), secret),
});

test('an SMS is answered with TwiML and never with a text that Twilio would send back', () => {
	for (const outcome of ['accepted', 'duplicate', 'ignored', 'unsupported', 'malformed'] as const) {
		expect(twilio.answers[outcome]).toEqual({
			status: 200,
			contentType: 'text/xml',
			body: '<Response></Response>',
		});
	}
});

/** Reads parameters as Twilio would send them, signed. */
const read = (parameters: Record<string, string>, change: Partial<HookConnection> = {}, at = url) => {
	const text = new URLSearchParams(parameters).toString();
	return receive(twilio, requestOf({ text, headers: signed(text, at), url: at }), connectionOf(change));
};

const leg = {
	AccountSid: 'AC1',
	CallSid: sid('CA', 2),
	ParentCallSid: sid('CA', 1),
	CallStatus: 'ringing',
	Direction: 'outbound-dial',
	From: '+14155550118',
	To: '+493023125117',
	CallbackSource: 'call-progress-events',
	Timestamp: 'Tue, 12 May 2026 08:29:01 +0000',
	SequenceNumber: '1',
};

async function told(steps: Record<string, string>[]): Promise<View[]> {
	const results = await Promise.all(steps.map((step) => read({ ...leg, ...step })));
	return results.flatMap(eventsOf).map(({ time, data }) => ({ time, data }) as View);
}

const answered = {
	CallStatus: 'in-progress',
	SequenceNumber: '2',
	Timestamp: 'Tue, 12 May 2026 08:29:08 +0000',
};
const hungUp = {
	CallStatus: 'completed',
	SequenceNumber: '3',
	Timestamp: 'Tue, 12 May 2026 08:29:50 +0000',
	CallDuration: '42',
};
const notTaken = {
	CallStatus: 'no-answer',
	SequenceNumber: '2',
	Timestamp: 'Tue, 12 May 2026 08:29:31 +0000',
	CallDuration: '0',
};
const second = { CallSid: sid('CA', 3), To: '+493023125118' };
const parentEnded = {
	CallSid: sid('CA', 1),
	ParentCallSid: '',
	Direction: 'inbound',
	CallStatus: 'completed',
	SequenceNumber: '0',
	To: '+493023125100',
	CallDuration: '50',
	Timestamp: 'Tue, 12 May 2026 08:29:51 +0000',
};

describe('the callbacks of one call', () => {
	test.each([
		[
			'taken at one of two desks',
			[{}, answered, hungUp, second, { ...second, ...notTaken, CallStatus: 'canceled' }, parentEnded],
			{ state: 'ended', endReason: 'completed', missed: false, answeredAt: '2026-05-12T08:29:08.000Z' },
		],
		[
			'taken at no desk, though Twilio itself picked up',
			[{}, notTaken, second, { ...second, ...notTaken }, parentEnded],
			{ state: 'ended', endReason: 'missed', missed: true },
		],
		[
			'of which only the last callback came',
			[hungUp],
			{ state: 'ended', endReason: 'completed', answeredAt: '2026-05-12T08:29:08.000Z' },
		],
	])('%s: one call in any order and with repeats', async (_, steps, shown) => {
		const views = await told(steps as Record<string, string>[]);
		fc.assert(
			fc.property(fc.shuffledSubarray([...views, ...views], { minLength: views.length * 2 }), (order) => {
				const call = callOf(order);
				expect(call && describeCall(call)).toMatchObject({
					callId: `twilio-${sid('CA', 1)}`,
					direction: 'inbound',
					remote: { e164: '+14155550118' },
					...shown,
				});
			}),
		);
	});

	test('have one id for each status of a leg, by whichever callback it comes', async () => {
		const ids = async (change: object) => eventsOf(await read({ ...leg, ...change })).map(({ id }) => id);
		expect(await ids({ SequenceNumber: '7' })).toEqual(await ids({}));
		expect(await ids(second)).not.toEqual(await ids({}));
	});
});

describe('who is who', () => {
	const sides = async (change: Record<string, string>, settings: Record<string, string> = {}, query = '') => {
		const [event] = eventsOf(await read({ ...leg, ...change }, { settings }, url + query));
		return event?.data;
	};

	test('a leg of <Dial> is a call that came in, unless it shows a number of ours', async () => {
		expect(await sides({})).toMatchObject({ direction: 'inbound', remote: { e164: leg.From } });
		expect(await sides({}, { numbers: '+49 30 1, +14155550118' })).toMatchObject({
			direction: 'outbound',
			remote: { e164: leg.To },
		});
	});

	test('the address says it surely, and is signed', async () => {
		const query = '?direction=outbound&remote=%2B14155550119&local=+14155550120';
		expect(await sides({}, {}, query)).toMatchObject({
			direction: 'outbound',
			remote: { e164: '+14155550119' },
			local: { e164: '+14155550120' },
		});
		expect(await sides({}, {}, '?direction=sideways')).toMatchObject({ direction: 'inbound' });
	});

	test('a softphone of ours that calls out is no caller', async () => {
		const out = { ParentCallSid: '', Direction: 'inbound', From: 'client:jo', To: '+14155550119' };
		expect(await sides(out)).toMatchObject({
			direction: 'outbound',
			remote: { e164: '+14155550119' },
			local: { internal: true, name: 'jo' },
		});
		expect(await sides({ ...out, From: 'sip:jo@weststern.sip.twilio.com' })).toMatchObject({
			direction: 'outbound',
		});
	});

	test('a caller from a SIP address elsewhere is one', async () => {
		const caller = { ParentCallSid: '', Direction: 'inbound', From: 'sip:+14155550118@pbx.example' };
		expect(await sides(caller)).toMatchObject({ direction: 'inbound', remote: { e164: '+14155550118' } });
	});
});

describe('absurd or foreign parameters', () => {
	test.each([
		['CallDuration', '-1'],
		['CallDuration', '99999999'],
		['Timestamp', 'yesterday'],
		['Timestamp', 'Fri, 31 Dec 9999 23:59:59 +0000'],
		['CallSid', `CA${'0'.repeat(500)}`],
		['From', '+'.repeat(501)],
		['Direction', 'sideways'],
	])('%s=%s is malformed', async (name, value) => {
		expect((await read({ ...leg, [name]: value })).kind).toBe('malformed');
	});

	test('a status that Twilio may add later is kept for a later build', async () => {
		expect((await read({ ...leg, CallStatus: 'levitating' })).kind).toBe('unsupported');
		expect(
			(await read({ MessageSid: sid('SM', 1), MessageStatus: 'pondering', From: '+1', To: '+1' })).kind,
		).toBe('unsupported');
	});

	test('a chat message of another channel is not taken for an SMS', async () => {
		const chat = {
			MessageSid: sid('SM', 1),
			SmsStatus: 'received',
			From: 'whatsapp:+14155550118',
			To: 'whatsapp:+14155550119',
			Body: 'hi',
		};
		expect((await read(chat)).kind).toBe('unsupported');
	});

	test('another account’s callback is passed over where ours is known', async () => {
		expect((await read(leg, { secrets: { secret, accountSid: 'AC2' } })).kind).toBe('ignored');
		expect((await read(leg, { secrets: { secret, accountSid: 'AC1' } })).kind).toBe('events');
	});

	test("another provider's payload, rightly signed, makes no event", async () => {
		expect((await read({ '{"triggerEvent":"BOOKING_CREATED"}': '' })).kind).toBe('unsupported');
	});

	test('a captured message, cut up otherwise under the same signature, is not a second one', async () => {
		const message = {
			From: '+14155550118',
			MessageSid: sid('SM', 1),
			NumMedia: '0',
			SmsStatus: 'received',
			To: '+14155550119',
		};
		const text = new URLSearchParams(message).toString();
		const headers = signed(text, url);
		const cutUp = text.replace('&NumMedia=0', 'NumMedia0');
		expect((await receive(twilio, requestOf({ text, headers }))).kind).toBe('events');
		expect((await receive(twilio, requestOf({ text: cutUp, headers }))).kind).toBe('malformed');
	});

	test.each(readFixtures(import.meta.dirname).filter(({ name }) => /recording-completed/.test(name)))(
		'no address of a recording is passed on',
		async (fixture) => {
			const result = await read(Object.fromEntries(new URLSearchParams(fixture.rawBody)));
			expect(JSON.stringify(result)).not.toContain('api.twilio.com');
		},
	);
});
