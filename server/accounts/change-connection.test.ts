import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_KEY, ring, startTestApp, type TestApp } from '../http/app.testkit.ts';
import generic from '../providers/generic/index.ts';
import gmail from '../providers/gmail/index.ts';
import type { Provider } from '../providers/provider.ts';
import ringcentral from '../providers/ringcentral/index.ts';
import type { Connection } from '../store/ports.ts';
import { type ConnectionChange, changeConnection } from './change-connection.ts';
import { addConnection, secretsOf } from './connections.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

async function stored(connectionId: string): Promise<Connection> {
	const directory = await t.store.records.directory(t.workspace.workspaceId);
	const { hookKey, provider } = directory?.connections.find((one) => one.connectionId === connectionId) ?? {};
	const found = await t.store.records.connectionByKey(provider ?? '', hookKey ?? '');
	if (!found) throw new Error('no connection');
	return found;
}

async function change({ connectionId }: Connection, wanted: ConnectionChange, provider: Provider = generic) {
	const { directories } = t.context;
	const deps = { ...t.context, changed: directories.changed };
	return changeConnection(await stored(connectionId), provider, wanted, deps);
}

async function phone(): Promise<Connection> {
	const { workspaceId } = t.workspace;
	const settings = { subscriptionId: 'sub-1' };
	const wanted = { workspaceId, provider: ringcentral, name: 'Phone', settings, secrets: { secret: 'one' } };
	const added = await addConnection(wanted, { ...t.context, changed: () => {} });
	if (added.kind !== 'added') throw new Error(added.kind);
	return added.connection;
}

describe('a connection that is changed', () => {
	test('keeps its address, and believes what its new secret signs, and no longer what the old one does', async () => {
		const desk = await t.connect();
		expect((await t.hook(desk, ring('before'), 'new-key')).status).toBe(401);
		expect(await change(desk, { secrets: { secret: 'new-key' } })).toEqual({ kind: 'changed' });
		await expect
			.poll(async () => (await t.hook(desk, ring('after'), 'new-key')).status, { timeout: 5_000 })
			.toBe(200);
		expect((await t.hook(desk, ring('late'), API_KEY)).status).toBe(401);
		expect((await stored(desk.connectionId)).hookKey).toBe(desk.hookKey);
	});

	test('replays what was refused before, once', async () => {
		const desk = await t.connect();
		await t.hook(desk, ring('refused'), 'key-of-later');
		const list = await t.store.deliveries.list(t.workspace.workspaceId, {
			...{ connectionId: desk.connectionId, outcome: 'refused', limit: 1 },
		});
		const url = `/v1/deliveries/${list[0]?.deliveryId}/replay`;
		expect((await t.api(t.admin.token, url, {})).status).toBe(409);
		await change(desk, { secrets: { secret: 'key-of-later' } });
		const outcome = async () =>
			((await (await t.api(t.admin.token, url, {})).json()) as { outcome: string }).outcome;
		await expect.poll(outcome, { timeout: 5_000 }).toMatch(/accepted|duplicate/);
		expect(await outcome()).toBe('duplicate');
		expect(await t.store.events.bySubject(t.workspace.workspaceId, 'generic-refused')).toHaveLength(1);
	});

	test('keeps what is not named', async () => {
		const one = await phone();
		await change(one, { name: 'Front desk' }, ringcentral);
		await change(one, { secrets: { accessToken: 'token' } }, ringcentral);
		await change(one, { ownerUserId: t.admin.user.userId }, ringcentral);
		const now = await stored(one.connectionId);
		expect(now).toMatchObject({ name: 'Front desk', settings: { subscriptionId: 'sub-1' } });
		expect(now.ownerUserId).toBe(t.admin.user.userId);
		expect(secretsOf(now, t.context.keys)).toEqual({ secret: 'one', accessToken: 'token' });
	});

	test('keeps its other settings when one is changed', async () => {
		const { workspaceId } = t.workspace;
		const settings = { mailbox: 'a@example.test', pushServiceAccount: 'p@example.test' };
		const wanted = { workspaceId, provider: gmail, name: 'Mail', settings, secrets: {} };
		const added = await addConnection(wanted, { ...t.context, changed: () => {} });
		if (added.kind !== 'added') throw new Error(added.kind);
		const changed = await change(added.connection, { settings: { mailbox: 'b@example.test' } }, gmail);
		expect(changed).toEqual({ kind: 'changed' });
		const now = await stored(added.connection.connectionId);
		expect(now.settings).toEqual({ ...settings, mailbox: 'b@example.test' });
	});

	test('loses a setting, an optional secret and an owner that are taken away', async () => {
		const one = await phone();
		await change(one, { ownerUserId: t.admin.user.userId, secrets: { accessToken: 'token' } }, ringcentral);
		const taken = { settings: { subscriptionId: '' }, secrets: { accessToken: '' }, ownerUserId: null };
		expect(await change(one, taken, ringcentral)).toEqual({ kind: 'changed' });
		const now = await stored(one.connectionId);
		expect([now.settings, now.ownerUserId]).toEqual([{}, undefined]);
		expect(secretsOf(now, t.context.keys)).toEqual({ secret: 'one' });
	});

	test.each<[string, ConnectionChange, object]>([
		['a setting that there is not', { settings: { colour: 'red' } }, { kind: 'wrong-setting' }],
		['no secret at all', { secrets: { secret: '' } }, { kind: 'secret-missing', field: 'secret' }],
	])('is not given %s, and stays as it was', async (_, wanted, outcome) => {
		const one = await phone();
		expect(await change(one, { ...wanted, name: 'Changed' }, ringcentral)).toMatchObject(outcome);
		expect(await stored(one.connectionId)).toMatchObject({ name: 'Phone' });
	});

	test('and removed meanwhile is gone', async () => {
		const one = await phone();
		const before = await stored(one.connectionId);
		await t.store.records.removeConnection(t.workspace.workspaceId, one.connectionId, 1);
		const deps = { ...t.context, changed: () => {} };
		expect(await changeConnection(before, ringcentral, { name: 'Late' }, deps)).toEqual({ kind: 'gone' });
	});
});
