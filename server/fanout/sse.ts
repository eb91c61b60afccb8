import type { ServerResponse } from 'node:http';
import type { Client } from './client.ts';
import { encodeSseEnd } from './encoding.ts';
import { socketClient } from './socket-client.ts';

export interface StreamOwner {
	workspaceId: string;
	userId: string;
	deviceId: string;
}

/**
 * Answers a request with an event stream. The body ends with the connection and is not chunked, so that one buffer
 * serves every client. Undefined when the other side is gone already.
 */
export function sseClient(
	response: ServerResponse,
	headers: Record<string, number | string | string[] | undefined>,
	owner: StreamOwner,
): Client | undefined {
	const { socket } = response;
	if (!socket) return undefined;
	response.useChunkedEncodingByDefault = false;
	response.shouldKeepAlive = false;
	response.writeHead(200, {
		...headers,
		'content-type': 'text/event-stream; charset=utf-8',
		'cache-control': 'no-store, no-transform',
		'x-accel-buffering': 'no',
		'x-content-type-options': 'nosniff',
		connection: 'close',
	});
	response.flushHeaders();
	return socketClient({
		...owner,
		socket,
		wire: 'sse',
		sayEnd: (code) => socket.end(encodeSseEnd(code)),
		finish: () => socket.end(),
	});
}
