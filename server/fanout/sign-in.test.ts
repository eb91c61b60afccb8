import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { STREAM_PROTOCOL } from '../../lib/contract/stream.ts';
import { frameText } from './encoding.ts';
import { type WebSocketOptions, webSocketStreams } from './websocket.ts';

let server: Server | undefined;
afterEach(() => {
	server?.closeAllConnections();
	server?.close();
});

async function listen(options: Partial<WebSocketOptions>): Promise<string> {
	const streams = webSocketStreams({
		authenticate: async () => undefined,
		serve: async () => {},
		over: () => {},
		onBug: () => {},
		...options,
	});
	server = createServer().on('upgrade', streams.upgrade);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const closeCode = async (ws: WebSocket) => ((await once(ws, 'close')) as [number])[0];

test('who does not sign in is closed', async () => {
	const ws = new WebSocket(await listen({ signInMs: 100 }), STREAM_PROTOCOL);
	expect(await closeCode(ws)).toBe(4408);
});

test.each([
	'',
	'nonsense',
	'{}',
	'{"token":7}',
	`{"token":"${'x'.repeat(50)}","after":"not a cursor!"}`,
	`"${'x'.repeat(5_000)}"`,
])('a first frame that is no sign-in closes the socket (%#)', async (frame) => {
	const ws = new WebSocket(await listen({}), STREAM_PROTOCOL);
	await once(ws, 'open');
	ws.send(frame);
	expect([4401, 1009]).toContain(await closeCode(ws));
});

test('sockets that have not signed in are few, and room is made when one goes', async () => {
	const address = await listen({ mostUnauthenticated: 2 });
	const waiting = [new WebSocket(address, STREAM_PROTOCOL), new WebSocket(address, STREAM_PROTOCOL)];
	await Promise.all(waiting.map((ws) => once(ws, 'open')));
	const third = new WebSocket(address, STREAM_PROTOCOL);
	const [error] = (await once(third, 'error')) as [Error];
	expect(error.message).toContain('503');
	waiting[0]?.close();
	await closeCode(waiting[0]!);
	const fourth = new WebSocket(address, STREAM_PROTOCOL);
	await once(fourth, 'open');
});

test('a client of another protocol is told at once', async () => {
	const ws = new WebSocket(await listen({}), 'other.v9');
	const [error] = (await once(ws, 'error')) as [Error];
	expect(error.message).toContain('400');
});

test('a signed-in client reads frames of every length', async () => {
	const lengths = [0, 1, 125, 126, 65_535, 65_536, 200_000];
	const address = await listen({
		authenticate: async () => ({ workspaceId: 'ws', userId: 'usr', deviceId: 'dev' }),
		serve: async (client) => {
			for (const length of lengths) client.write(frameText('x'.repeat(length)));
			client.finish();
		},
	});
	const ws = new WebSocket(address, STREAM_PROTOCOL);
	const read: number[] = [];
	ws.on('message', (data) => read.push(data.toString().length));
	await once(ws, 'open');
	ws.send(JSON.stringify({ token: 'x'.repeat(40) }));
	expect(await closeCode(ws)).toBe(1000);
	expect(read).toEqual(lengths);
});
