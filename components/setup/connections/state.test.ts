import { describe, expect, test } from 'vitest';
import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { CheckView } from '../../../lib/contract/setup.ts';
import english from '../../../locales/en.json' with { type: 'json' };
import { makeWords } from '../../ui/words.ts';
import { connectionLine, connectionTone, missingPeople, sortedChecks, worstCheck } from './state.ts';

const now = Date.parse('2026-03-10T09:00:00.000Z');
const words = makeWords((key) => english[key]);
const text = { en: 'x', de: 'x', es: 'x' };
const check = (name: string, state: CheckView['state']): CheckView => ({
	...{ name, state, found: text },
	checkedAt: '2026-03-10T08:59:00.000Z',
	since: '2026-03-10T08:00:00.000Z',
});
const connection = (more: Partial<ConnectionView> = {}): ConnectionView => ({
	connectionId: 'con_1',
	provider: 'webex',
	name: 'Webex',
	state: 'ok',
	hookUrl: 'https://ring.example/hooks/webex/x',
	createdAt: '2026-03-01T00:00:00.000Z',
	lastEventAt: '2026-03-10T08:58:00.000Z',
	...more,
});

describe('a connection at a glance', () => {
	test('the worst check comes first, and is the one to see to', () => {
		const checks = [check('a', 'ok'), check('b', 'attention'), check('c', 'broken'), check('d', 'unknown')];
		expect(sortedChecks({ checks }).map(({ name }) => name)).toEqual(['c', 'b', 'd', 'a']);
		expect(worstCheck({ checks })?.name).toBe('c');
	});

	test('what is not known is no reason to act', () => {
		expect(worstCheck({ checks: [check('a', 'ok'), check('d', 'unknown')] })).toBeUndefined();
		expect(worstCheck({})).toBeUndefined();
	});

	test.each<[string, Partial<ConnectionView>]>([
		['good', {}],
		['calm', { state: 'waiting' }],
		['warn', { signIn: { state: 'ending' } }],
		['warn', { state: 'attention' }],
		['warn', { checks: [check('a', 'attention')] }],
		['bad', { checks: [check('a', 'broken')] }],
		['bad', { signIn: { state: 'needed' } }],
	])('is %s', (tone, more) => expect(connectionTone(connection(more))).toBe(tone));

	test('says when it was last heard and how long the sign-in lasts', () => {
		const signIn = { state: 'ok', endsAt: '2026-05-01T12:00:00.000Z' } as const;
		expect(connectionLine(connection({ signIn }), now, words)).toBe(
			'Ringing in, last event 2 min. ago · sign-in lasts until May 1, 2026',
		);
	});

	test('one that is signed out is never said to ring in', () => {
		const signIn = { state: 'needed', endsAt: '2026-03-01T12:00:00.000Z' } as const;
		expect(connectionLine(connection({ signIn }), now, words)).toBe('Signed out: no calls come in');
	});

	test('one that has heard nothing yet waits', () => {
		const waiting = connection({ state: 'waiting', lastEventAt: undefined });
		expect(connectionLine(waiting, now, words)).toBe('Set up, waiting for the first event');
	});
});

test('who has signed in and out again is missing; another provider does not count', () => {
	const people = ['usr_1', 'usr_2', 'usr_3'].map((userId) => ({ userId, name: userId }));
	const connections = [
		connection({ ownerUserId: 'usr_1' }),
		connection({ ownerUserId: 'usr_2', signIn: { state: 'needed' } }),
		connection({ ownerUserId: 'usr_3', provider: 'gmail' }),
	];
	expect(missingPeople('webex', connections, people).map(({ userId }) => userId)).toEqual(['usr_2', 'usr_3']);
});
