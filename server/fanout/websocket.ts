import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CloseCode, SIGN_IN_TIMEOUT_MS, SignIn, STREAM_PROTOCOL } from '../../lib/contract/stream.ts';
import type { Client } from './client.ts';
import { socketClient } from './socket-client.ts';
import type { StreamOwner } from './sse.ts';

export interface WebSocketOptions {
	/** Who this token is; undefined for unknown, revoked and removed ones. */
	authenticate(token: string): Promise<StreamOwner | undefined>;
	/** Serves a signed-in client; `over` is told when its socket has closed. */
	serve(client: Client, after: string | undefined): Promise<void>;
	over(client: Client): void;
	/** A bug while serving; the client is closed. */
	onBug(error: unknown): void;
	signInMs?: number;
	/** Sockets that may be open without having signed in. */
	mostUnauthenticated?: number;
}

export interface WebSocketStreams {
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	close(): void;
}

const LARGEST_FRAME = 4 * 1024;
const MOST_UNAUTHENTICATED = 200;
const BUG = 1011;

/** WebSocket clients of the stream: the first frame signs in, later ones are not read. */
export function webSocketStreams(options: WebSocketOptions): WebSocketStreams {
	const { mostUnauthenticated = MOST_UNAUTHENTICATED, signInMs = SIGN_IN_TIMEOUT_MS } = options;
	const waiting = new Set<WebSocket>();
	const server = new WebSocketServer({
		noServer: true,
		clientTracking: false,
		// Frames are made once and written to the bare sockets, which compression would not allow.
		perMessageDeflate: false,
		maxPayload: LARGEST_FRAME,
		handleProtocols: () => STREAM_PROTOCOL,
	});

	function accept(ws: WebSocket, socket: Socket): void {
		waiting.add(ws);
		const timer = setTimeout(() => ws.close(CloseCode.signInTimeout, 'no sign-in'), signInMs);
		const settled = () => {
			clearTimeout(timer);
			waiting.delete(ws);
		};
		ws.on('close', settled);
		ws.on('error', () => socket.destroy());
		ws.once('message', (data) => {
			signIn(ws, socket, data.toString(), options)
				.catch((error: unknown) => {
					options.onBug(error);
					ws.close(BUG, 'something went wrong');
				})
				.finally(settled);
		});
	}

	return {
		upgrade(request, socket, head) {
			const offered = request.headers['sec-websocket-protocol']?.split(',').map((one) => one.trim());
			if (!(socket instanceof Socket)) return void socket.destroy();
			if (!offered?.includes(STREAM_PROTOCOL)) return refuseUpgrade(socket, 400);
			if (waiting.size >= mostUnauthenticated) return refuseUpgrade(socket, 503);
			server.handleUpgrade(request, socket, head, (ws) => accept(ws, socket));
		},
		close() {
			for (const ws of waiting) ws.close(CloseCode.shuttingDown);
		},
	};
}

const statusLines = { 400: '400 Bad Request', 404: '404 Not Found', 503: '503 Service Unavailable' };

/** A plain answer instead of an upgrade. */
export function refuseUpgrade(socket: Duplex, status: keyof typeof statusLines): void {
	const retry = status === 503 ? 'Retry-After: 5\r\n' : '';
	socket.end(`HTTP/1.1 ${statusLines[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${retry}\r\n`);
}

async function signIn(ws: WebSocket, socket: Socket, text: string, options: WebSocketOptions): Promise<void> {
	const parsed = SignIn.safeParse(readJson(text));
	const owner = parsed.success ? await options.authenticate(parsed.data.token) : undefined;
	if (!parsed.success || !owner) return ws.close(CloseCode.unauthorised, 'not signed in');
	if (ws.readyState !== ws.OPEN) return;
	const client = socketClient({
		...owner,
		socket,
		wire: 'websocket',
		sayEnd: (code) => ws.close(code),
		finish: () => ws.close(1000),
	});
	ws.on('close', () => options.over(client));
	await options.serve(client, parsed.data.after);
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
