import type { Engine } from './engine.ts';
import { toFailure } from './failure.ts';
import type { Channel, Close, OperationNames, Ports, Reply, Request } from './messages.ts';

const POLL_MS = 250;

/** Answers requests on the channel one after the other, so that no transaction sees half of another. */
export function serve(channel: Channel, engine: Engine, onClose: () => void): void {
	let last = Promise.resolve();
	channel.on('message', (message) => {
		const request = message as Request | Close;
		last = last.then(async () => {
			if (request.kind === 'request') return channel.postMessage(await answer(engine, request));
			clearInterval(poll);
			onClose();
		});
	});
	let version = engine.dataVersion();
	const poll = setInterval(() => {
		const now = engine.dataVersion();
		if (now === undefined || now === version) return;
		version = now;
		channel.postMessage({ kind: 'changed' } satisfies Reply);
	}, POLL_MS);
}

/** Every operation that the engine offers, so that the other side knows them without the engine's code. */
export function operationNames(engine: Engine): OperationNames {
	const names = Object.entries(engine.ports).map(([port, operations]) => [port, Object.keys(operations)]);
	return Object.fromEntries(names) as Record<keyof Ports, string[]>;
}

async function answer(engine: Engine, request: Request): Promise<Reply> {
	const before = engine.writeCount();
	try {
		const value = await operation(engine, request)(...request.args);
		return { kind: 'result', id: request.id, value, wrote: engine.writeCount() > before };
	} catch (error) {
		return { kind: 'failure', id: request.id, failure: toFailure(error) };
	}
}

function operation(engine: Engine, { port, method }: Request): (...args: unknown[]) => Promise<unknown> {
	const operations: object = engine.ports[port];
	const found: unknown = Object.hasOwn(operations, method) ? Reflect.get(operations, method) : undefined;
	if (typeof found !== 'function') throw new Error(`The store has no operation ${port}.${method}`);
	return found as (...args: unknown[]) => Promise<unknown>;
}
