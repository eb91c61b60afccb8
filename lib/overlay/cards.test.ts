import { describe, expect, test } from 'vitest';
import type { CallData, Lead } from '../contract/index.ts';
import { callData, instant, lead, START, storedCall } from '../engine/world.testkit.ts';
import { fromRecord } from '../history/snapshot.ts';
import { hearView, type StoredCall } from '../history/stored-call.ts';
import { boardOf, type CardContext, pastCard } from './cards.ts';
import { chosenLead } from './choice.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function context(now: number, leads: Lead[] = [], rest: Partial<CardContext> = {}): CardContext {
	return {
		now,
		clockOffset: 0,
		leadsOf: () => leads,
		chosenLead: (call) => chosenLead(call, () => undefined),
		spokenIn: () => undefined,
		placeName: (region) => ({ DE: 'Germany' })[region],
		...rest,
	};
}
const states = (calls: StoredCall[], now: number) =>
	boardOf(calls, context(now)).cards.map(({ callId, state }) => `${callId} ${state}`);
const later = (call: StoredCall, data: Partial<CallData>, at: number, live = true) =>
	hearView(call, { time: instant(at), data: callData(data) }, { at, live, clockOffset: 0 });

describe('which cards there are', () => {
	test('newest ringing on top, then talking, then ended', () => {
		const calls = [
			storedCall({ callId: 'a' }),
			later(storedCall({ callId: 'b' }), { callId: 'b', state: 'answered' }, START + 1_000),
			storedCall({ callId: 'c' }, START + 2_000),
			later(
				storedCall({ callId: 'd' }),
				{ callId: 'd', state: 'ended', endReason: 'completed', answeredAt: instant(START) },
				START + 500,
			),
		];
		expect(states(calls, START + 3_000)).toEqual(['c ringing', 'a ringing', 'b answered', 'd ended']);
	});

	test('a ring that we slept through is a missed call with its time, never a ring', () => {
		const slept = hearView(
			undefined,
			{ time: instant(START), data: callData() },
			{ at: START + 3 * HOUR, live: false, clockOffset: 0 },
		);
		const [card] = boardOf([slept], context(START + 3 * HOUR)).cards;
		expect(card).toMatchObject({ state: 'missed', startedAt: START });
		expect(states([slept], START + 3 * HOUR + 21_000)).toEqual([]);
		expect(states([{ ...slept, heardAt: START + 13 * HOUR }], START + 13 * HOUR)).toEqual([]);
	});

	test('a ring without news turns into a missed call after two minutes, and says when', () => {
		const call = storedCall();
		const board = boardOf([call], context(START + MINUTE));
		expect(board.nextChangeAt).toBe(START + 2 * MINUTE);
		expect(states([call], START + 2 * MINUTE - 1)).toEqual(['webex-1 ringing']);
		expect(states([call], START + 2 * MINUTE)).toEqual(['webex-1 missed']);
		expect(states([call], START + 2 * MINUTE + 20_000)).toEqual([]);
	});

	test.each([HOUR, -HOUR])('a clock that is wrong by %i ms makes no missed call of a fresh ring', (wrong) => {
		const at = START + wrong;
		const view = { time: instant(START), data: callData() };
		const fresh = hearView(undefined, view, { at, live: true, clockOffset: 0 });
		expect(states([fresh], at + 1_000)).toEqual(['webex-1 ringing']);
		const replayed = hearView(undefined, view, { at: at + 5_000, live: false, clockOffset: -wrong });
		expect(states([replayed], at + 6_000)).toEqual(['webex-1 ringing']);
		const [card] = boardOf([fresh], context(at + 1_000, [], { clockOffset: -wrong })).cards;
		expect(card?.startedAt).toBe(at);
	});

	test('an ended card stays 20 seconds; one that she works with stays until it is dismissed', () => {
		const ended = later(storedCall(), { state: 'ended', endReason: 'missed' }, START + 5_000);
		expect(states([ended], START + 24_999)).toEqual(['webex-1 missed']);
		expect(states([ended], START + 25_000)).toEqual([]);
		const touched = { ...ended, touched: true };
		expect(states([touched], START + HOUR)).toEqual(['webex-1 missed']);
		const gone = { ...touched, dismissed: { at: START, state: 'ended' as const } };
		expect(states([gone], START + HOUR)).toEqual([]);
	});

	test('a repeat of what is known keeps no card alive', () => {
		const ended = later(storedCall(), { state: 'ended', endReason: 'missed' }, START + 5_000);
		const repeated = later(ended, { state: 'ended', endReason: 'missed' }, START + 15_000);
		expect(states([repeated], START + 26_000)).toEqual([]);
	});

	test('a call that was taken and ended while we slept is no news', () => {
		const talked = hearView(
			undefined,
			{
				time: instant(START),
				data: callData({ state: 'ended', answeredAt: instant(START), endReason: 'completed' }),
			},
			{ at: START + HOUR, live: false, clockOffset: 0 },
		);
		expect(states([talked], START + HOUR)).toEqual([]);
	});

	test('a dismissed ring stays away when it is answered and ended; a new ring after the end is back', () => {
		const dismissed: StoredCall = { ...storedCall(), dismissed: { at: START, state: 'ringing' } };
		expect(states([later(dismissed, { state: 'answered' }, START + 1_000)], START + 1_000)).toEqual([]);
		const ended = {
			...later(storedCall(), { state: 'ended' }, START),
			dismissed: { at: START, state: 'ended' as const },
		};
		expect(states([ended], START + 1_000)).toEqual([]);
		const warm = later(ended, { legId: 'leg-2', state: 'ringing' }, START + 2_000);
		expect(states([warm], START + 2_000)).toEqual(['webex-1 ringing']);
	});

	test('what was over before this browser was paired shows no card', () => {
		const record = {
			callId: 'webex-1',
			views: [{ time: instant(START), data: callData({ state: 'ended', endReason: 'missed' }) }],
		};
		const arrival = { at: START + HOUR, live: false, clockOffset: 0 };
		const first = fromRecord(record, undefined, { ...arrival, first: true })!;
		expect(states([first], START + HOUR)).toEqual([]);
		const afterReset = fromRecord(record, undefined, { ...arrival, first: false })!;
		expect(states([afterReset], START + HOUR)).toEqual(['webex-1 missed']);
	});
});

test('a call that the assistant holds is marked as such', () => {
	const cards = [storedCall({ assistant: true }), storedCall({ callId: 'b' })].map(
		(call) => boardOf([call], context(START)).cards[0]?.assistant,
	);
	expect(cards).toEqual([true, undefined]);
});

test('what is being said shows on the card of the call that it is said on, while somebody talks', () => {
	const spoken = { assistant: { name: 'Susi' }, lines: [{ speaker: 'assistant' as const, text: 'Hello' }] };
	const spokenIn = (callIds: readonly string[]) => (callIds.includes('a') ? spoken : undefined);
	const shown = (callId: string, state: 'ringing' | 'answered') =>
		boardOf([storedCall({ callId, state })], context(START, [], { spokenIn })).cards[0];
	expect(shown('a', 'answered')).toMatchObject({ spoken, assistant: true });
	expect(shown('a', 'ringing')?.spoken).toBeUndefined();
	expect(shown('b', 'answered')?.spoken).toBeUndefined();
});

describe('who is on the card', () => {
	const callerOn = (data: Partial<CallData>, leads: Lead[] = [], call: Partial<StoredCall> = {}) =>
		pastCard({ ...storedCall(data), callIds: [], ...call }, context(START, leads)).caller;
	const twin = lead({ leadId: 'lead_2', name: 'Noor Haddad' });

	test('one lead, and why it matched', () => {
		expect(callerOn({}, [lead()])).toMatchObject({
			kind: 'lead',
			rule: 'exact',
			field: 'mobile',
			chosen: false,
		});
	});

	test('several leads are for her to choose; a choice for the call holds, undone it is open again', () => {
		expect(callerOn({}, [lead(), twin])).toMatchObject({ kind: 'choose', rule: 'exact' });
		const choice = { leadId: 'lead_2', at: START };
		expect(callerOn({}, [lead(), twin], { choice })).toMatchObject({
			kind: 'lead',
			chosen: true,
			lead: { leadId: 'lead_2' },
		});
		expect(callerOn({}, [lead(), twin], { choice: { at: START + 1 } })).toMatchObject({ kind: 'choose' });
	});

	test('a choice made on another device counts, unless this one chose later', () => {
		const matched = {
			callId: 'webex-1',
			matches: [{ leadId: 'lead_1', rule: 'exact' as const }],
			chosen: true,
			deviceId: 'd2',
			at: instant(START + 5_000),
		};
		expect(callerOn({}, [lead(), twin], { matched })).toMatchObject({
			chosen: true,
			lead: { leadId: 'lead_1' },
		});
		const later = { leadId: 'lead_2', at: START + 9_000 };
		expect(callerOn({}, [lead(), twin], { matched, choice: later })).toMatchObject({
			lead: { leadId: 'lead_2' },
		});
	});

	test.each([
		[{ raw: '', anonymous: true }, { kind: 'anonymous' }],
		[
			{ raw: '204', extension: '204', name: 'Jo' },
			{ kind: 'extension', extension: '204', name: 'Jo' },
		],
		[
			{ raw: '204', extension: '204', internal: true },
			{ kind: 'colleague', extension: '204' },
		],
		[
			{ raw: 'a@b.test', sip: 'a@b.test' },
			{ kind: 'sip', address: 'a@b.test' },
		],
		[
			{ raw: '+493023125101', e164: '+493023125101', name: 'M' },
			{ kind: 'unknown', name: 'M', place: 'Germany' },
		],
	])('%j is said as what it is', (remote, caller) => {
		expect(callerOn({ remote })).toEqual(expect.objectContaining(caller));
	});
});
