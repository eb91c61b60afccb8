import { describe, expect, test } from 'vitest';
import type { Setup, Tokens } from '../ports.ts';
import { A, aConnection, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

const fresh = (change: Partial<Tokens> = {}): Parameters<Setup['saveTokens']>[0] => ({
	...{ workspaceId: A, connectionId: 'con_1', accountId: 'acc', accountLabel: 'Ada', scopes: ['calls'] },
	...{ sealed: 'sealed-1', accessExpiresAt: 100, signInEndsAt: 900, state: 'ok' },
	...change,
});
const change = { sealed: 'sealed-2', accessExpiresAt: 200, scopes: ['calls', 'sms'] };
const claim = (now: number, generation = 1) => ({ generation, now, until: now + 30 });
const wins = (results: boolean[]) => results.filter(Boolean).length;

/** What a sign-in gave, and who may refresh it. */
export function tokensConformance(open: OpenStore): void {
	async function opened() {
		const { records, setup } = await openWithWorkspaces(open);
		for (const workspaceId of [A, B]) {
			await records.createConnection(aConnection('con_1', { workspaceId, hookKey: workspaceId }));
			await setup.saveTokens(fresh({ workspaceId }));
		}
		await records.createConnection(aConnection('con_2', { provider: 'gmail' }));
		return { records, setup };
	}

	describe('tokens', () => {
		test('of many who would refresh one may; when its time ran out, one other', async () => {
			const { setup } = await opened();
			const many = (now: number) =>
				Promise.all(Array.from({ length: 20 }, () => setup.claimRefresh(A, 'con_1', claim(now))));
			expect(wins(await many(10))).toBe(1);
			expect(wins(await many(39))).toBe(0);
			expect(wins(await many(40))).toBe(1);
			expect(await setup.claimRefresh(B, 'con_1', claim(10))).toBe(true);
			expect(await setup.claimRefresh(A, 'con_1', claim(999, 2))).toBe(false);
		});

		test('of many who store a refresh one does, and the claim ends with it', async () => {
			const { setup } = await opened();
			await setup.claimRefresh(A, 'con_1', claim(10));
			const stored = Array.from({ length: 20 }, () => setup.storeRefreshed(A, 'con_1', 1, change));
			expect(wins(await Promise.all(stored))).toBe(1);
			const { signInEndsAt: _, ...rest } = fresh();
			expect(await setup.tokens(A, 'con_1')).toEqual({ ...rest, ...change, generation: 2 });
			expect(await setup.tokens(B, 'con_1')).toEqual({ ...fresh({ workspaceId: B }), generation: 1 });
			expect(await setup.claimRefresh(A, 'con_1', claim(11, 2))).toBe(true);
		});

		test('a new sign-in ends a refresh that runs: it stores nothing, and signs nobody out', async () => {
			const { setup } = await opened();
			await setup.claimRefresh(A, 'con_1', claim(10));
			const saved = await setup.saveTokens(fresh({ sealed: 'new' }));
			expect(saved).toEqual({ ...fresh({ sealed: 'new' }), generation: 2 });
			expect(await setup.storeRefreshed(A, 'con_1', 1, change)).toBe(false);
			expect(await setup.signOut(A, 'con_1', 1, 'refused')).toBe(false);
			await setup.claimRefresh(A, 'con_1', claim(10, 2));
			await setup.releaseRefresh(A, 'con_1', claim(10));
			expect(await setup.claimRefresh(A, 'con_1', claim(11, 2))).toBe(false);
			expect(await setup.tokens(A, 'con_1')).toEqual({ ...saved, refreshingUntil: 40 });
		});

		test('a claim that is given back is free again', async () => {
			const { setup } = await opened();
			await setup.claimRefresh(A, 'con_1', claim(10));
			await setup.releaseRefresh(B, 'con_1', claim(10));
			expect(await setup.claimRefresh(A, 'con_1', claim(11))).toBe(false);
			await setup.releaseRefresh(A, 'con_1', claim(10));
			expect(await setup.claimRefresh(A, 'con_1', claim(11))).toBe(true);
		});

		test('who outlives a claim frees nobody else’s', async () => {
			const { setup } = await opened();
			await setup.claimRefresh(A, 'con_1', claim(10));
			await setup.claimRefresh(A, 'con_1', claim(40));
			await setup.releaseRefresh(A, 'con_1', claim(10));
			expect(await setup.claimRefresh(A, 'con_1', claim(41))).toBe(false);
		});

		test('who is signed out is not refreshed, until somebody signs in again', async () => {
			const { setup } = await opened();
			expect(await setup.signOut(A, 'con_1', 1, 'refused')).toBe(true);
			expect(await setup.storeRefreshed(A, 'con_1', 1, change)).toBe(false);
			expect(await setup.claimRefresh(A, 'con_1', claim(10, 2))).toBe(false);
			expect(await setup.tokens(A, 'con_1')).toMatchObject({ state: 'signed-out', reason: 'refused' });
			expect((await setup.tokens(B, 'con_1'))?.state).toBe('ok');
			expect(await setup.saveTokens(fresh())).toEqual({ ...fresh(), generation: 3 });
		});

		test('are found by the account, in their workspace, of their provider, while the connection is there', async () => {
			const { records, setup } = await opened();
			await setup.saveTokens(fresh({ connectionId: 'con_2' }));
			const holder = async (provider: string, accountId = 'acc') =>
				(await setup.tokensOfAccount(A, provider, accountId))?.connectionId;
			expect([await holder('webex'), await holder('gmail')]).toEqual(['con_1', 'con_2']);
			expect(await holder('webex', 'other')).toBeUndefined();
			await records.removeConnection(A, 'con_1', 5);
			expect(await holder('webex')).toBeUndefined();
			expect(await setup.tokens(A, 'con_1')).toBeDefined();
			await setup.forget(A, 'con_1');
			expect(await setup.tokens(A, 'con_1')).toBeUndefined();
			expect(await setup.tokens(B, 'con_1')).toBeDefined();
		});

		test('and apps are sealed anew, each once, and none that was stored meanwhile', async () => {
			const { setup } = await opened();
			const app = { clientId: 'id', sealedSecret: 'secret', settings: {}, changedAt: 1 };
			for (const workspaceId of [A, B]) await setup.saveApp({ ...app, workspaceId, provider: 'webex' });
			await setup.saveTokens(fresh({ connectionId: 'con_2', sealed: 'kept' }));
			const anew = (sealed: string) => (/kept|new-/.test(sealed) ? undefined : `new-${sealed}`);
			expect(await setup.reseal(anew, 1)).toBe(4);
			expect(await setup.reseal(anew, 1)).toBe(0);
			expect((await setup.app(B, 'webex'))?.sealedSecret).toBe('new-secret');
			expect(await setup.tokens(A, 'con_1')).toMatchObject({ sealed: 'new-sealed-1', generation: 1 });
			let stored: Promise<boolean> | undefined;
			const late = (sealed: string) => {
				if (sealed !== 'new-sealed-1') return undefined;
				stored ??= setup.storeRefreshed(A, 'con_1', 1, change);
				return 'over';
			};
			expect(await setup.reseal(late, 10)).toBe(1);
			expect([await stored, (await setup.tokens(A, 'con_1'))?.sealed]).toEqual([true, 'sealed-2']);
		});
	});
}
