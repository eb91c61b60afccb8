import { describe, expect, test } from 'vitest';
import type { CallData } from '../contract/index.ts';
import { joinStored } from './joined.ts';
import { hearView, type StoredCall } from './stored-call.ts';

const at = (second: number) => Date.UTC(2026, 2, 10, 9, 15, second);

function heard(second: number, change: Partial<CallData>): StoredCall {
	const data: CallData = {
		callId: 'retell-ring',
		provider: 'retell',
		connectionId: 'con_1',
		direction: 'inbound',
		remote: { raw: '+493023125101', e164: '+493023125101' },
		local: { raw: '+493023125200', e164: '+493023125200' },
		legId: 'leg',
		state: 'ringing',
		startedAt: new Date(at(second)).toISOString(),
		...change,
	};
	const time = new Date(at(second)).toISOString();
	return hearView(undefined, { time, data }, { at: at(second), live: true, clockOffset: 0 });
}

const ring = heard(0, { provisional: true });
const begun = heard(8, { callId: 'retell-call', state: 'answered', answeredAt: '2026-03-10T09:15:08.000Z' });

describe('calls as people count them', () => {
	test('a ring that came before its call had an id is one call with it, under the id first shown', () => {
		const joined = joinStored([begun, ring]);
		expect(joined.map(({ callId }) => callId)).toEqual(['retell-ring']);
		expect(joined[0]).toMatchObject({ heardAt: at(8), firstHeardAt: at(0) });
	});

	test('dismissed while it rang, it stays dismissed when it begins', () => {
		const dismissed = { at: at(3), state: 'ringing' as const };
		expect(joinStored([{ ...ring, dismissed }, begun])[0]?.dismissed).toEqual(dismissed);
	});

	test('a note typed on either is kept', () => {
		const note = { text: 'asks for Friday', writtenAt: at(9) };
		expect(joinStored([ring, { ...begun, note }])[0]?.note).toEqual(note);
	});

	test('calls that have nothing to do with each other stay apart, as they were', () => {
		const other = heard(9, { callId: 'retell-other', remote: { raw: '+14155550142', e164: '+14155550142' } });
		expect(joinStored([ring, other])).toEqual([
			{ ...ring, callIds: [ring.callId] },
			{ ...other, callIds: [other.callId] },
		]);
	});
});
