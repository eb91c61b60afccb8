import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliveriesApi } from './deliveries-api.ts';
import type { Credentials } from './request.ts';
import { setupApi } from './setup-api.ts';
import { teamApi } from './team-api.ts';

let server: Server;
let as: Credentials;
let asked: { line: string; token: string | undefined; body: unknown }[];
let answer: { status: number; body: unknown };

beforeEach(async () => {
	asked = [];
	server = createServer(async (request, response) => {
		const text = await textOf(request);
		asked.push({
			line: `${request.method} ${request.url}`,
			token: request.headers.authorization,
			body: text === '' ? undefined : JSON.parse(text),
		});
		response.writeHead(answer.status, { 'content-type': 'application/json' });
		response.end(JSON.stringify(answer.body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	as = { serverUrl: `http://127.0.0.1:${port}`, token: 'secret-token' };
});
afterEach(() => void server.close());

async function textOf(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) text += chunk;
	return text;
}

const connection = {
	...{ connectionId: 'con/1', provider: 'webex', name: 'Webex', state: 'ok', hookUrl: 'https://r.example/' },
	createdAt: '2026-03-01T00:00:00.000Z',
};

test('the token travels in a header alone, and an id cannot leave its place in the address', async () => {
	answer = { status: 200, body: connection };
	expect(await setupApi(fetch).repair(as, 'con/1?x')).toMatchObject({
		kind: 'ok',
		value: { provider: 'webex' },
	});
	expect(asked).toEqual([
		{ line: 'POST /v1/connections/con%2F1%3Fx/repair', token: 'Bearer secret-token', body: {} },
	]);
});

test('a key that was refused comes with the server’s words and its mend', async () => {
	const type = 'https://ringside.dev/problems/key-refused';
	answer = {
		status: 422,
		body: { type, title: 'No', status: 422, detail: 'Retell does not know it.', mend: 'Copy it again.' },
	};
	const entry = { provider: 'retell', name: 'Susi', secrets: { secret: 'k' } };
	expect(await setupApi(fetch).connect(as, entry)).toEqual({
		kind: 'refused',
		...{ status: 422, problem: 'key-refused', detail: 'Retell does not know it.', mend: 'Copy it again.' },
	});
	expect(asked[0]?.body).toEqual(entry);
});

test('a provider that is silent is said as such, not as a server that is away', async () => {
	const type = 'https://ringside.dev/problems/vendor-silent';
	answer = { status: 503, body: { type, title: 'The provider could not be asked.', status: 503 } };
	expect(await setupApi(fetch).check(as, 'con_1')).toMatchObject({
		kind: 'refused',
		problem: 'vendor-silent',
	});
	answer = {
		status: 503,
		body: { type: 'https://ringside.dev/problems/not-stored', title: 'x', status: 503 },
	};
	expect(await setupApi(fetch).check(as, 'con_1')).toMatchObject({ kind: 'unreachable' });
});

test('an answer of another shape is none', async () => {
	answer = { status: 200, body: { connections: [{ ...connection, state: 'splendid' }] } };
	expect(await setupApi(fetch).connections(as)).toMatchObject({ kind: 'unreachable' });
});

test('team: a role is changed by PATCH, a branch is taken back by null', async () => {
	answer = { status: 200, body: {} };
	await teamApi(fetch).changeUser(as, 'usr_1', { role: 'admin' });
	await setupApi(fetch).assign(as, 'con_1', { branchId: null });
	expect(asked.map(({ line, body }) => [line, body])).toEqual([
		['PATCH /v1/users/usr_1', { role: 'admin' }],
		['POST /v1/connections/con_1/assignment', { branchId: null }],
	]);
});

test('deliveries: only what is filtered by stands in the address', async () => {
	answer = { status: 200, body: { deliveries: [] } };
	await deliveriesApi(fetch).list(as, { outcome: 'refused', search: undefined }, 'dlv_9');
	expect(asked[0]?.line).toBe('GET /v1/deliveries?outcome=refused&before=dlv_9&limit=50');
});
