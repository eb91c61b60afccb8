import { describe, expect, test } from 'vitest';
import type { CallData } from '../contract/index.ts';
import { callOf } from './call.ts';
import { describeCall } from './describe.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 10, 9, 15, second)).toISOString();

function view(second: number, change: Partial<CallData>) {
	const data: CallData = {
		callId: 'webex-1',
		provider: 'webex',
		connectionId: 'con_1',
		direction: 'inbound',
		remote: { raw: '+493023125101', e164: '+493023125101' },
		local: { raw: '' },
		legId: 'leg-1',
		state: 'ringing',
		startedAt: at(0),
		...change,
	};
	return { time: at(second), data };
}

function shown(...views: ReturnType<typeof view>[]) {
	const call = callOf(views);
	if (!call) throw new Error('no view');
	return describeCall(call);
}

describe('what a call shows', () => {
	test('rings while one of its legs rings', () => {
		const missedLeg = view(9, { state: 'ended', endReason: 'missed', endedAt: at(9) });
		expect(shown(missedLeg, view(10, { legId: 'leg-2' })).state).toBe('ringing');
	});

	test('is answered while one leg talks, though another still rings', () => {
		const talking = view(3, { legId: 'leg-2', state: 'answered', answeredAt: at(3) });
		expect(shown(view(1, {}), talking)).toMatchObject({ state: 'answered', answeredAt: at(3) });
	});

	test('is missed only when no leg was taken here or elsewhere', () => {
		const missed = view(9, { state: 'ended', endReason: 'missed', endedAt: at(9) });
		const elsewhere = view(9, { legId: 'leg-2', state: 'ended', endReason: 'answered-elsewhere' });
		const taken = view(20, {
			legId: 'leg-3',
			state: 'ended',
			endReason: 'completed',
			answeredAt: at(12),
			endedAt: at(20),
		});
		expect(shown(missed).missed).toBe(true);
		expect(shown(missed, elsewhere)).toMatchObject({ missed: false, endReason: 'answered-elsewhere' });
		expect(shown(missed, taken)).toMatchObject({ missed: false, endReason: 'completed', endedAt: at(20) });
	});

	test('an outbound call that nobody took is not a missed one', () => {
		expect(shown(view(9, { direction: 'outbound', state: 'ended', endReason: 'failed' })).missed).toBe(false);
	});

	test('a late ringing event does not bring an ended leg back', () => {
		const ended = view(9, { state: 'ended', endReason: 'completed', answeredAt: at(2), endedAt: at(9) });
		expect(shown(ended, view(30, {})).state).toBe('ended');
	});

	test('the queue told while ringing stays, though later events lack it', () => {
		const ringing = view(1, { queue: 'Talent Desk' });
		const ended = view(9, { state: 'ended', endReason: 'completed', answeredAt: at(2) });
		expect(shown(ringing, ended).queue).toBe('Talent Desk');
	});

	test('a withheld number gives way to a known one, whichever came later', () => {
		const hidden = view(5, { remote: { raw: '', anonymous: true } });
		expect(shown(view(1, {}), hidden).remote.e164).toBe('+493023125101');
		expect(shown(hidden, view(1, {})).remote.e164).toBe('+493023125101');
	});

	test('a number and an extension of two views are never mixed into one address', () => {
		const colleague = view(1, { remote: { raw: '1012', extension: '1012', internal: true } });
		const outside = view(2, {});
		expect(shown(colleague, outside).remote).toEqual({ raw: '+493023125101', e164: '+493023125101' });
	});

	test('the provider’s sequence decides before its clock', () => {
		const first = view(9, { providerSequence: 1, remote: { raw: '', name: 'Old' } });
		const second = view(1, { providerSequence: 2, remote: { raw: '', name: 'New' } });
		expect(shown(second, first).remote.name).toBe('New');
	});

	test('a leg id that names an object’s prototype is a leg like any other', () => {
		expect(shown(view(1, { legId: '__proto__' })).state).toBe('ringing');
	});
});
