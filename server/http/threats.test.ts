import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PairResponse } from '../../lib/contract/api.ts';
import type { Connection } from '../store/ports.ts';
import { type Store, StoreUnavailable } from '../store/ports.ts';
import { API_KEY, openSse, openWebSocket, ring, startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
let desk: Connection;
let full = false;

beforeAll(async () => {
	t = await startTestApp({ wrap: fullOnDemand, mostBuffered: 64 * 1024 });
	desk = await t.connect();
});
afterAll(() => t.stop());

/** A store whose disk can be filled. */
function fullOnDemand(store: Store): Store {
	return {
		...store,
		events: {
			...store.events,
			append: (item) =>
				full ? Promise.reject(new StoreUnavailable('disk full')) : store.events.append(item),
		},
	};
}

const hookUrl = () => `${t.origin}/hooks/${desk.provider}/${desk.hookKey}`;
const deliveryCount = async () =>
	(await t.store.deliveries.list(t.workspace.workspaceId, { limit: 1_000 })).length;

describe('hooks', () => {
	test('a body of 2 MiB is refused with 413 and nothing of it is kept', async () => {
		const before = await deliveryCount();
		const headers = { 'x-api-key': API_KEY };
		const response = await fetch(hookUrl(), { method: 'POST', headers, body: 'x'.repeat(2 * 1024 * 1024) });
		expect(response.status).toBe(413);
		expect(await deliveryCount()).toBe(before);
	});

	test('an unknown provider and an unknown key get the very same answer', async () => {
		const answers = await Promise.all(
			[`/hooks/nobody/${desk.hookKey}`, '/hooks/generic/wrong-key', '/hooks/__proto__/x'].map(async (url) => {
				const response = await fetch(`${t.origin}${url}`, { method: 'POST', body: '{}' });
				return [response.status, response.headers.get('content-type'), await response.text()];
			}),
		);
		expect(answers[0]?.[0]).toBe(404);
		expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
	});

	test('the body reaches the log byte for byte, whatever its type says', async () => {
		const body = Buffer.from(
			'{"callId" : "caf\\u00e9", "n": 12345678901234567890,\r\n "state":"ringing" }\u0000\xff',
			'latin1',
		);
		for (const type of [
			'application/json',
			'text/plain',
			'application/x-www-form-urlencoded',
			'x/y',
			undefined,
		]) {
			const headers = { 'x-api-key': API_KEY, ...(type ? { 'content-type': type } : {}) };
			await fetch(hookUrl(), { method: 'POST', headers, body });
			const [newest] = await t.store.deliveries.list(t.workspace.workspaceId, { limit: 1 });
			const kept = await t.store.deliveries.get(t.workspace.workspaceId, newest!.deliveryId);
			expect(Buffer.from(kept!.body).equals(body)).toBe(true);
		}
	});

	test('a full disk answers 503 and says when to try again; once there is space, the same delivery is taken', async () => {
		full = true;
		const refused = await t.hook(desk, ring('while-full'));
		expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
		expect((await t.api(t.admin.token, '/v1/me')).status).toBe(200);
		full = false;
		expect(await (await t.hook(desk, ring('while-full'))).json()).toEqual({ outcome: 'accepted' });
	});
});

describe('pairing', () => {
	const pair = (code: string) =>
		fetch(`${t.origin}/v1/pair`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ code, deviceName: 'Browser' }),
		});
	const problemOf = async (response: Response) =>
		((await response.json()) as { type: string }).type.split('/').pop();

	test('a code pairs one browser, however it was typed, and not a second one', async () => {
		const { code } = await t.context.accounts.invite(t.admin.user.userId, 60_000);
		const response = await pair(code.toLowerCase().replace(/-/g, ' '));
		const { token, me } = PairResponse.parse(await response.json());
		expect(me).toMatchObject({ role: 'admin', workspaceName: 'Acme', region: 'DE' });
		expect((await t.api(token, '/v1/me')).status).toBe(200);
		const again = await pair(code);
		expect([again.status, await problemOf(again)]).toEqual([410, 'code-used']);
	});

	test('of two browsers that use a code at the same instant one is paired', async () => {
		const { code } = await t.context.accounts.invite(t.admin.user.userId, 60_000);
		const answers = await Promise.all([pair(code), pair(code)]);
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410]);
	});

	test('an expired and an unknown code say so', async () => {
		const { code } = await t.context.accounts.invite(t.admin.user.userId, -1);
		expect(await problemOf(await pair(code))).toBe('code-expired');
		expect(await problemOf(await pair('0000-0000-0000-0000'))).toBe('code-unknown');
	});

	test('guessing codes is stopped', async () => {
		const answers = [];
		for (let index = 0; index < 25; index += 1) answers.push((await pair(`guess-${index}-guess`)).status);
		expect(answers.at(-1)).toBe(429);
	});
});

describe('streams', () => {
	test('a token in the address is refused, on both transports', async () => {
		const address = `/v1/stream?token=${t.admin.token}`;
		const response = await t.api(t.admin.token, address);
		expect([response.status, ((await response.json()) as { type: string }).type]).toEqual([
			400,
			'https://ringside.dev/problems/token-in-address',
		]);
		expect(await rawUpgrade(address)).toContain('400 Bad Request');
		expect(await rawUpgrade('/v1/other')).toContain('404 Not Found');
		expect(await rawUpgrade('/v1/stream')).toContain('101 Switching');
	});

	test('a wrong token closes a WebSocket with 4401', async () => {
		const stream = await openWebSocket(t.origin, `rsd_${'A'.repeat(43)}`);
		expect(await stream.ended).toBe(4401);
	});

	test.each([
		['SSE', openSse],
		['WebSocket', openWebSocket],
	])('a %s client that does not read is cut off, and nobody else notices', async (_, open) => {
		const slow = await open(t.origin, t.admin.token);
		const good = await open(t.origin, t.admin.token);
		await Promise.all([slow.next('ready'), good.next('ready')]);
		slow.socket().pause();
		const run = `${_}-${performance.now()}`;
		const name = 'x'.repeat(400);
		let cut = 0;
		for (let index = 0; index < 400 && cut === 0; index += 1) {
			const batch = Array.from({ length: 100 }, (__, one) => ring(`${run}-${index}-${one}`, { name }));
			await t.hook(desk, { events: batch });
			cut = (await cutCount()) > 0 ? index + 1 : 0;
		}
		expect(cut).toBeGreaterThan(0);
		await t.hook(desk, ring(`${run}-after`));
		await good.next('event', `generic-${run}-after`);
		slow.socket().resume();
		await slow.ended;
		expect(slow.subjects()).not.toContain(`generic-${run}-after`);
		good.close();
		t.context.metrics.registry.resetMetrics();
	});

	async function cutCount(): Promise<number> {
		const text = await (await fetch(`${t.origin}/metrics`)).text();
		return Number(/^ringside_streams_cut_total (\d+)/m.exec(text)?.[1]);
	}
});

/** The first line that an upgrade of this address is answered with. */
function rawUpgrade(address: string): Promise<string> {
	return new Promise((resolve) => {
		const socket = connectSocket(t.port, '127.0.0.1', () => {
			socket.write(
				`GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
					'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ringside.v1\r\n\r\n',
			);
		});
		socket.on('data', (data) => {
			resolve(data.toString());
			socket.destroy();
		});
	});
}

test('no token, key, code, number, name or text ever stands in the log', async () => {
	const canary = 'canary-name-4711';
	const { code } = await t.context.accounts.invite(t.admin.user.userId, 60_000);
	await t.hook(desk, ring('canary-call', { name: canary, from: '+493023125199' }));
	await t.hook(desk, ring('canary-call', { name: canary }), 'canary-wrong-key');
	await fetch(`${hookUrl()}?canary-query=1`, { method: 'POST', body: `{"broken ${canary}` });
	await fetch(`${t.origin}/v1/calls?before=${canary}!`, {
		headers: { authorization: `Bearer ${t.admin.token}` },
	});
	await t.api(t.admin.token, `/v1/deliveries/${canary}`);
	full = true;
	await t.hook(desk, ring('canary-full', { name: canary }));
	const body = { callId: 'generic-while-full', matches: [], chosen: false };
	expect((await t.api(t.admin.token, '/v1/commands/reportMatch', body)).status).toBe(503);
	full = false;
	const log = t.log();
	expect(log.length).toBeGreaterThan(500);
	const secrets = [
		t.admin.token,
		API_KEY,
		desk.hookKey,
		code,
		canary,
		'canary-',
		'4930',
		'call back',
		'Lovelace',
	];
	for (const secret of secrets) expect(log.includes(secret), secret).toBe(false);
});
