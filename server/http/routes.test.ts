import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
let tokens: Record<'admin' | 'supervisor' | 'member', string>;
let foreign: { token: string; ids: string[] };

beforeAll(async () => {
	t = await startTestApp();
	tokens = {
		admin: t.admin.token,
		supervisor: (await t.addUser('supervisor')).token,
		member: (await t.addUser('member')).token,
	};
	const { workspaceId } = await t.otherWorkspace();
	const { token } = await t.addUser('admin', workspaceId);
	// Things of our workspace whose ids a stranger has somehow learnt.
	const desk = await t.connect();
	await t.hook(desk, { callId: 'secret-call', state: 'ringing', from: '+493023125101' });
	const [delivery] = await t.store.deliveries.list(t.workspace.workspaceId, { limit: 1 });
	const imported = await upload(tokens.admin);
	const branch = { branchId: 'br_secret', name: 'Secret branch', region: 'DE', timeZone: 'UTC' };
	await t.store.records.createBranch({ ...branch, workspaceId: t.workspace.workspaceId });
	const [personId] = await t.store.conversations.personIds(t.workspace.workspaceId, ['tel:+493023125101']);
	foreign = {
		token,
		ids: [
			delivery!.deliveryId,
			t.admin.user.userId,
			t.admin.device.deviceId,
			imported.importId,
			branch.branchId,
			`person.${personId}`,
		],
	};
});
afterAll(() => t.stop());

async function upload(token: string): Promise<{ importId: string }> {
	const response = await fetch(`${t.origin}/v1/imports`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
		body: 'Name,Phone\nSecret Person,+493023125101\n',
	});
	return response.json() as Promise<{ importId: string }>;
}

function ask(method: string, url: string, token?: string, id = 'dlv_none') {
	return fetch(`${t.origin}${url.replace(/:\w+/g, id)}`, {
		method,
		headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
	});
}

const publicRoutes = new Set([
	'GET /.well-known/ringside/:nonce',
	'POST /.well-known/ringside/:nonce',
	'POST /hooks/:provider/:connectionKey',
	'POST /hooks/:provider/:connectionKey/:inquiry',
	'POST /webhook/webex-incoming-call',
	'POST /webhook/webex-recording',
	'POST /api/webhooks/ringcentral/sms',
	'POST /api/webhooks/ringcentral/call',
	'POST /api/webhooks/gmail/push',
	'POST /api/retell/webhook',
	'POST /api/retell/debug-webhook',
	'POST /cloudtalk/webhook',
	'POST /functions/v1/:function/cloudtalk/webhook',
	'POST /api/akquise/events/incoming-call',
	'GET /api/webhooks/health',
	'POST /webhook/trigger-call',
	'GET /webhook/health',
	'GET /talk/:code',
	'POST /talk/:code/token',
	'GET /talk-files/:file',
	'GET /oauth/callback',
	'GET /webhook/webex-oauth-callback',
	'GET /',
	'GET /join',
	'GET /healthz',
	'GET /readyz',
	'GET /metrics',
	'GET /v1/openapi.json',
	'POST /v1/pair',
]);

test('every route has a rule, and only those meant for strangers are open to them', () => {
	const open = t.routes
		.filter((route) => route.access === 'public')
		.map(({ method, url }) => `${method} ${url}`);
	expect(new Set(open)).toEqual(publicRoutes);
	expect(t.routes.length).toBeGreaterThan(20);
});

test('a route without a rule stops the start', async () => {
	const { guardRoutes } = await import('./access.ts');
	const { default: Fastify } = await import('fastify');
	const app = Fastify();
	guardRoutes(app as never, { authenticate: async () => undefined });
	expect(() => app.get('/v1/forgotten', async () => ({}))).toThrow(
		'GET /v1/forgotten says not who may call it',
	);
});

test('without a token, with a wrong one and with one in the address every guarded route answers 401', async () => {
	for (const { method, url, access } of t.routes) {
		if (access === 'public') continue;
		for (const token of [undefined, '', 'rsd_', `rsd_${'A'.repeat(43)}`, `${tokens.admin}x`]) {
			const response = await ask(method, url, token);
			expect([response.status, `${method} ${url}`]).toEqual([401, `${method} ${url}`]);
			expect(await response.json()).toMatchObject({ type: 'https://ringside.dev/problems/not-signed-in' });
		}
		expect((await ask(method, `${url}?token=${tokens.admin}`)).status).toBe(401);
	}
});

test('a role that is too small is refused on every route, before its input is read', async () => {
	const rank = ['member', 'supervisor', 'admin'] as const;
	for (const { method, url, access } of t.routes) {
		if (access === 'public' || url === '/v1/stream') continue;
		for (const role of rank) {
			const { status } = await ask(method, url, tokens[role]);
			const allowed = rank.indexOf(role) >= rank.indexOf(access);
			expect([status === 403, role, `${method} ${url}`]).toEqual([!allowed, role, `${method} ${url}`]);
			expect(status).not.toBe(401);
		}
	}
});

describe('an admin of another workspace', () => {
	test('is told nothing of ours by any route, even with our ids', async () => {
		for (const { method, url, access } of t.routes) {
			if (access === 'public' || url === '/v1/stream') continue;
			for (const id of url.includes(':') ? foreign.ids : ['']) {
				const response = await ask(method, url, foreign.token, id);
				const text = await response.text();
				for (const secret of [...foreign.ids, 'secret-call', 'Secret Person', '+493023125101', 'Acme']) {
					expect(text, `${method} ${url}`).not.toContain(secret);
				}
				if (url.includes(':')) expect([404, 400, 415]).toContain(response.status);
			}
		}
	});

	test('changed nothing of ours by trying', async () => {
		expect((await t.api(t.admin.token, '/v1/me')).status).toBe(200);
		const directory = await t.store.records.directory(t.workspace.workspaceId);
		expect(directory?.devices.map((device) => device.deviceId)).toContain(t.admin.device.deviceId);
		expect(directory?.branches.map(({ name }) => name)).toEqual(['Secret branch']);
	});

	test('cannot invite, note or report on what is ours', async () => {
		const call = { callId: 'generic-secret-call' };
		const requests = [
			['/v1/commands/saveNote', { ...call, text: 'x', writtenAt: '2026-01-01T00:00:00Z' }],
			['/v1/commands/reportMatch', { ...call, matches: [], chosen: true }],
			[`/v1/users/${t.admin.user.userId}/invites`, {}],
		] as const;
		for (const [url, body] of requests) expect((await t.api(foreign.token, url, body)).status).toBe(404);
	});
});

test('the API describes itself, with every /v1 route', async () => {
	const document = (await (await fetch(`${t.origin}/v1/openapi.json`)).json()) as { paths: object };
	const described = Object.keys(document.paths).sort();
	const routes = t.routes.filter(({ url }) => url.startsWith('/v1/') && url !== '/v1/openapi.json');
	expect(described).toEqual([...new Set(routes.map(({ url }) => url.replace(/:(\w+)/g, '{$1}')))].sort());
});

test('extensions may call from their own origin, pages may not', async () => {
	const allowed = async (origin: string) =>
		(await fetch(`${t.origin}/v1/me`, { headers: { origin } })).headers.get('access-control-allow-origin');
	expect(await allowed('chrome-extension://abcdefgh')).toBe('chrome-extension://abcdefgh');
	expect(await allowed('moz-extension://0f1e-2d3c')).toBe('moz-extension://0f1e-2d3c');
	expect(await allowed('https://evil.example')).toBeNull();
	const preflight = await fetch(`${t.origin}/v1/commands/saveNote`, {
		method: 'OPTIONS',
		headers: {
			origin: 'chrome-extension://abcdefgh',
			'access-control-request-method': 'POST',
			'access-control-request-headers': 'authorization,content-type,idempotency-key',
		},
	});
	expect(preflight.status).toBe(204);
	expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key');
});
