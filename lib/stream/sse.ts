import { type SseMessage, sseParser } from './sse-parser.ts';
import type { Listener, Transport } from './transport.ts';

/**
 * The stream by `fetch`, for networks that break WebSockets. `keepAlive` is called on every message: bytes alone
 * do not keep a Chrome service worker alive, an extension API call does.
 */
export function sseTransport(send: typeof fetch, keepAlive: () => void): Transport {
	return ({ serverUrl, token, after }, listener) => {
		const abort = new AbortController();
		const quiet: Listener = {
			frame: (text) => abort.signal.aborted || listener.frame(text),
			ended: (end) => {
				if (abort.signal.aborted) return;
				abort.abort();
				listener.ended(end);
			},
		};
		const headers: Record<string, string> = {
			Authorization: `Bearer ${token}`,
			Accept: 'text/event-stream',
			...(after ? { 'Last-Event-ID': after } : {}),
		};
		const request = send(`${serverUrl}/v1/stream`, { headers, signal: abort.signal, cache: 'no-store' });
		request
			.then((response) => read(response, quiet, keepAlive))
			.catch(() => quiet.ended({ reason: 'cannot connect' }));
		return () => abort.abort();
	};
}

async function read(response: Response, listener: Listener, keepAlive: () => void): Promise<void> {
	if (response.status === 401) return listener.ended({ code: 4401, reason: 'not signed in' });
	if (response.status === 403) return listener.ended({ code: 4403, reason: 'revoked' });
	if (!response.ok || !response.body) return listener.ended({ reason: `status ${response.status}` });
	const parse = sseParser((message) => {
		keepAlive();
		deliver(message, listener);
	});
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return listener.ended({ reason: 'closed' });
		parse(value);
	}
}

/** SSE messages as the frames that a WebSocket would have carried. */
function deliver(message: SseMessage, listener: Listener): void {
	if (message.event === 'closed') {
		const code = Number(/\d{4}/.exec(message.data)?.[0]);
		listener.ended({ reason: 'closed by server', ...(Number.isInteger(code) ? { code } : {}) });
	} else {
		listener.frame(asFrame(message));
	}
}

/** The whole frame in `data`, or split over the fields that SSE has for it: both are read. */
function asFrame({ event, data, id }: SseMessage): string {
	let value: unknown;
	try {
		value = JSON.parse(data);
	} catch {
		return data;
	}
	if (typeof value !== 'object' || value === null || 'cursor' in value || 'kind' in value) {
		return event === 'message' ? data : JSON.stringify({ ...(value as object), kind: event });
	}
	return JSON.stringify(
		event === 'message' ? { cursor: id, event: value } : { ...value, cursor: id, kind: event },
	);
}
