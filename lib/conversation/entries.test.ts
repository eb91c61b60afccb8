import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConversationEntry, EventName, RingsideEvent } from '../contract/index.ts';
import { ConversationEntry as Entry } from '../contract/index.ts';
import { entriesOf } from './entries.ts';

const minute = (n: number) => new Date(Date.UTC(2026, 3, 9, 10, n)).toISOString();
const caller = { raw: '+493023125101', e164: '+493023125101' };
const ours = { raw: '+493023125000', e164: '+493023125000' };
const origin = { provider: 'generic', connectionId: 'con_1' };

function event<N extends EventName>(name: N, subject: string, at: number, data: object): RingsideEvent {
	const told: unknown = {
		specversion: '1.0',
		id: `${name}-${subject}-${at}`,
		source: '/connections/con_1',
		type: `ringside.${name}`,
		subject,
		time: minute(at),
		data: { ...origin, ...data },
	};
	return told as RingsideEvent;
}

type MessageName = 'received' | 'sent' | 'delivered' | 'failed';
const message = (state: MessageName, at: number, change: object = {}, subject = 'sms') =>
	event(`message.${state}`, subject, at, {
		...{ messageId: subject, channel: 'sms', direction: state === 'received' ? 'inbound' : 'outbound' },
		...{ remote: caller, local: ours, text: '', at: minute(at), ...change },
	});
const call = (state: 'ringing' | 'answered' | 'ended', at: number, change: object = {}, callId = 'call') =>
	event(`call.${state}`, callId, at, {
		...{
			callId,
			direction: 'inbound',
			remote: caller,
			local: ours,
			legId: 'leg',
			state,
			startedAt: minute(at),
		},
		...change,
	});
const booking = (
	state: 'created' | 'rescheduled' | 'cancelled',
	at: number,
	change: object = {},
	id = 'booking',
) =>
	event(`booking.${state}`, id, at, {
		...{ bookingId: id, title: 'Interview', startsAt: minute(59), attendee: caller, ...change },
	});
const payment = (state: 'succeeded' | 'failed', at: number, change: object = {}) =>
	event(`payment.${state}`, 'payment', at, {
		...{ paymentId: 'payment', payer: caller, amount: 4_900, currency: 'eur', ...change },
	});
const voicemail = (subject: string, at: number) =>
	event('voicemail.received', subject, at, {
		voicemailId: `vm-${at}`,
		remote: caller,
		receivedAt: minute(at),
	});
const recording = (at: number) =>
	event('call.recording.ready', 'call', at, { recordingId: `rec-${at}`, callId: 'call' });
const transcript = (at: number) =>
	event('transcript.ready', 'call', at, { callId: 'call', transcriptId: `tr-${at}`, segmentCount: 3 });

const pool: RingsideEvent[] = [
	message('sent', 1, { text: 'See you at three' }),
	message('delivered', 2),
	message('failed', 3, { failure: 'carrier' }),
	message('received', 4, { text: 'Yes', remote: { ...caller, name: 'Mira' } }, 'reply'),
	call('ringing', 5, { provisional: true, legId: 'inbound' }, 'ring'),
	call('answered', 5),
	call('ended', 5, { endedAt: minute(9), endReason: 'completed' }),
	recording(10),
	transcript(11),
	transcript(12),
	voicemail('call', 6),
	voicemail('alone', 13),
	booking('created', 14),
	booking('rescheduled', 15, { startsAt: minute(58) }),
	booking('cancelled', 16),
	booking('rescheduled', 17, { replaces: 'booking' }, 'booking-2'),
	payment('failed', 18, { failure: 'card' }),
	payment('succeeded', 19),
];

const kinds = (entries: ConversationEntry[]) => entries.map(({ kind, entryId }) => [kind, entryId]);
const only = (...events: RingsideEvent[]) => {
	const entries = entriesOf(events);
	expect(entries).toHaveLength(1);
	return entries[0] as ConversationEntry;
};

describe('what a conversation shows', () => {
	test('does not depend on the order of events, nor on repeats', () => {
		const arbitrary = fc
			.subarray(pool, { minLength: 1 })
			.chain((some) =>
				fc.tuple(
					fc.constant(some),
					fc.shuffledSubarray(some, { minLength: some.length }),
					fc.array(fc.constantFrom(...some)),
				),
			);
		fc.assert(
			fc.property(arbitrary, ([some, shuffled, repeats]) => {
				expect(entriesOf([...shuffled, ...repeats])).toEqual(entriesOf(some));
				expect(entriesOf([...repeats, ...shuffled])).toEqual(entriesOf(some));
			}),
			{ numRuns: 500 },
		);
	});

	test('is always what the contract says', () => {
		fc.assert(
			fc.property(fc.shuffledSubarray(pool), (some) => {
				for (const entry of entriesOf(some)) expect(Entry.safeParse(entry).error).toBeUndefined();
			}),
		);
	});

	test('is one entry for each thing, most recent first', () => {
		expect(kinds(entriesOf(pool))).toEqual([
			['payment', 'payment'],
			['booking', 'booking-2'],
			['voicemail', 'alone'],
			['call', 'call'],
			['message', 'reply'],
			['message', 'sms'],
		]);
	});

	test('nothing of what no conversation shows', () => {
		expect(entriesOf([event('extraction.ready', 'x', 1, {}), recording(1)])).toEqual([]);
	});
});

describe('a message', () => {
	test('keeps its text where only the report on its sending had it', () => {
		expect(only(message('delivered', 2), message('sent', 1, { text: 'See you' }))).toMatchObject({
			...{ state: 'delivered', at: minute(1), message: { text: 'See you' } },
		});
	});

	test('that failed says why, and not once it was delivered after all', () => {
		const failed = message('failed', 3, { failure: 'carrier' });
		expect(only(message('sent', 1), failed)).toMatchObject({
			state: 'failed',
			message: { failure: 'carrier' },
		});
		const delivered = only(failed, message('delivered', 2));
		expect(delivered).toMatchObject({ state: 'delivered' });
		expect(delivered).not.toHaveProperty('message.failure');
	});
});

describe('a call', () => {
	test('holds its recording, voicemail and transcript', () => {
		expect(only(recording(10), transcript(11), voicemail('call', 6), call('ended', 5))).toMatchObject({
			...{ kind: 'call', at: minute(5), recordings: [{ recordingId: 'rec-10' }] },
			...{ voicemails: [{ voicemailId: 'vm-6' }], transcripts: [{ transcriptId: 'tr-11' }] },
		});
	});

	test('that rang before it had an id is one call with all its views', () => {
		const ring = call('ringing', 5, { provisional: true, legId: 'inbound' }, 'a-ring');
		const entry = only(call('answered', 5), ring);
		expect(entry).toMatchObject({ kind: 'call', entryId: 'a-ring' });
		expect(entry.kind === 'call' && entry.call.views).toHaveLength(2);
	});
});

describe('a booking', () => {
	test('that was moved shows the new time, and cancelled it stays', () => {
		const [created, moved] = [booking('created', 1), booking('rescheduled', 2, { startsAt: minute(58) })];
		expect(only(moved, created)).toMatchObject({
			state: 'rescheduled',
			at: minute(1),
			booking: { startsAt: minute(58) },
		});
		expect(only(booking('cancelled', 3), moved, created)).toMatchObject({ state: 'cancelled' });
	});

	test('that replaces one is shown in its place', () => {
		const moved = booking('rescheduled', 2, { replaces: 'booking' }, 'booking-2');
		expect(only(booking('created', 1), moved)).toMatchObject({ entryId: 'booking-2' });
	});
});

test('a payment that went through in the end has succeeded', () => {
	expect(only(payment('succeeded', 1), payment('failed', 2, { failure: 'card' }))).toMatchObject({
		state: 'succeeded',
	});
});
