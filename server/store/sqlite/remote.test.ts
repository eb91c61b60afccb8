import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../ports.ts';
import type { Engine } from './engine.ts';
import type { Channel, OperationNames, Request } from './messages.ts';
import { createRemote } from './remote.ts';
import { serve } from './serve.ts';

const names: OperationNames = {
	events: ['read'],
	conversations: [],
	deliveries: [],
	records: [],
	jobs: [],
	leads: [],
	outgoingWebhooks: [],
	setup: [],
	settings: [],
	effects: [],
	usage: [],
	inbox: [],
	talkLinks: [],
	apiKeys: [],
	recordings: [],
	engine: ['ping'],
};

/** A channel whose other end is the test. */
function channel() {
	const sent: Request[] = [];
	const incoming = new EventEmitter();
	const end: Channel = {
		postMessage: (message) => sent.push(message as Request),
		on: (event, listener) => incoming.on(event, listener),
	};
	return { end, sent, deliver: (message: unknown) => incoming.emit('message', message) };
}

describe('calls to the store’s thread', () => {
	test('when the thread stops, what is under way and what comes later must be tried again by the sender', async () => {
		const { end, sent } = channel();
		const remote = createRemote(end, names);
		const underWay = remote.port('engine').ping();
		remote.disconnect('The store’s thread stopped');
		await expect(underWay).rejects.toThrow(StoreUnavailable);
		await expect(remote.port('engine').ping()).rejects.toThrow(/thread stopped/);
		expect(sent).toHaveLength(1);
		expect(remote.trouble()).toMatch(/thread stopped/);
	});

	test('answers that come in another order reach who asked', async () => {
		const { end, sent, deliver } = channel();
		const { read } = createRemote(end, names).port('events');
		const answers = [read('a', 0, 1), read('b', 0, 1)];
		for (const { id, args } of sent.toReversed())
			deliver({ kind: 'result', id, value: args[0], wrote: false });
		expect(await Promise.all(answers)).toEqual(['a', 'b']);
	});

	test('operations run one after the other, and one that does not exist fails by itself', async () => {
		const { end, sent, deliver } = channel();
		const log: string[] = [];
		const ping = async () => {
			log.push('begin');
			await new Promise((resolve) => setTimeout(resolve, 5));
			log.push('end');
		};
		const engine = { ports: { engine: { ping } }, dataVersion: () => 1, writeCount: () => 0 };
		const closed = new Promise<void>((resolve) => serve(end, engine as unknown as Engine, resolve));
		for (const [id, method] of ['ping', 'toString', 'ping'].entries()) {
			deliver({ kind: 'request', id, port: 'engine', method, args: [] });
		}
		deliver({ kind: 'close' });
		await closed;
		expect(log).toEqual(['begin', 'end', 'begin', 'end']);
		expect(sent).toMatchObject([{ kind: 'result' }, { kind: 'failure', id: 1 }, { kind: 'result' }]);
	});
});
