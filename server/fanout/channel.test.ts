import { beforeEach, describe, expect, test } from 'vitest';
import type { Directory, StoredEvent } from '../store/ports.ts';
import { Channel } from './channel.ts';
import type { Client } from './client.ts';
import { writeCursor } from './cursor.ts';
import { createHub } from './hub.ts';
import { openStream } from './open-stream.ts';

const workspaceId = 'ws';
const person = { workspaceId, name: '', role: 'member' as const, createdAt: 0 };
const desk = { workspaceId, provider: 'generic', name: '', hookKey: '', settings: {}, createdAt: 0 };
const directory: Directory = {
	workspace: { workspaceId, name: '', region: 'DE', createdAt: 0 },
	users: [
		{ ...person, userId: 'anna' },
		{ ...person, userId: 'ben' },
	],
	connections: [
		{ ...desk, connectionId: 'shared' },
		{ ...desk, connectionId: 'of-ben', ownerUserId: 'ben' },
	],
	branches: [],
	agents: [],
	devices: [{ ...person, deviceId: 'dev', userId: 'anna' }],
};
const directories = {
	fresh: async () => directory,
	recent: async () => directory,
	known: () => directory,
	changed: () => {},
	onChanged: () => {},
	close: () => {},
};

let log: StoredEvent[];
beforeEach(() => {
	log = [];
});

function event(seq: number, connectionId = 'shared'): StoredEvent {
	const subject = `s${seq}`;
	return {
		workspaceId,
		seq,
		id: subject,
		type: 'ringside.call.ringing',
		subject,
		json: `{"n":${seq}}`,
		connectionId,
	};
}

const events = {
	read: async (_: string, after: number, limit: number) =>
		log.filter((one) => one.seq > after).slice(0, limit),
	bounds: async () => ({ epoch: 'e', oldestSeq: 1, headSeq: log.at(-1)?.seq ?? 0 }),
	bySubject: async (_: string, subject: string) => log.filter((one) => one.subject === subject),
};
const options = { events, directories, mostBuffered: 1_000_000, onFannedOut: () => {}, onTooSlow: () => {} };

function fakeClient() {
	let said = '';
	let open = true;
	const client: Client = {
		...{ wire: 'sse', workspaceId, userId: 'anna', deviceId: 'dev' },
		write: (frames) => {
			said += frames.toString();
		},
		buffered: () => 0,
		drained: async () => {},
		end: () => {
			open = false;
		},
		finish: () => {
			open = false;
		},
		isOpen: () => open,
	};
	return { client, numbers: () => [...said.matchAll(/"n":(\d+)/g)].map((match) => Number(match[1])) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the live end of a log', () => {
	test('events that are published out of order, or not at all, are told in the order of the log', async () => {
		const channel = await Channel.open(workspaceId, options);
		const { client, numbers } = fakeClient();
		channel.attach(client, 0, directory);
		log = [event(1), event(2), event(3), event(4)];
		channel.publish([event(3)]);
		channel.publish([event(1)]);
		channel.publish([event(2)]);
		await channel.catchUp();
		expect(numbers()).toEqual([1, 2, 3, 4]);
	});

	test('an event that is published and also read from the log is told once', async () => {
		const channel = await Channel.open(workspaceId, options);
		const { client, numbers } = fakeClient();
		channel.attach(client, 0, directory);
		log = [event(1), event(2)];
		const reading = channel.catchUp();
		channel.publish([event(1)]);
		channel.publish([event(2)]);
		await reading;
		channel.publish([event(2)]);
		await settled();
		expect(numbers()).toEqual([1, 2]);
	});

	test('events of one tick are one write', async () => {
		const channel = await Channel.open(workspaceId, options);
		const { client } = fakeClient();
		let writes = 0;
		channel.attach({ ...client, write: () => (writes += 1) }, 0, directory);
		log = [event(1), event(2), event(3)];
		for (const one of log) channel.publish([one]);
		await channel.catchUp();
		expect(writes).toBe(1);
	});

	test('clients whose users see the same get the very same buffer', async () => {
		const channel = await Channel.open(workspaceId, options);
		const written: Buffer[] = [];
		for (const userId of ['anna', 'anna', 'ben']) {
			channel.attach(
				{ ...fakeClient().client, userId, write: (frames) => written.push(frames) },
				0,
				directory,
			);
		}
		log = [event(1), event(2)];
		channel.publish(log);
		await channel.catchUp();
		expect(written).toHaveLength(3);
		expect(new Set(written).size).toBe(1);
	});
});

test('a client that comes back after a long time gets all of the log that is for her, once and in order', async () => {
	log = Array.from({ length: 6_000 }, (_, index) => event(index + 1, index % 3 === 0 ? 'of-ben' : 'shared'));
	const hub = createHub({ store: { events: events as never, onChange: () => () => {} }, directories });
	const { client, numbers } = fakeClient();
	const opened = openStream(client, writeCursor({ epoch: 'e', seq: 10 }), { hub, directories, events });
	// More comes while she is still reading.
	for (let seq = 6_001; seq <= 6_050; seq += 1) {
		log.push(event(seq));
		hub.publish([event(seq)]);
		if (seq % 10 === 0) await settled();
	}
	await opened;
	await settled();
	const hers = log.filter((one) => one.seq > 10 && one.connectionId === 'shared').map((one) => one.seq);
	expect(numbers()).toEqual(hers);
	hub.close(1001);
});
