import { describe, expect, test } from 'vitest';
import { A, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

const TEN = Array.from({ length: 10 }, (_, n) => n);
const link = { codeHash: 'hash', workspaceId: A, callId: 'c', sealed: 's', createdAt: 1, expiresAt: 100 };
const key = (keyId: string, change: object = {}) => ({
	...{ keyId, workspaceId: A, name: 'n8n', keyHash: `hash-${keyId}`, createdAt: 1, ...change },
});

/** By what others reach the assistant. */
export function afterCallAccessConformance(open: OpenStore): void {
	const opened = async () => (await openWithWorkspaces(open)).afterCall;

	describe('links to talk', () => {
		test('of many who use one at once no more come in than it lets in', async () => {
			const { talkLinks } = await opened();
			await talkLinks.create(link);
			const used = await Promise.all(TEN.map(() => talkLinks.use('hash', { now: 50, most: 3 })));
			expect(used.filter(Boolean)).toHaveLength(3);
			expect(await talkLinks.get('hash')).toEqual({ ...link, uses: 3 });
		});

		test('that have expired, or that nobody made, let nobody in, and the expired go', async () => {
			const { talkLinks } = await opened();
			await talkLinks.create(link);
			expect(await talkLinks.use('hash', { now: 100, most: 3 })).toBe(false);
			expect(await talkLinks.use('other', { now: 50, most: 3 })).toBe(false);
			expect(await talkLinks.prune(100)).toBe(0);
			expect(await talkLinks.prune(101)).toBe(1);
			expect(await talkLinks.get('hash')).toBeUndefined();
		});
	});

	describe('keys of other systems', () => {
		test('are found by their hash until they are revoked, at once and for good', async () => {
			const { apiKeys } = await opened();
			await apiKeys.create(key('1'));
			expect(await apiKeys.byHash('hash-1')).toEqual(key('1'));
			expect(await apiKeys.byHash('hash-2')).toBeUndefined();
			expect(await apiKeys.revoke(B, '1', 5)).toBe(false);
			expect(await apiKeys.revoke(A, '1', 5)).toBe(true);
			expect(await apiKeys.revoke(A, '1', 6)).toBe(false);
			expect(await apiKeys.byHash('hash-1')).toBeUndefined();
			expect(await apiKeys.list(A)).toEqual([key('1', { revokedAt: 5 })]);
		});

		test('are listed of their own workspace, oldest first, with their last use', async () => {
			const { apiKeys } = await opened();
			await apiKeys.create(key('new', { createdAt: 2 }));
			await apiKeys.create(key('old'));
			await apiKeys.create(key('theirs', { workspaceId: B }));
			await apiKeys.touch('old', 9);
			expect(await apiKeys.list(A)).toEqual([key('old', { lastUsedAt: 9 }), key('new', { createdAt: 2 })]);
			expect((await apiKeys.list(B)).map(({ keyId }) => keyId)).toEqual(['theirs']);
		});

		test('with one hash are one', async () => {
			const { apiKeys } = await opened();
			await apiKeys.create(key('1'));
			await expect(apiKeys.create(key('2', { keyHash: 'hash-1' }))).rejects.toThrow();
		});
	});
}
