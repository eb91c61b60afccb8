import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallData } from '../contract/index.ts';
import { applyView, type Call } from './call.ts';
import { describeCall } from './describe.ts';
import { joinCalls } from './join.ts';

const T = Date.parse('2026-04-09T10:00:00.000Z');
const at = (s: number) => new Date(T + s * 1000).toISOString();
const v = (callId: string, state: CallData['state'], s: number, o: Partial<CallData> = {}, e = s) => ({
	time: at(e),
	data: {
		callId,
		provider: 'retell',
		connectionId: 'c',
		direction: 'inbound',
		remote: { raw: '+493023125171', e164: '+493023125171' },
		local: { raw: '+14155550131', e164: '+14155550131' },
		legId: callId,
		state,
		startedAt: at(s),
		...(state === 'ended' && { endedAt: at(e) }),
		...o,
	} as CallData,
});
const callsOf = (views: ReturnType<typeof v>[]) => {
	const m = new Map<string, Call>();
	for (const x of views) m.set(x.data.callId, applyView(m.get(x.data.callId), x));
	return [...m.values()];
};
const P = (id: string, s: number, o = {}) =>
	v(id, 'ringing', s, { provisional: true, legId: 'inbound', ...o });
const shown = (views: ReturnType<typeof v>[]) =>
	joinCalls(callsOf(views)).map((c) => ({ ids: c.callIds, id: c.callId, state: describeCall(c).state }));
test('ring and call are one card that keeps its id, in any order', () => {
	const views = [P('ring', 0), v('call', 'answered', 4), v('call', 'ended', 4, {}, 20)];
	expect(shown(views.slice(0, 1))).toEqual([{ ids: ['ring'], id: 'ring', state: 'ringing' }]);
	expect(shown(views.slice(0, 2))).toEqual([{ ids: ['call', 'ring'], id: 'ring', state: 'answered' }]);
	fc.assert(
		fc.property(fc.shuffledSubarray(views, { minLength: 3 }), (o) => {
			expect(shown(o)).toEqual([{ ids: ['call', 'ring'], id: 'ring', state: 'ended' }]);
		}),
	);
});
test('a redial within a minute is a card of its own', () => {
	expect(
		shown([P('r1', 0), v('c1', 'ended', 3, {}, 10), P('r2', 20), v('c2', 'answered', 24)]).map((x) => x.ids),
	).toEqual([
		['c1', 'r1'],
		['c2', 'r2'],
	]);
});
test('another number, or a call later than a minute, stays apart', () => {
	expect(shown([P('r1', 0), v('c1', 'answered', 61)])).toHaveLength(2);
	expect(
		shown([P('r1', 0), v('c1', 'answered', 5, { remote: { raw: '+493023125199', e164: '+493023125199' } })]),
	).toHaveLength(2);
});
test('named beats numbers', () => {
	expect(
		shown([P('r1', 0), v('c0', 'answered', 2), v('c1', 'answered', 5, { sameAs: 'r1' })]).map((x) => x.ids),
	).toEqual([['c1', 'r1'], ['c0']]);
});
test('a transfer: the card ends when the session it went on in ends', () => {
	const gone = [v('s1', 'answered', 0), v('s1', 'ended', 0, { sameAs: 's2', endReason: 'transferred' }, 30)];
	expect(shown([...gone, v('s2', 'answered', 28)])).toEqual([
		{ ids: ['s1', 's2'], id: 's1', state: 'answered' },
	]);
	expect(shown([...gone, v('s2', 'answered', 28), v('s2', 'ended', 28, {}, 90)])).toEqual([
		{ ids: ['s1', 's2'], id: 's1', state: 'ended' },
	]);
	expect(shown(gone)).toEqual([{ ids: ['s1'], id: 's1', state: 'ended' }]);
});
