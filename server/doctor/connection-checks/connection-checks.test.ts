import { describe, expect, test } from 'vitest';
import { Text } from '../../../lib/contract/text.ts';
import generic from '../../providers/generic/index.ts';
import type { SignIn } from '../../providers/setup.ts';
import type { Subscription, Tokens } from '../../store/setup-port.ts';
import type { ConnectionFacts } from './facts.ts';
import { connectionChecks } from './index.ts';
import { recordingsCheck } from './recordings.ts';
import { refusalWords } from './refusal-words.ts';

const DAY = 24 * 60 * 60 * 1_000;
const NOW = Date.UTC(2026, 5, 1, 12);
const why = { en: 'to hear of calls', de: 'um von Anrufen zu hören', es: 'para oír de llamadas' };

const signIn: SignIn = {
	authorizeUrl: 'https://vendor.example/authorize',
	tokenUrl: 'https://vendor.example/token',
	scopes: [
		{ name: 'calls', required: true, why },
		{ name: 'extra', required: false, why },
	],
	pkce: true,
	clientAuthentication: 'basic',
	lifetimeMs: ({ mode }) => (mode === 'testing' ? 7 * DAY : undefined),
	account: async () => ({ kind: 'read', value: { accountId: '1', label: 'a' } }),
};
const subscriptions = {
	wanted: () => ['calls'],
	list: async () => ({ kind: 'read' as const, value: [] }),
	remove: async () => ({ kind: 'read' as const, value: undefined }),
	oldPaths: [],
};
const provider = { ...generic, label: 'Vendor', signIn, subscriptions };

const tokens: Tokens = {
	...{ workspaceId: 'w', connectionId: 'c', generation: 1, accountId: '1', accountLabel: 'a', sealed: '' },
	...{ scopes: ['calls'], accessExpiresAt: NOW + DAY, state: 'ok' },
};
const subscription: Subscription = {
	...{
		workspaceId: 'w',
		connectionId: 'c',
		name: 'calls',
		state: 'active',
		checkedAt: NOW,
		isPassedOn: false,
	},
};

function facts(change: Partial<ConnectionFacts> = {}): ConnectionFacts {
	const connection = { connectionId: 'c', secrets: {}, settings: {}, region: 'DE' };
	return {
		...{ found: { workspaceId: 'w', connection }, provider, now: NOW, lastEventAt: NOW - 60_000 },
		...{ signIn: { kind: 'token' }, tokens, subscriptions: [subscription], silence: { kind: 'usual' } },
		...change,
	};
}

const examine = (change: Partial<ConnectionFacts>) =>
	connectionChecks.flatMap((check) => check(facts(change)));
const bad = (change: Partial<ConnectionFacts>) =>
	examine(change)
		.filter(({ state }) => state !== 'ok')
		.map(({ name, state, action }) => `${name} ${state}${action ? ` → ${action.name}` : ''}`);

describe('a connection', () => {
	test('where all is well, nothing is wrong', () => {
		expect(examine({}).map(({ name }) => name)).toEqual([
			...['sign-in', 'permissions', 'subscription:calls', 'deliveries', 'signatures'],
		]);
		expect(bad({})).toEqual([]);
	});

	test.each<[string, Partial<ConnectionFacts>, string[]]>([
		[
			'a revoked sign-in stands alone: what it lets nobody look at is not guessed',
			{
				signIn: { kind: 'signed-out', reason: 'x' },
				subscriptions: [{ ...subscription, state: 'inactive' }],
			},
			['sign-in broken → sign-in'],
		],
		['a vendor away is no alarm', { signIn: { kind: 'later', reason: 'x' } }, ['sign-in unknown']],
		[
			'13 days to go',
			{ tokens: { ...tokens, signInEndsAt: NOW + 13 * DAY } },
			['sign-in attention → sign-in'],
		],
		['15 days to go', { tokens: { ...tokens, signInEndsAt: NOW + 15 * DAY } }, []],
		['a right too few', { tokens: { ...tokens, scopes: ['extra'] } }, ['permissions broken → sign-in']],
		['a key that is not taken', { key: { kind: 'signed-out' } }, ['key broken']],
		['a vendor too busy to take a key', { key: { kind: 'later', reason: 'x' } }, ['key unknown']],
		[
			'a place of somebody else',
			{ subscriptions: [{ ...subscription, state: 'foreign', address: 'https://n8n.example/x' }] },
			['subscription:calls attention → pass-on'],
		],
		[
			'a webhook that cannot be set up',
			{
				subscriptions: [{ ...subscription, state: 'missing' }],
				trouble: { kind: 'forbidden', reason: 'no licence' },
			},
			['subscription:calls broken → repair'],
		],
		[
			'webhooks that cannot be listed',
			{ subscriptions: [], trouble: { kind: 'later', reason: 'x' } },
			['subscriptions unknown'],
		],
		['an unusual silence', { silence: { kind: 'unusual' } }, ['deliveries attention → check-again']],
		[
			'refused since, and nothing believed after',
			{ refusals: { count: 3, newestAt: NOW, cause: 'secret-differs' } },
			['signatures broken'],
		],
		[
			'refused, and believed again',
			{ refusals: { count: 3, newestAt: NOW - DAY / 2, cause: 'clock' } },
			['signatures attention'],
		],
		['mended since', { refusals: { count: 3, newestAt: NOW, cause: 'believed-now' } }, []],
		['history not allowed', { backfill: { kind: 'forbidden', reason: 'x' } }, ['history broken']],
		['history read', { backfill: { kind: 'read', added: 3 } }, []],
	])('%s', (_, change, expected) => {
		expect(bad(change)).toEqual(expected);
	});

	test('nothing yet is no fault', () => {
		const { lastEventAt: _, ...fresh } = facts({ silence: { kind: 'never' } });
		const found = connectionChecks.flatMap((check) => check(fresh));
		expect(found.find(({ name }) => name === 'deliveries')).toMatchObject({ state: 'unknown' });
	});

	test('the end of a sign-in of an app in testing says what makes it last', () => {
		const ending = { tokens: { ...tokens, signInEndsAt: NOW + 6 * DAY } };
		const mend = (change: Partial<ConnectionFacts>) =>
			examine(change).find(({ name }) => name === 'sign-in')?.mend?.en;
		expect(mend({ ...ending, appSettings: { mode: 'testing' } })).toContain('last 7 days only');
		expect(mend({ ...ending, appSettings: { mode: 'production' } })).not.toContain('testing');
	});

	test('a foreign place names whose it is, and which it is', () => {
		const foreign = {
			...subscription,
			state: 'foreign' as const,
			address: 'https://n8n.example/secret-path',
		};
		const [found] = examine({ subscriptions: [foreign] }).filter(({ name }) => name === 'subscription:calls');
		expect(found?.action).toMatchObject({ name: 'pass-on', subscription: 'calls' });
		expect(found?.found.de).toContain('n8n.example');
		expect(JSON.stringify(found)).not.toContain('secret-path');
	});

	test('words fit the wire in each language, whatever the vendor says', () => {
		const long = 'x'.repeat(10_000);
		const all = examine({
			backfill: { kind: 'refused', status: 400, reason: long },
			key: { kind: 'forbidden', reason: long },
		});
		const told = Object.values(refusalWords).map((words) => words('Vendor'));
		for (const text of [
			...all.map(({ found }) => found),
			...told.flatMap(({ why: said, mend }) => [said, mend]),
		]) {
			expect(Text.safeParse(text).success).toBe(true);
			expect(text.de).not.toBe('');
			expect(text.es).not.toBe('');
		}
	});
});

test('recordings that somebody wants transcribed, and of which nobody tells the caller, are pointed at', () => {
	const recordings = { lagMs: 0, locate: async () => ({ kind: 'gone' as const }) };
	const found = (change: Partial<ConnectionFacts>) =>
		recordingsCheck(facts({ provider: { ...provider, recordings }, isTranscribing: true, ...change })).map(
			({ state, mend }) => [state, mend !== undefined],
		);
	expect(found({ consent: 'none' })).toEqual([['attention', true]]);
	expect(found({ consent: 'asked' })).toEqual([['ok', false]]);
	expect(found({ consent: 'none', isTranscribing: false })).toEqual([]);
	expect(found({ consent: 'none', provider })).toEqual([]);
});
