import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { SettingsView, UsageView } from '../../lib/contract/settings.ts';
import { OpenAiSimulator } from '../../tests/support/vendors/openai.ts';
import { VendorServer } from '../../tests/support/vendors/vendor-server.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

const MODELS_KEY = 'sk-of-the-simulator';
const CRM_KEY = 'crm-key-of-the-test';
const NOW = Date.parse('2026-01-15T10:00:00Z');

let t: TestApp;
let models: OpenAiSimulator;
let crm: VendorServer;
let workspaceToken: string;

beforeAll(async () => {
	models = await new OpenAiSimulator().start();
	crm = await new VendorServer(['crm.example'], ({ headers }) =>
		headers['x-api-key'] === CRM_KEY ? { status: 200, body: [] } : { status: 401, body: {} },
	).start();
	const ports = [models.server, crm].map(({ origin }) => new URL(origin).port);
	t = await startTestApp({
		clock: { now: () => NOW, monotonic: () => performance.now() },
		targetRules: {
			allowedInternal: new Set(ports.map((port) => `services.lan:${port}`)),
			resolve: async () => [{ address: '127.0.0.1', family: 4 }],
		},
	});
});
afterAll(async () => {
	await t.stop();
	models.stop();
	crm.stop();
});

// Each test has a workspace of its own.
beforeEach(async () => {
	const { workspaceId } = await t.otherWorkspace();
	workspaceToken = (await t.addUser('admin', workspaceId)).token;
});

const at = (server: { origin: string }, rest = '') =>
	server.origin.replace('127.0.0.1', 'services.lan') + rest;
const read = async (name: string) =>
	SettingsView.parse(await (await t.api(workspaceToken, `/v1/settings/${name}`)).json());
const put = (name: string, body: object) => t.api(workspaceToken, `/v1/settings/${name}`, body, 'PUT');
const Refused = z.object({ type: z.string(), field: z.string().optional(), detail: z.string().optional() });

/** Status, problem and field. */
async function outcome(response: Response) {
	const body = Refused.safeParse(await response.json()).data;
	return [response.status, body?.type.split('/').pop(), body?.field];
}

const openAi = (change: object = {}) => ({
	version: 0,
	value: {
		isOn: true,
		transcription: { baseUrl: at(models.server, '/v1') },
		extraction: { baseUrl: at(models.server, '/v1') },
	},
	secrets: { transcriptionKey: MODELS_KEY },
	...change,
});
const pulspoint = (change: object = {}) => ({
	version: 0,
	value: { kind: 'pulspoint', baseUrl: at(crm) },
	secrets: { apiKey: CRM_KEY },
	...change,
});

test('what nobody has set is what holds, at version 0', async () => {
	expect(await read('retention')).toEqual({ version: 0, value: { recordingDays: 90 }, secretsSet: [] });
});

test('a change is read back, and who comes late is told so and changes nothing', async () => {
	expect((await put('retention', { version: 0, value: { recordingDays: 30 } })).status).toBe(200);
	expect(await outcome(await put('retention', { version: 0, value: { recordingDays: 3 } }))).toEqual([
		...[409, 'overtaken', undefined],
	]);
	expect(await read('retention')).toMatchObject({ version: 1, value: { recordingDays: 30 } });
});

test.each([
	['retention', { recordingDays: 0 }, 'recordingDays'],
	['facts', { preset: 'own', fields: [{ name: 'A b', label: 'x', kind: 'text' }] }, 'fields.0.name'],
	['facts', { fields: [{ name: 'a', label: 'x', kind: 'choice' }] }, 'fields.0.choices'],
	['crm', { kind: 'pulspoint' }, 'baseUrl'],
	['crm', { kind: 'pulspoint', baseUrl: 'https://crm.example' }, 'secrets.apiKey'],
	['assistant', { connectionId: 'con_none' }, 'connectionId'],
	['assistant', { hours: { from: 1, to: 2, days: [1], timeZone: 'Europe/Nowhere' } }, 'hours.timeZone'],
	['after-call', { booking: { connectionId: 'con_none', eventTypeId: 1 } }, 'booking.connectionId'],
])('%s %j is refused with the field named', async (name, value, field) => {
	expect(await outcome(await put(name, { version: 0, value }))).toEqual([422, 'wrong-setting', field]);
	expect((await read(name)).version).toBe(0);
});

test.each([
	['crm', { kind: 'pulspoint', baseUrl: 'http://127.0.0.1:1' }, 'baseUrl'],
	['after-call', { isOn: true, extraction: { baseUrl: 'http://10.0.0.1/v1' } }, 'transcription.baseUrl'],
	['assistant', { hiringsApiUrl: 'https://user:pass@example.com/api/v1' }, 'hiringsApiUrl'],
])('%s: an address inside is refused, also by force', async (name, value, field) => {
	const secrets = name === 'crm' ? { apiKey: 'key' } : {};
	const forced = await put(name, { version: 0, value, secrets, force: true });
	expect(await outcome(forced)).toEqual([422, 'wrong-address', field]);
});

test('a key that the CRM takes is saved, and told of by its name alone', async () => {
	expect((await put('crm', pulspoint())).status).toBe(200);
	const text = await (await t.api(workspaceToken, '/v1/settings/crm')).text();
	expect(JSON.parse(text)).toMatchObject({ version: 1, secretsSet: ['apiKey'] });
	expect(text + t.log()).not.toContain(CRM_KEY);
});

test('a key that the CRM does not take is saved by force alone', async () => {
	const wrong = pulspoint({ secrets: { apiKey: 'another' } });
	expect(await outcome(await put('crm', wrong))).toEqual([422, 'key-refused', 'secrets.apiKey']);
	expect((await read('crm')).version).toBe(0);
	expect((await put('crm', { ...wrong, force: true })).status).toBe(200);
});

test('a key for one place is not sent to another', async () => {
	await put('crm', pulspoint());
	const asked = crm.requests.length + models.server.requests.length;
	const moved = { version: 1, value: { kind: 'pulspoint', baseUrl: at(models.server) }, force: true };
	expect(await outcome(await put('crm', moved))).toEqual([422, 'wrong-setting', 'secrets.apiKey']);
	expect(crm.requests.length + models.server.requests.length).toBe(asked);
	expect((await put('crm', { ...moved, secrets: { apiKey: 'of the other' } })).status).toBe(200);
});

test('the models are asked with the key before it is saved', async () => {
	const wrong = openAi({ secrets: { transcriptionKey: 'sk-wrong' } });
	expect(await outcome(await put('after-call', wrong))).toEqual([
		422,
		'key-refused',
		'secrets.transcriptionKey',
	]);
	expect((await put('after-call', openAi())).status).toBe(200);
	// Kept while it is not named.
	expect((await put('after-call', openAi({ version: 1, secrets: {} }))).status).toBe(200);
	expect((await read('after-call')).secretsSet).toEqual(['transcriptionKey']);
	const removed = openAi({ version: 2, secrets: { transcriptionKey: null }, value: { isOn: false } });
	expect((await put('after-call', removed)).status).toBe(200);
	expect((await read('after-call')).secretsSet).toEqual([]);
});

test('a model that is not there is noticed', async () => {
	const { value, ...rest } = openAi();
	const extraction = { ...value.extraction, model: 'gpt-nothing' };
	const response = await put('after-call', { ...rest, value: { ...value, extraction } });
	expect(await outcome(response)).toEqual([422, 'service-unsure', 'extraction.model']);
});

test('models that cannot be asked are said to be silent', async () => {
	models.server.troubles.push({ status: 503, times: 2 });
	expect(await outcome(await put('after-call', openAi()))).toEqual([
		...[503, 'vendor-silent', 'transcription.baseUrl'],
	]);
});

test('consent that is given queues what stopped for want of it', async () => {
	const { token, user } = t.admin;
	const consent = (version: number, mode: string) =>
		t.api(token, '/v1/settings/consent', { version, value: { connections: { con_1: mode } } }, 'PUT');
	const queued = () =>
		t.store.jobs.lease({ kinds: ['recordings.resume'], now: NOW + 60_000, leaseMs: 1_000_000, limit: 10 });
	expect((await consent(0, 'none')).status).toBe(200);
	expect(await queued()).toEqual([]);
	expect((await consent(1, 'announced')).status).toBe(200);
	expect(await queued()).toMatchObject([
		{ workspaceId: user.workspaceId, payload: { connectionId: 'con_1' } },
	]);
	expect((await consent(2, 'asked')).status).toBe(200);
	expect(await queued()).toEqual([]);
});

test('members read which facts are looked for, and nothing else', async () => {
	const { token } = await t.addUser('member');
	expect((await t.api(token, '/v1/settings/facts')).status).toBe(200);
	for (const url of ['/v1/settings/crm', '/v1/settings/consent', '/v1/usage']) {
		expect((await t.api(token, url)).status).toBe(403);
	}
	expect((await t.api(token, '/v1/settings/facts', { version: 0, value: {} }, 'PUT')).status).toBe(403);
});

test.each(['nothing', '__proto__', 'constructor'])('there are no settings %s', async (name) => {
	expect((await t.api(workspaceToken, `/v1/settings/${name}`)).status).toBe(400);
});

test('usage is told of this month and the one before, with its limits', async () => {
	const { workspaceId } = await t.otherWorkspace();
	const { token } = await t.addUser('admin', workspaceId);
	const { usage } = t.store.afterCall;
	await usage.add(workspaceId, { key: 'a', month: '2026-01', name: 'seconds', amount: 90 });
	await usage.add(workspaceId, { key: 'b', month: '2025-12', name: 'tokens', amount: 7 });
	const value = { monthlyMinutes: 600 };
	await t.api(token, '/v1/settings/after-call', { version: 0, value }, 'PUT');
	expect(UsageView.parse(await (await t.api(token, '/v1/usage')).json())).toEqual({
		thisMonth: { month: '2026-01', seconds: 90, tokens: 0 },
		lastMonth: { month: '2025-12', seconds: 0, tokens: 7 },
		monthlyMinutes: 600,
	});
});
