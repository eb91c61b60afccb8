import { expect, test } from 'vitest';
import generic from '../providers/generic/index.ts';
import type { Provider } from '../providers/provider.ts';
import { keepUp, type SignInOutcome, type UpkeepDeps, type UpkeepFacts } from './connection-upkeep.ts';
import { rowsInMemory, toolsAt, vendorModel } from './vendor.testkit.ts';

const NOW = Date.parse('2026-04-14T09:00:00.000Z');
const refused = { kind: 'signed-out' } as const;
const found = { workspaceId: 'ws_1', connection: toolsAt(NOW).connection };

/** What is examined after a round in which the vendor gave these answers; the sign-in ends with the first refusal. */
async function examined(answers: { list?: typeof refused; history?: typeof refused }): Promise<UpkeepFacts> {
	const model = vendorModel([]);
	if (answers.list) model.failNext = { kind: 'list', answer: answers.list };
	const provider: Provider = {
		...generic,
		signIn: {
			...{ authorizeUrl: 'https://acme.example/a', tokenUrl: 'https://acme.example/t', scopes: [] },
			...{ pkce: true, clientAuthentication: 'post', account: async () => refused },
		},
		subscriptions: model.rules,
		backfill: async () => answers.history ?? { kind: 'read', value: { events: [] } },
	};
	const said: SignInOutcome[] = [{ kind: 'token' }, { kind: 'signed-out', reason: 'Acme has ended it.' }];
	let facts: UpkeepFacts | undefined;
	const deps = {
		store: {
			setup: { ...rowsInMemory(), saveChecks: async () => undefined },
			records: { connectionState: async () => undefined, setConnectionState: async () => true },
			events: { recentCalls: async () => [], append: async () => ({ stored: [], duplicate: false }) },
		},
		clock: toolsAt(NOW).clock,
		toolsFor: () => toolsAt(NOW),
		signIn: async () => said.shift() ?? { kind: 'token' },
		examine: async (given: UpkeepFacts) => {
			facts = given;
			return [];
		},
		report: async () => undefined,
		keepSecrets: async () => undefined,
		publish: () => undefined,
		listeningSince: NOW,
	} as unknown as UpkeepDeps;
	await keepUp(found, provider, deps);
	return facts!;
}

test.each([
	['webhooks', { list: refused }],
	['history', { history: refused }],
])(
	'a sign-in that the vendor ended is told in the round in which asking for %s was refused',
	async (_, answers) => {
		const facts = await examined(answers);
		expect(facts.signIn).toEqual({ kind: 'signed-out', reason: 'Acme has ended it.' });
		expect(facts).not.toHaveProperty('trouble');
		expect(facts).not.toHaveProperty('backfill');
	},
);

test('one that was not refused is not asked for again', async () => {
	expect((await examined({})).signIn).toEqual({ kind: 'token' });
});
