import { describe, expect, test } from 'vitest';
import ringcentral from '../providers/ringcentral/index.ts';
import { fixture } from '../providers/webex/fixtures.testkit.ts';
import webex from '../providers/webex/index.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { sealingKey } from '../secrets/sealing.ts';
import type { DeliveryRow } from '../store/ports.ts';
import { createEvidence, createFingerprint } from './evidence.ts';
import { recordingLog } from './harness.testkit.ts';
import { REFUSED_BODY_BYTES } from './refusals.ts';
import { replay } from './replay.ts';

const keys: SealingKeys = [sealingKey(Buffer.alloc(32, 5))];

const found = {
	workspaceId: 'ws_1',
	// The secret has changed since.
	connection: { connectionId: 'con_1', secrets: { secret: 'newer' }, settings: {}, region: 'DE' },
};

const withSecret = (secret: string) => ({
	...found,
	connection: { ...found.connection, secrets: { secret } },
});

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
	return { log, bugs, deps: { events: log, keys, log: { error: (...line: unknown[]) => bugs.push(line) } } };
}

describe('a kept delivery, read once more', () => {
	test('that an older build could not read becomes an event now, once', async () => {
		const { log, deps } = setUp();
		const row = rowOf('ringing', 'unsupported');
		expect(await replay(row, found, webex, deps)).toMatchObject({ outcome: 'accepted', stored: [{}] });
		expect(await replay(row, found, webex, deps)).toMatchObject({ outcome: 'duplicate', stored: [] });
		expect(log.stored).toHaveLength(1);
	});

	test.each(['tampered', 'ringing'])(
		'that was refused (%s) is not believed by another secret',
		async (name) => {
			const { log, deps } = setUp();
			expect(await replay(rowOf(name, 'refused'), found, webex, deps)).toEqual({ kind: 'was-refused' });
			expect(log.appended).toEqual([]);
		},
	);

	test('that was refused is believed once its secret is set, and is told once', async () => {
		const { log, deps } = setUp();
		const row = rowOf('ringing', 'refused');
		const mended = withSecret(fixture('ringing').secret);
		expect(await replay(row, mended, webex, deps)).toMatchObject({ outcome: 'accepted', stored: [{}] });
		expect(await replay(row, mended, webex, deps)).toMatchObject({ outcome: 'duplicate', stored: [] });
		expect(log.stored).toHaveLength(1);
		const tampered = rowOf('tampered', 'refused');
		expect(await replay(tampered, mended, webex, deps)).toEqual({ kind: 'was-refused' });
	});

	test('that was refused for its token, kept as a print alone, is believed once that token is set', async () => {
		const { deps } = setUp();
		const keep = createEvidence([ringcentral], createFingerprint(keys));
		const headers = keep({ 'verification-token': 'the-token', 'content-type': 'application/json' });
		expect(JSON.stringify(headers)).not.toContain('the-token');
		const event = '/restapi/v1.0/subscription/~?threshold=86400&interval=3600';
		const row = {
			...rowOf('ringing', 'refused'),
			headers,
			body: Buffer.from(JSON.stringify({ event, body: {} })),
		};
		const replayed = (secret: string, body = row.body) =>
			replay({ ...row, body }, withSecret(secret), ringcentral, deps);
		expect(await replayed('another')).toEqual({ kind: 'was-refused' });
		expect(await replayed('the-token')).toMatchObject({ kind: 'replayed', outcome: 'ignored' });
		const cut = Buffer.concat([row.body, Buffer.alloc(REFUSED_BODY_BYTES, ' ')]).subarray(
			0,
			REFUSED_BODY_BYTES,
		);
		expect(await replayed('the-token', cut)).toEqual({ kind: 'was-refused' });
	});

	test('is not believed where the verification fails by a bug, which is reported', async () => {
		const { bugs, deps } = setUp();
		const broken = {
			...webex,
			verify: () => {
				throw new Error('bug');
			},
		};
		expect(await replay(rowOf('ringing', 'refused'), found, broken, deps)).toEqual({ kind: 'was-refused' });
		expect(bugs).toHaveLength(1);
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
