import { describe, expect, test } from 'vitest';
import type { Party, RingsideEvent } from '../contract/index.ts';
import { keysOfParty, personKeysOf } from './person-keys.ts';

const caller: Party = { raw: '030 23125101', e164: '+493023125101' };
const event = (type: string, data: object) => ({ type: `ringside.${type}`, data }) as RingsideEvent;
const chosen = { chosen: true, matches: [{ leadId: 'l1', rule: 'exact' }] };

describe('an event is found by', () => {
	test.each([
		['the number', 'call.ringing', { remote: caller }, ['tel:+493023125101']],
		[
			'the mail, however written',
			'message.received',
			{ remote: { raw: '', email: ' Mira@Example.com' } },
			['mail:mira@example.com'],
		],
		['the contact id', 'call.ended', { remote: { raw: '', contactId: '7' } }, ['id:7']],
		[
			'who booked',
			'booking.created',
			{ attendee: { ...caller, email: 'a@b.test' } },
			['tel:+493023125101', 'mail:a@b.test'],
		],
		['who paid', 'payment.failed', { payer: caller }, ['tel:+493023125101']],
		['who spoke', 'voicemail.received', { remote: caller }, ['tel:+493023125101']],
		['the lead that a person chose', 'call.assigned', chosen, ['lead:l1']],
		['no lead that was computed', 'call.matched', { ...chosen, chosen: false }, []],
		['nothing, where it is a test', 'call.ringing', { remote: caller, test: true }, []],
		['nothing, where it tells of nobody', 'transcript.ready', { callId: 'x' }, []],
	])('%s', (_, type, data, keys) => {
		expect(personKeysOf(event(type, data))).toEqual(keys);
	});

	test.each([
		['a colleague', { ...caller, internal: true }],
		['a withheld number', { ...caller, anonymous: true }],
		['a number that cannot be read', { raw: '1012' }],
		['an empty mail', { raw: '', email: ' ' }],
	])('no key of %s', (_, party) => {
		expect(keysOfParty(party)).toEqual([]);
	});
});
