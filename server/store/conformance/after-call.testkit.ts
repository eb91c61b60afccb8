import { describe, expect, test } from 'vitest';
import { A, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

const TEN = Array.from({ length: 10 }, (_, n) => n);

/** What the work after a call keeps. */
export function afterCallConformance(open: OpenStore): void {
	const opened = async () => (await openWithWorkspaces(open)).afterCall;

	describe('settings of a workspace', () => {
		const change = (version: number, json: string, sealed?: string) => ({
			...{ version, json, sealed, changedAt: 5 },
		});

		test('rise by one with each change, and are of their own workspace', async () => {
			const { settings } = await opened();
			expect(await settings.get(A, 'crm')).toBeUndefined();
			expect(await settings.put(A, 'crm', change(0, '1', 'sealed'))).toBe(1);
			expect(await settings.put(A, 'crm', change(1, '2'))).toBe(2);
			expect(await settings.get(A, 'crm')).toEqual({ version: 2, json: '2' });
			expect(await settings.get(B, 'crm')).toBeUndefined();
			expect(await settings.get(A, 'facts')).toBeUndefined();
			await settings.put(B, 'crm', change(0, '3'));
			expect(await settings.all('crm')).toEqual([
				{ workspaceId: A, json: '2' },
				{ workspaceId: B, json: '3' },
			]);
		});

		test.each([0, 1])('of many who change version %i at once one does', async (version) => {
			const { settings } = await opened();
			if (version === 1) await settings.put(A, 'crm', change(0, 'first'));
			const versions = await Promise.all(TEN.map((n) => settings.put(A, 'crm', change(version, `${n}`))));
			expect(versions.filter((one) => one !== undefined)).toEqual([version + 1]);
			const winner = versions.findIndex((one) => one !== undefined);
			expect(await settings.get(A, 'crm')).toEqual({ version: version + 1, json: `${winner}` });
		});

		test('are not changed by who knows an old or a coming version', async () => {
			const { settings } = await opened();
			await settings.put(A, 'crm', change(0, 'first'));
			for (const version of [0, 2]) {
				expect(await settings.put(A, 'crm', change(version, 'x'))).toBeUndefined();
			}
			expect(await settings.get(A, 'crm')).toEqual({ version: 1, json: 'first' });
		});
	});

	describe('usage', () => {
		const used = (key: string, amount: number, name: 'seconds' | 'tokens' = 'seconds') => ({
			...{ key, month: '2026-03', name, amount },
		});

		test('counts once for each key, by month, name and workspace', async () => {
			const { usage } = await opened();
			const counted = await Promise.all(TEN.map(() => usage.add(A, used('one', 60))));
			expect(counted.filter(Boolean)).toHaveLength(1);
			expect(await usage.add(A, used('two', 5))).toBe(true);
			expect(await usage.add(A, used('three', 7, 'tokens'))).toBe(true);
			expect(await usage.add(B, used('one', 1))).toBe(true);
			expect(await usage.add(A, { ...used('one', 9), month: '2026-04' })).toBe(false);
			expect(await usage.month(A, '2026-03')).toEqual({ seconds: 65, tokens: 7 });
			expect(await usage.month(B, '2026-03')).toEqual({ seconds: 1, tokens: 0 });
			expect(await usage.month(A, '2026-04')).toEqual({ seconds: 0, tokens: 0 });
		});
	});

	describe('calls that wait for somebody', () => {
		test('are put there once, and keep what was decided', async () => {
			const { inbox } = await opened();
			expect(await inbox.add(A, { callId: 'c', json: 'first', createdAt: 1 })).toBe(true);
			await inbox.change(A, 'c', { from: 'open', to: 'dismissed', now: 2 });
			expect(await inbox.add(A, { callId: 'c', json: 'again', createdAt: 3 })).toBe(false);
			const row = { callId: 'c', json: 'first', createdAt: 1, state: 'dismissed', changedAt: 2 };
			expect(await inbox.get(A, 'c')).toEqual(row);
			expect(await inbox.get(B, 'c')).toBeUndefined();
		});

		test('of many who decide at once one does', async () => {
			const { inbox } = await opened();
			await inbox.add(A, { callId: 'c', json: '', createdAt: 1 });
			const decide = (n: number) =>
				inbox.change(A, 'c', { from: 'open', to: 'assigned', json: `${n}`, now: 2 });
			const decided = await Promise.all(TEN.map(decide));
			expect(decided.filter(Boolean)).toHaveLength(1);
			expect(await inbox.get(A, 'c')).toMatchObject({ json: `${decided.indexOf(true)}` });
			expect(await inbox.change(B, 'c', { from: 'assigned', to: 'open', now: 3 })).toBe(false);
		});

		test('are listed newest first, by state and by page', async () => {
			const { inbox } = await opened();
			for (const n of [1, 2, 3]) await inbox.add(A, { callId: `c${n}`, json: '', createdAt: n });
			await inbox.change(A, 'c2', { from: 'open', to: 'assigned', now: 4 });
			const ids = async (options: Parameters<typeof inbox.list>[1], of = A) =>
				(await inbox.list(of, options)).map(({ callId }) => callId);
			expect(await ids({ limit: 10 })).toEqual(['c3', 'c2', 'c1']);
			expect(await ids({ limit: 2 })).toEqual(['c3', 'c2']);
			expect(await ids({ before: 3, limit: 10 })).toEqual(['c2', 'c1']);
			expect(await ids({ state: 'open', limit: 10 })).toEqual(['c3', 'c1']);
			expect(await ids({ limit: 10 }, B)).toEqual([]);
		});
	});
}
