import { STREAM_PROTOCOL } from '../contract/index.ts';
import type { Transport } from './transport.ts';

/** The stream by WebSocket: the token travels in the first frame, never in the address. */
export function webSocketTransport(Socket: typeof WebSocket): Transport {
	return ({ serverUrl, token, after }, listener) => {
		let closed = false;
		const socket = new Socket(`${serverUrl.replace(/^http/, 'ws')}/v1/stream`, STREAM_PROTOCOL);
		const end = (reason: string, code?: number) => {
			if (closed) return;
			closed = true;
			listener.ended({ reason, code });
		};
		socket.addEventListener('open', () => socket.send(JSON.stringify({ token, after })));
		socket.addEventListener('message', (message) => {
			if (!closed) listener.frame(message.data);
		});
		socket.addEventListener('close', (close) => end(`closed (${close.code})`, close.code));
		socket.addEventListener('error', () => end('cannot connect'));
		return () => {
			closed = true;
			socket.close(1000);
		};
	};
}
