import type { Socket } from 'node:net';
import type { Client, EndCode } from './client.ts';
import type { Wire } from './encoding.ts';

export interface SocketClientOptions {
	socket: Socket;
	wire: Wire;
	workspaceId: string;
	userId: string;
	deviceId: string;
	/** Tells the other side why, in its wire's words. */
	sayEnd(code: EndCode): void;
	/** Ends the conversation in its wire's way. */
	finish(): void;
}

const KEEP_ALIVE_MS = 30_000;
const LAST_WORDS_MS = 2_000;

/** A client on a bare socket: one buffer, made once for all clients, is written to each without a copy. */
export function socketClient(options: SocketClientOptions): Client {
	const { socket, wire, workspaceId, userId, deviceId } = options;
	let ended = false;
	socket.setTimeout(0);
	socket.setNoDelay(true);
	socket.setKeepAlive(true, KEEP_ALIVE_MS);
	const isOpen = () => !ended && socket.writable;
	const close = (lastWords: () => void) => {
		if (ended) return;
		ended = true;
		lastWords();
		// One who does not read would keep the socket, and what waits in it, for ever.
		setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref();
	};
	return {
		wire,
		workspaceId,
		userId,
		deviceId,
		isOpen,
		write(frames) {
			if (isOpen()) socket.write(frames);
		},
		buffered: () => socket.writableLength,
		drained: () => drained(socket),
		end: (code) => close(() => options.sayEnd(code)),
		finish: () => close(() => options.finish()),
	};
}

function drained(socket: Socket): Promise<void> {
	if (!socket.writableNeedDrain || socket.destroyed) return Promise.resolve();
	return new Promise((resolve) => {
		const done = () => {
			socket.off('drain', done);
			socket.off('close', done);
			resolve();
		};
		socket.on('drain', done);
		socket.on('close', done);
	});
}
