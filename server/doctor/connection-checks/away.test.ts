import { expect, test } from 'vitest';
import type { Subscription } from '../../store/setup-port.ts';
import { awayCheck } from './away.ts';
import type { ConnectionFacts } from './facts.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;

/** Facts of a vendor that last answered so long ago. */
function facts(minutes: number, change: Partial<ConnectionFacts>): ConnectionFacts {
	const subscription = { name: 'calls', state: 'active', checkedAt: NOW - minutes * MINUTE };
	return {
		provider: { label: 'Vendor' },
		subscriptions: [subscription as Subscription],
		now: NOW,
		...change,
	} as ConnectionFacts;
}

const later = { kind: 'later', reason: 'Vendor answered 503.' } as const;

test.each([
	['its webhooks', { trouble: later }],
	['the sign-in', { signIn: later }],
	['its key', { key: later }],
])('a vendor that has not answered for half an hour is told of (%s)', (_, change) => {
	expect(awayCheck(facts(29, change))).toEqual([]);
	expect(awayCheck(facts(30, change))).toMatchObject([{ name: 'vendor', state: 'attention' }]);
});

test('one that answers is not, whatever it says and however long ago its webhooks were seen', () => {
	expect(awayCheck(facts(90, {}))).toEqual([]);
	expect(awayCheck(facts(90, { trouble: { kind: 'forbidden', reason: 'No licence.' } }))).toEqual([]);
});
