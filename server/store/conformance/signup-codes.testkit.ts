import { describe, expect, test } from 'vitest';
import { A, B, type OpenStore, openWithWorkspaces, present } from './builders.testkit.ts';

const code = { codeId: 'suc_1', workspaceId: A, codeHash: 'hash', uses: 3, createdAt: 10, expiresAt: 100 };
const person = (n: number) => ({
	user: { userId: `usr_${n}`, name: `Person ${n}` },
	device: { deviceId: `dev_${n}`, name: 'Chrome', tokenHash: `token-${n}` },
});

export function signupCodeConformance(open: OpenStore): void {
	describe('sign-up codes', () => {
		test('of many who come at once exactly as many get in as the code lets in', async () => {
			const { records } = await openWithWorkspaces(open);
			await records.createSignupCode(code);
			const all = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => records.signUp('hash', 50, person(n))));
			expect(all.filter(({ kind }) => kind === 'paired')).toHaveLength(3);
			expect(all.filter(({ kind }) => kind === 'used')).toHaveLength(4);
			const directory = present(await records.directory(A));
			expect([directory.users.length, directory.devices.length]).toEqual([3, 3]);
			expect(await records.signupCodes(A)).toMatchObject([{ codeId: 'suc_1', uses: 3, used: 3 }]);
		});

		test('who signs up is a member of the code’s workspace, known by her device’s token', async () => {
			const { records } = await openWithWorkspaces(open);
			await records.createSignupCode(code);
			const { kind: _, ...signedUp } = await records.signUp('hash', 50, person(1));
			expect(signedUp).toMatchObject({
				user: { userId: 'usr_1', name: 'Person 1', role: 'member', workspaceId: A, createdAt: 50 },
				device: { deviceId: 'dev_1', userId: 'usr_1', workspaceId: A },
				workspace: { workspaceId: A },
			});
			expect(await records.deviceByToken('token-1')).toEqual(signedUp);
		});

		test('a code that is unknown, expired or revoked lets nobody in', async () => {
			const { records } = await openWithWorkspaces(open);
			await records.createSignupCode(code);
			expect(await records.signUp('other', 50, person(1))).toEqual({ kind: 'unknown' });
			expect(await records.signUp('hash', 100, person(1))).toEqual({ kind: 'expired' });
			expect(await records.revokeSignupCode(B, 'suc_1', 50)).toBe(false);
			expect(await records.revokeSignupCode(A, 'suc_1', 50)).toBe(true);
			expect(await records.revokeSignupCode(A, 'suc_1', 51)).toBe(false);
			expect(await records.signUp('hash', 50, person(1))).toEqual({ kind: 'unknown' });
			expect(present(await records.directory(A)).users).toEqual([]);
			expect(await records.signupCodes(A)).toMatchObject([{ used: 0, revokedAt: 50 }]);
			expect(await records.signupCodes(B)).toEqual([]);
		});
	});
}
