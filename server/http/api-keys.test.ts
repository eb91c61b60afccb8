import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

const list = async () => (await (await t.api(t.admin.token, '/v1/api-keys')).json()) as { keys: object[] };

test('a key is shown once, is listed without what it is, and is revoked once', async () => {
	const made = await t.api(t.admin.token, '/v1/api-keys', { name: 'Flow' });
	const { key, secret } = (await made.json()) as { key: { keyId: string }; secret: string };
	expect(secret).toMatch(/^rsk_[\w-]{43}$/);
	expect(await list()).toEqual({ keys: [key] });
	expect(JSON.stringify(await t.store.afterCall.apiKeys.list(t.workspace.workspaceId))).not.toContain(secret);
	const remove = () => t.api(t.admin.token, `/v1/api-keys/${key.keyId}`, undefined, 'DELETE');
	const used = await fetch(`${t.origin}/webhook/trigger-call`, {
		method: 'POST',
		headers: { authorization: `Bearer ${secret}` },
		body: '{}',
	});
	expect(used.status).toBe(400);
	expect((await list()).keys).toMatchObject([{ lastUsedAt: expect.any(String) }]);
	expect((await remove()).status).toBe(200);
	expect((await remove()).status).toBe(404);
	expect((await list()).keys).toMatchObject([{ revokedAt: expect.any(String) }]);
	expect(t.log()).not.toContain(secret);
});

test('a key needs a name', async () => {
	expect((await t.api(t.admin.token, '/v1/api-keys', { name: ' ' })).status).toBe(400);
});
