import { describe, expect, test } from 'vitest';
import { seal, sealingKey } from '../secrets/sealing.ts';
import { type Connection, type Directory, StoreUnavailable } from '../store/ports.ts';
import { createConnectionFinder } from './connections.ts';
import { manualClock } from './harness.testkit.ts';

const key = sealingKey(Buffer.alloc(32, 1));
const oldKey = sealingKey(Buffer.alloc(32, 2));

const stored: Connection = {
	connectionId: 'con_1',
	workspaceId: 'ws_1',
	provider: 'webex',
	name: 'Front desk',
	hookKey: 'hook-key-1',
	sealedSecrets: seal('{"secret":"of-webex"}', key),
	settings: { tone: 'low' },
	createdAt: 0,
};

function setUp(connections: Connection[] = [stored]) {
	const clock = manualClock();
	const listeners = new Set<() => void>();
	const asked: string[] = [];
	const logged: unknown[] = [];
	let unavailable = false;
	let gate = Promise.resolve();
	const records = {
		connectionByKey: async (provider: string, hookKey: string) => {
			asked.push(`${provider}/${hookKey}`);
			const found = connections.find((one) => one.provider === provider && one.hookKey === hookKey);
			await gate;
			if (unavailable) throw new StoreUnavailable('gone');
			return found;
		},
		directory: async (workspaceId: string) =>
			workspaceId === 'ws_1'
				? ({
						workspace: { workspaceId, name: 'W', region: 'DE', createdAt: 0 },
						branches: [{ branchId: 'br_es', region: 'ES' }],
					} as unknown as Directory)
				: undefined,
	};
	const onChange = (listener: () => void) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	};
	const find = createConnectionFinder({
		store: { records, onChange },
		keys: [key, oldKey],
		clock,
		log: { error: (...line) => logged.push(line) },
	});
	return {
		find,
		clock,
		asked,
		logged,
		changed: () => {
			for (const listener of listeners) listener();
		},
		fail: (value: boolean) => {
			unavailable = value;
		},
		hold: () => {
			let release = () => {};
			gate = new Promise((resolve) => {
				release = resolve;
			});
			return release;
		},
	};
}

describe('the connection of an address', () => {
	test('is found with its secrets opened', async () => {
		expect(await setUp().find('webex', 'hook-key-1')).toEqual({
			workspaceId: 'ws_1',
			connection: {
				connectionId: 'con_1',
				secrets: { secret: 'of-webex' },
				settings: { tone: 'low' },
				region: 'DE',
			},
		});
	});

	test('reads numbers by its branch’s region, where it has one', async () => {
		const { find } = setUp([{ ...stored, branchId: 'br_es' }]);
		expect((await find('webex', 'hook-key-1'))?.connection).toMatchObject({
			region: 'ES',
			branchId: 'br_es',
		});
	});

	test.each([
		['webex', 'hook-key-2'],
		['generic', 'hook-key-1'],
		['webex', ''],
		['webex', 'x'.repeat(1_000_000)],
		['__proto__', 'hook-key-1'],
	])('%s with another key is nobody’s', async (provider, hookKey) => {
		expect(await setUp().find(provider, hookKey)).toBeUndefined();
	});

	test('still opens what an older key sealed', async () => {
		const { find } = setUp([{ ...stored, sealedSecrets: seal('{"secret":"old"}', oldKey) }]);
		expect((await find('webex', 'hook-key-1'))?.connection.secrets).toEqual({ secret: 'old' });
	});

	test('with secrets that cannot be opened has none, and the admin is told without them', async () => {
		const lost = sealingKey(Buffer.alloc(32, 3));
		const { find, logged } = setUp([{ ...stored, sealedSecrets: seal('{"secret":"lost"}', lost) }]);
		expect((await find('webex', 'hook-key-1'))?.connection.secrets).toEqual({});
		expect(JSON.stringify(logged)).toContain('con_1');
		expect(JSON.stringify(logged)).not.toContain('lost');
	});

	test('without configured secrets has none', async () => {
		const { find } = setUp([{ ...stored, sealedSecrets: undefined }]);
		expect((await find('webex', 'hook-key-1'))?.connection.secrets).toEqual({});
	});
});

describe('what is remembered', () => {
	test('while nothing is written the store is asked once', async () => {
		const { find, asked, clock } = setUp();
		for (let count = 0; count < 5; count += 1) {
			await find('webex', 'hook-key-1');
			clock.advance(60_000);
		}
		expect(asked).toHaveLength(1);
	});

	test('under a stream of writes it is asked four times a second, not for each delivery', async () => {
		const { find, asked, clock, changed } = setUp();
		for (let count = 0; count < 100; count += 1) {
			await find('webex', 'hook-key-1');
			changed();
			clock.advance(10);
		}
		expect(asked).toHaveLength(4);
	});

	test('deliveries that wait for the same connection ask once', async () => {
		const { find, asked } = setUp();
		await Promise.all(Array.from({ length: 64 }, () => find('webex', 'hook-key-1')));
		expect(asked).toHaveLength(1);
	});

	test('a removed connection and a changed secret are seen within 250 ms', async () => {
		const connections = [stored];
		const { find, clock, changed } = setUp(connections);
		await find('webex', 'hook-key-1');
		clock.advance(250);
		connections[0] = { ...stored, sealedSecrets: seal('{"secret":"new"}', key) };
		changed();
		expect((await find('webex', 'hook-key-1'))?.connection.secrets).toEqual({ secret: 'new' });
		clock.advance(250);
		connections.pop();
		changed();
		expect(await find('webex', 'hook-key-1')).toBeUndefined();
	});

	test('an answer from before a change is not given to who asks after it', async () => {
		const connections = [stored];
		const { find, changed, hold, clock } = setUp(connections);
		const release = hold();
		const before = find('webex', 'hook-key-1');
		connections.pop();
		changed();
		const after = find('webex', 'hook-key-1');
		clock.advance(250);
		release();
		expect(await before).toBeDefined();
		expect(await after).toBeUndefined();
		expect(await find('webex', 'hook-key-1')).toBeUndefined();
	});

	test('a guessed key is not remembered, and a new connection is found at once', async () => {
		const connections: Connection[] = [];
		const { find } = setUp(connections);
		expect(await find('webex', 'hook-key-1')).toBeUndefined();
		connections.push(stored);
		expect(await find('webex', 'hook-key-1')).toBeDefined();
	});

	test('a store that was gone is asked again', async () => {
		const { find, fail } = setUp();
		fail(true);
		await expect(find('webex', 'hook-key-1')).rejects.toThrow(StoreUnavailable);
		fail(false);
		expect(await find('webex', 'hook-key-1')).toBeDefined();
	});
});
