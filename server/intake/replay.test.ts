import { describe, expect, test } from 'vitest';
import { fixture } from '../providers/webex/fixtures.testkit.ts';
import webex from '../providers/webex/index.ts';
import type { DeliveryRow } from '../store/ports.ts';
import { recordingLog } from './harness.testkit.ts';
import { replay } from './replay.ts';

const found = {
	workspaceId: 'ws_1',
	// The secret has changed since.
	connection: { connectionId: 'con_1', secrets: { secret: 'newer' }, settings: {}, region: 'DE' },
};

function rowOf(name: string, outcome: DeliveryRow['outcome']): DeliveryRow & { body: Uint8Array } {
	const { headers, body } = fixture(name);
	return {
		...{ deliveryId: 'dlv_1', workspaceId: 'ws_1', connectionId: 'con_1', provider: 'webex' },
		...{ receivedAt: 0, url: 'https://r.example/hooks/webex/k', headers, body, outcome },
		...{ size: body.byteLength, verifyUs: 0, parseUs: 0, commitUs: 0, eventIds: [] },
	};
}

function setUp() {
	const log = recordingLog();
	const bugs: unknown[] = [];
	return { log, bugs, deps: { events: log, log: { error: (...line: unknown[]) => bugs.push(line) } } };
}

describe('a kept delivery, read once more', () => {
	test('that an older build could not read becomes an event now, once', async () => {
		const { log, deps } = setUp();
		const row = rowOf('ringing', 'unsupported');
		expect(await replay(row, found, webex, deps)).toMatchObject({ outcome: 'accepted', stored: [{}] });
		expect(await replay(row, found, webex, deps)).toMatchObject({ outcome: 'duplicate', stored: [] });
		expect(log.stored).toHaveLength(1);
	});

	test('that was refused is not believed now either', async () => {
		const { log, deps } = setUp();
		expect(await replay(rowOf('tampered', 'refused'), found, webex, deps)).toEqual({ kind: 'was-refused' });
		expect(log.appended).toEqual([]);
	});

	test('that still makes no sense says so and stores nothing', async () => {
		const { log, deps } = setUp();
		expect(await replay(rowOf('truncated', 'malformed'), found, webex, deps)).toMatchObject({
			outcome: 'malformed',
			reason: 'body is not JSON',
		});
		expect(log.appended).toEqual([]);
	});
});
