import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AddedOutgoingWebhook, OutgoingWebhookView } from '../../lib/contract/outgoing-webhook.ts';
import { isSignedWith, type Receiver, startReceiver, status } from '../outgoing-webhooks/receiver.testkit.ts';
import { startOutgoingWebhooks } from '../outgoing-webhooks/start.ts';
import { ring, startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
let receiver: Receiver;
const URL_PATH = '/v1/outgoing-webhooks';

beforeAll(async () => {
	receiver = await startReceiver();
	const allowedInternal = new Set([`flows.lan:${receiver.port}`]);
	const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }];
	t = await startTestApp({ targetRules: { allowedInternal, resolve } });
});
afterAll(async () => {
	await t.stop();
	await receiver.stop();
});

const url = (at: string) => `http://flows.lan:${receiver.port}${at}`;
const api = (at: string, body?: unknown, method?: string) =>
	t.api(t.admin.token, URL_PATH + at, body, method);

async function add(at: string, events = ['call.*']) {
	const response = await api('', { url: url(at), events, name: `Flow ${at}` });
	expect(response.status).toBe(200);
	return AddedOutgoingWebhook.parse(await response.json());
}

test('a call that a provider delivers reaches the flow tool, signed with the secret that was shown', async () => {
	const { webhook, secret } = await add('/calls');
	const pump = startOutgoingWebhooks(t.context);
	const desk = await t.connect();
	expect((await t.hook(desk, ring('call-1'))).status).toBe(200);
	await receiver.until(1);
	await pump.close();
	const [received] = receiver.at('/calls');
	expect(received && isSignedWith(secret, received)).toBe(true);
	expect(JSON.parse(received?.body ?? '')).toMatchObject({
		...{ specversion: '1.0', type: 'ringside.call.ringing', data: { state: 'ringing' } },
	});
	expect(webhook).toMatchObject({ name: 'Flow /calls', state: 'enabled', events: ['call.*'] });
});

test('the secret is shown once, sealed in the file and in no log', async () => {
	const { webhook, secret } = await add('/secret');
	const listed = await (await api('')).text();
	expect(listed).toContain(webhook.webhookId);
	const files = ['ringside.db', 'ringside.db-wal'].map((name) => readFileSync(path.join(t.folder, name)));
	for (const text of [listed, t.log(), ...files]) {
		expect(text.includes(secret)).toBe(false);
		expect(text.includes(secret.slice('whsec_'.length))).toBe(false);
	}
	expect(t.log()).not.toContain('/secret');
});

test('a test says what came back, in words', async () => {
	const { webhook } = await add('/test');
	const run = async () => (await api(`/${webhook.webhookId}/test`, {})).json();
	expect(await run()).toMatchObject({ accepted: true, found: 'answered 200' });
	receiver.answer('/test', status(404));
	expect(await run()).toMatchObject({ accepted: false, found: 'answered 404' });
	const [sent] = receiver.at('/test');
	expect(JSON.parse(sent?.body ?? '')).toMatchObject({ type: 'ringside.webhook.test' });
	// It is no event: nobody else is told, and nothing is tried again.
	expect((await t.store.events.read(t.workspace.workspaceId, 0, 100)).map(({ type }) => type)).not.toContain(
		'ringside.webhook.test',
	);
});

test('a webhook is changed, disabled, enabled and removed', async () => {
	const { webhook } = await add('/change');
	const change = async (body: object) => {
		const response = await api(`/${webhook.webhookId}`, body);
		return OutgoingWebhookView.parse(await response.json());
	};
	expect(await change({ name: 'New', events: ['*'] })).toMatchObject({ name: 'New', events: ['*'] });
	expect(await change({ enabled: false })).toMatchObject({ state: 'disabled', disabledReason: 'by-hand' });
	const enabled = await change({ enabled: true });
	expect(enabled).toMatchObject({ state: 'enabled', name: 'New' });
	expect(enabled).not.toHaveProperty('disabledReason');
	expect((await api(`/${webhook.webhookId}`, undefined, 'DELETE')).status).toBe(200);
	expect((await api(`/${webhook.webhookId}`, undefined, 'DELETE')).status).toBe(404);
	expect((await api(`/${webhook.webhookId}`, { name: 'x' })).status).toBe(404);
	expect((await api(`/${webhook.webhookId}/test`, {})).status).toBe(404);
});

test.each([
	['http://127.0.0.1/', 'RINGSIDE_ALLOWED_INTERNAL'],
	['https://10.0.0.1/', 'internal network'],
	['https://flows.lan/', 'internal network'],
	['nonsense', 'no address'],
])('%s is refused in plain words', async (address, words) => {
	const response = await api('', { url: address, events: ['*'] });
	expect(response.status).toBe(422);
	const problem = await response.json();
	expect(problem).toMatchObject({ type: 'https://ringside.dev/problems/wrong-address' });
	expect(problem).toMatchObject({ detail: expect.stringContaining(words) });
});

test.each(['member', 'supervisor'] as const)('a %s neither sees nor makes one', async (role) => {
	const { token } = await t.addUser(role);
	expect((await t.api(token, URL_PATH)).status).toBe(403);
	expect((await t.api(token, URL_PATH, { url: url('/x'), events: ['*'] })).status).toBe(403);
});

test('another workspace sees and changes none of ours', async () => {
	const { webhook } = await add('/ours');
	const { workspaceId } = await t.otherWorkspace();
	const { token } = await t.addUser('admin', workspaceId);
	const theirs = (at: string, body?: unknown, method?: string) => t.api(token, URL_PATH + at, body, method);
	expect(await (await theirs('')).json()).toEqual({ webhooks: [] });
	expect((await theirs(`/${webhook.webhookId}`, { enabled: false })).status).toBe(404);
	expect((await theirs(`/${webhook.webhookId}/test`, {})).status).toBe(404);
	expect((await theirs(`/${webhook.webhookId}`, undefined, 'DELETE')).status).toBe(404);
	expect(await (await api('')).text()).toContain(webhook.webhookId);
});

test('a workspace has at most 20', async () => {
	const { webhooks } = (await (await api('')).json()) as { webhooks: unknown[] };
	for (let count = webhooks.length; count < 20; count += 1) await add(`/many-${count}`);
	const response = await api('', { url: url('/one-more'), events: ['*'] });
	expect(response.status).toBe(409);
	expect(await response.json()).toMatchObject({ type: 'https://ringside.dev/problems/too-many-webhooks' });
});
