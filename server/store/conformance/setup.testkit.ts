import { describe, expect, test } from 'vitest';
import type { App, CheckResult, PendingSignIn, Subscription } from '../ports.ts';
import { A, aConnection, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';
import { tokensConformance } from './setup-tokens.testkit.ts';

const DAY = 86_400_000;

const anApp = (change: Partial<App> = {}): App => ({
	...{ workspaceId: A, provider: 'webex', clientId: 'id', sealedSecret: 'sealed', changedAt: 5 },
	settings: { site: 'one' },
	...change,
});

const aSignIn = (change: Partial<PendingSignIn> = {}): PendingSignIn => ({
	...{ stateHash: 'hash', workspaceId: A, userId: 'usr_1', deviceId: 'dev_1', provider: 'webex' },
	...{ sealedVerifier: 'sealed', expiresAt: 1_000 },
	...change,
});

const aSubscription = (change: Partial<Subscription> = {}): Subscription => ({
	...{
		workspaceId: A,
		connectionId: 'con_1',
		name: 'calls',
		state: 'active',
		checkedAt: 5,
		isPassedOn: false,
	},
	...change,
});

const aCheck = (name: string, state: CheckResult['state'], checkedAt: number, change = {}): CheckResult => ({
	...{ workspaceId: A, connectionId: 'con_1', name, state, json: '{}', checkedAt },
	...change,
});

/** Apps, sign-ins, tokens, subscriptions and checks. */
export function setupConformance(open: OpenStore): void {
	async function opened() {
		const { records, setup } = await openWithWorkspaces(open);
		for (const workspaceId of [A, B]) {
			await records.createConnection(aConnection('con_1', { workspaceId, hookKey: workspaceId }));
		}
		await records.createConnection(aConnection('con_2'));
		await records.createUser({ userId: 'usr_1', workspaceId: A, name: 'Ada', role: 'member', createdAt: 1 });
		return { records, setup };
	}

	describe('set-up', () => {
		test('an app is of its workspace and provider, and the last one saved stands', async () => {
			const { setup } = await opened();
			await setup.saveApp(anApp());
			await setup.saveApp(anApp({ workspaceId: B, clientId: 'of-b' }));
			await setup.saveApp(anApp({ provider: 'gmail' }));
			const changed = anApp({ clientId: 'new', settings: {}, changedAt: 6 });
			await setup.saveApp(changed);
			expect(await setup.app(A, 'webex')).toEqual(changed);
			expect(await setup.apps(A)).toEqual([anApp({ provider: 'gmail' }), changed]);
			expect(await setup.removeApp(A, 'webex')).toBe(true);
			expect(await setup.removeApp(A, 'webex')).toBe(false);
			expect(await setup.app(A, 'webex')).toBeUndefined();
			expect((await setup.app(B, 'webex'))?.clientId).toBe('of-b');
		});

		test('of two answers to a sign-in one takes it, and its verifier is gone with it', async () => {
			const { setup } = await opened();
			const signIn = aSignIn({ connectionId: 'con_1' });
			await setup.createSignIn(signIn);
			const taken = await Promise.all([setup.takeSignIn('hash', 999), setup.takeSignIn('hash', 999)]);
			expect(taken).toEqual(expect.arrayContaining([{ kind: 'taken', signIn }, { kind: 'used' }]));
			expect(await setup.takeSignIn('hash', 999)).toEqual({ kind: 'used' });
		});

		test('a late answer is told apart from a foreign one, and is dropped in the end', async () => {
			const { setup } = await opened();
			await setup.createSignIn(aSignIn());
			expect(await setup.takeSignIn('foreign', 1)).toEqual({ kind: 'unknown' });
			expect(await setup.takeSignIn('hash', 1_000)).toEqual({ kind: 'expired' });
			expect(await setup.takeSignIn('hash', 1_001 + DAY)).toEqual({ kind: 'unknown' });
		});

		test('nobody begins a sign-in for a user or a connection of another workspace', async () => {
			const { setup } = await opened();
			await expect(setup.createSignIn(aSignIn({ workspaceId: B }))).rejects.toThrow();
			await expect(setup.createSignIn(aSignIn({ connectionId: 'con_9' }))).rejects.toThrow();
			expect(await setup.takeSignIn('hash', 1)).toEqual({ kind: 'unknown' });
		});

		upkeepConformance(opened);
		tokensConformance(open);
	});
}

function upkeepConformance(opened: () => Promise<Pick<Awaited<ReturnType<OpenStore>>, 'records' | 'setup'>>) {
	test('a webhook is kept by name, as it was last seen', async () => {
		const { setup } = await opened();
		await setup.saveSubscription(aSubscription({ vendorId: 'v1', expiresAt: 9 }));
		await setup.saveSubscription(aSubscription({ workspaceId: B }));
		await setup.saveSubscription(aSubscription({ connectionId: 'con_2' }));
		const fresh = aSubscription({
			state: 'foreign',
			address: 'https://a',
			before: 'https://b',
			isPassedOn: true,
		});
		await setup.saveSubscription(fresh);
		await setup.saveSubscription(aSubscription({ name: 'a' }));
		expect(await setup.subscriptions(A, 'con_1')).toEqual([aSubscription({ name: 'a' }), fresh]);
		await setup.removeSubscription(A, 'con_1', 'calls');
		expect(await setup.subscriptions(A, 'con_1')).toEqual([aSubscription({ name: 'a' })]);
		expect(await setup.subscriptions(A, 'con_2')).toHaveLength(1);
		expect(await setup.subscriptions(B, 'con_1')).toHaveLength(1);
	});

	test('a check remembers since when it is in its state; what is not found anew is gone', async () => {
		const { setup } = await opened();
		const whole = (checkedAt: number) => aCheck('clock', 'ok', checkedAt, { connectionId: undefined });
		await setup.saveChecks(A, undefined, [whole(1)]);
		await setup.saveChecks(A, 'con_1', [aCheck('token', 'ok', 1), aCheck('gone', 'ok', 1)]);
		await setup.saveChecks(B, 'con_1', [aCheck('token', 'broken', 1, { workspaceId: B })]);
		await setup.saveChecks(A, 'con_1', [aCheck('token', 'ok', 2), aCheck('hook', 'ok', 2)]);
		await setup.saveChecks(A, 'con_1', [aCheck('token', 'ok', 3), aCheck('hook', 'broken', 3)]);
		await setup.saveChecks(A, undefined, [whole(4)]);
		const { connectionId: _, ...clock } = whole(4);
		expect(await setup.checks(A)).toEqual([
			{ ...clock, since: 1 },
			{ ...aCheck('hook', 'broken', 3), since: 3 },
			{ ...aCheck('token', 'ok', 3), since: 1 },
		]);
		expect((await setup.checks(B)).map(({ state }) => state)).toEqual(['broken']);
		await setup.saveChecks(A, 'con_1', []);
		expect((await setup.checks(A)).map(({ name }) => name)).toEqual(['clock']);
	});

	test('webhooks outlive their connection, until they are forgotten; checks are not shown', async () => {
		const { records, setup } = await opened();
		for (const workspaceId of [A, B]) {
			await setup.saveSubscription(aSubscription({ workspaceId }));
			await setup.saveChecks(workspaceId, 'con_1', [aCheck('token', 'ok', 1)]);
		}
		await setup.saveSubscription(aSubscription({ connectionId: 'con_2' }));
		await records.removeConnection(A, 'con_1', 5);
		expect(await setup.subscriptions(A, 'con_1')).toHaveLength(1);
		expect(await setup.checks(A)).toEqual([]);
		await setup.forget(A, 'con_1');
		expect(await setup.subscriptions(A, 'con_1')).toEqual([]);
		expect(await setup.subscriptions(A, 'con_2')).toHaveLength(1);
		expect(await setup.subscriptions(B, 'con_1')).toHaveLength(1);
		expect(await setup.checks(B)).toHaveLength(1);
	});
}
