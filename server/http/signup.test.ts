import { afterAll, beforeAll, expect, test } from 'vitest';
import { addSignupCode, stateOf } from '../accounts/signup-codes.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

const codeFor = (uses: number) =>
	addSignupCode({ workspaceId: t.workspace.workspaceId, uses, days: 1 }, t.context);

const pair = (body: object) =>
	fetch(`${t.origin}/v1/pair`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

test('each browser that comes by a sign-up code is a new member, until the code is used up', async () => {
	const { code, codeId } = await codeFor(2);
	const first = await (await pair({ code, deviceName: 'Desk 1', userName: 'Sara Weiss' })).json();
	const second = await (await pair({ code, deviceName: 'Desk 2' })).json();
	expect([first.me.userName, second.me.userName]).toEqual(['Sara Weiss', 'Desk 2']);
	expect([first.me.role, second.me.role]).toEqual(['member', 'member']);
	expect(first.me.userId).not.toBe(second.me.userId);
	expect((await t.api(first.token, '/v1/me')).status).toBe(200);
	expect((await t.api(first.token, '/v1/users')).status).toBe(403);
	const third = await pair({ code, deviceName: 'Desk 3' });
	expect([third.status, (await third.json()).type]).toEqual([410, 'https://ringside.dev/problems/code-used']);
	const [stored] = await t.store.records.signupCodes(t.workspace.workspaceId);
	expect(stored && [stored.codeId, stateOf(stored, t.context.clock.now())]).toEqual([codeId, 'used']);
});

test('a revoked sign-up code lets nobody in, and who came by it stays', async () => {
	const { code, codeId } = await codeFor(5);
	const { token } = await (await pair({ code, deviceName: 'Before' })).json();
	await t.store.records.revokeSignupCode(t.workspace.workspaceId, codeId, t.context.clock.now());
	expect((await pair({ code, deviceName: 'After' })).status).toBe(404);
	expect((await t.api(token, '/v1/me')).status).toBe(200);
});

test('a sign-up code is kept as a hash alone', async () => {
	const { code } = await codeFor(1);
	const { readFile } = await import('node:fs/promises');
	for (const name of ['ringside.db', 'ringside.db-wal']) {
		const bytes = await readFile(`${t.folder}/${name}`).catch(() => Buffer.alloc(0));
		expect(bytes.includes(code)).toBe(false);
		expect(bytes.includes(code.replaceAll('-', ''))).toBe(false);
	}
});

test('a code says why it lets nobody in any more', () => {
	const code = { codeId: 'c', workspaceId: 'w', uses: 2, used: 0, createdAt: 0, expiresAt: 100 };
	expect(stateOf(code, 99)).toBe('open');
	expect(stateOf(code, 100)).toBe('expired');
	expect(stateOf({ ...code, used: 2 }, 5)).toBe('used');
	expect(stateOf({ ...code, revokedAt: 3 }, 200)).toBe('revoked');
});
