import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

function ask(method: string, url: string, token: string, body?: unknown) {
	const headers = new Headers({ authorization: `Bearer ${token}` });
	if (body !== undefined) headers.set('content-type', 'application/json');
	return fetch(`${t.origin}${url}`, {
		method,
		headers,
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
}

it('gives a person another role, which counts at once', async () => {
	const { user, token } = await t.addUser('member');
	expect((await ask('GET', '/v1/users', token)).status).toBe(403);
	const changed = await ask('PATCH', `/v1/users/${user.userId}`, t.admin.token, {
		role: 'admin',
		name: 'Ada',
	});
	expect(await changed.json()).toEqual({ userId: user.userId, name: 'Ada', role: 'admin' });
	expect((await ask('GET', '/v1/users', token)).status).toBe(200);
	await ask('DELETE', `/v1/users/${user.userId}`, t.admin.token);
	expect((await ask('GET', '/v1/me', token)).status).toBe(401);
});

it('lets everybody change her own name, and nothing else of herself', async () => {
	const { user, token } = await t.addUser('member');
	const renamed = await ask('PATCH', '/v1/me', token, { name: 'Grace', role: 'admin' });
	expect(await renamed.json()).toEqual({ userId: user.userId, name: 'Grace', role: 'member' });
	expect(await (await ask('GET', '/v1/me', token)).json()).toMatchObject({
		userName: 'Grace',
		role: 'member',
	});
	expect((await ask('PATCH', '/v1/me', token, { name: '' })).status).toBe(400);
	expect((await ask('PATCH', `/v1/users/${user.userId}`, token, { name: 'Ada' })).status).toBe(403);
});

it('keeps the last admin', async () => {
	const { workspaceId } = t.workspace;
	const people = await t.store.records.directory(workspaceId);
	for (const { userId, role } of people?.users ?? []) {
		if (role !== 'admin' || userId === t.admin.user.userId) continue;
		await t.store.records.changeUser(workspaceId, userId, { removedAt: 1 });
	}
	const url = `/v1/users/${t.admin.user.userId}`;
	for (const answer of [
		await ask('DELETE', url, t.admin.token),
		await ask('PATCH', url, t.admin.token, { role: 'member' }),
	]) {
		expect(answer.status).toBe(409);
		expect(await answer.json()).toMatchObject({ type: 'https://ringside.dev/problems/last-admin' });
	}
	expect((await ask('GET', '/v1/me', t.admin.token)).status).toBe(200);
});

it('removes what was a person’s own with her', async () => {
	const { user } = await t.addUser('member');
	const hers = await t.connect(user);
	const removed = await ask('DELETE', `/v1/users/${user.userId}`, t.admin.token);
	expect(await removed.json()).toEqual({ removed: true, left: [] });
	// For 250 ms a connection may still be believed.
	await vi.waitFor(async () => {
		const late = { callId: 'late', state: 'ringing', from: '+493023125101' } as const;
		expect((await t.hook(hers, late)).status).toBe(404);
	});
});

it('signs a browser out by itself, and nobody else’s', async () => {
	const { token, device } = await t.addUser('member');
	expect((await ask('DELETE', `/v1/devices/${t.admin.device.deviceId}`, token)).status).toBe(404);
	expect((await ask('DELETE', `/v1/devices/${device.deviceId}`, token)).status).toBe(200);
	expect((await ask('GET', '/v1/me', token)).status).toBe(401);
});
