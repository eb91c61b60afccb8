import { StoreUnavailable } from '../ports.ts';
import { fromFailure } from './failure.ts';
import type { Channel, OperationNames, Ports, Reply, Request } from './messages.ts';

interface Waiting {
	resolve(value: unknown): void;
	reject(error: Error): void;
}

export interface Remote {
	/** The operations of a port, run on the other side of the channel. */
	port<P extends keyof Ports>(name: P): Ports[P];
	onChange(listener: () => void): () => void;
	/** Why the last write or answer failed; undefined when all is well. */
	trouble(): string | undefined;
	/** From now on, and for what is under way, every operation fails. */
	disconnect(reason: string): void;
}

/** Typed calls over a channel that `serve` answers. Errors keep their class. */
export function createRemote(channel: Channel, names: OperationNames): Remote {
	const waiting = new Map<number, Waiting>();
	const listeners = new Set<() => void>();
	let nextId = 0;
	let trouble: string | undefined;
	let gone: string | undefined;

	channel.on('message', (message) => {
		const reply = message as Reply;
		if (reply.kind !== 'changed') settle(reply);
		if (reply.kind === 'changed' || (reply.kind === 'result' && reply.wrote)) {
			for (const listener of listeners) listener();
		}
	});

	function settle(reply: Exclude<Reply, { kind: 'changed' }>): void {
		const call = waiting.get(reply.id);
		waiting.delete(reply.id);
		if (reply.kind === 'result') {
			if (reply.wrote) trouble = undefined;
			call?.resolve(reply.value);
			return;
		}
		if (reply.failure.unavailable) trouble = reply.failure.message;
		call?.reject(fromFailure(reply.failure));
	}

	function call(port: keyof Ports, method: string, args: unknown[]): Promise<unknown> {
		if (gone) return Promise.reject(new StoreUnavailable(gone));
		return new Promise((resolve, reject) => {
			const id = ++nextId;
			channel.postMessage({ kind: 'request', id, port, method, args } satisfies Request);
			waiting.set(id, { resolve, reject });
		});
	}

	return {
		port: (name) => operations(names[name], (method, args) => call(name, method, args)),
		onChange: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		trouble: () => gone ?? trouble,
		disconnect: (reason) => {
			gone ??= reason;
			for (const { reject } of waiting.values()) reject(new StoreUnavailable(reason));
			waiting.clear();
		},
	};
}

function operations<P extends keyof Ports>(
	names: string[],
	call: (method: string, args: unknown[]) => Promise<unknown>,
): Ports[P] {
	const methods = names.map((name) => [name, (...args: unknown[]) => call(name, args)]);
	// The names are those of the engine that answers; what they take and give, its type says.
	return Object.fromEntries(methods) as Ports[P];
}
