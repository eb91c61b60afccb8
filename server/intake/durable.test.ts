import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryBlobs } from '../blobs/blobs.testkit.ts';
import { systemClock } from '../clock.ts';
import { randomIds } from '../ids.ts';
import generic from '../providers/generic/index.ts';
import { createRegistry } from '../providers/registry.ts';
import { fixture } from '../providers/webex/fixtures.testkit.ts';
import webex from '../providers/webex/index.ts';
import { seal, sealingKey } from '../secrets/sealing.ts';
import type { Store } from '../store/ports.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { createConnectionFinder } from './connections.ts';
import { type IntakeDeps, intake } from './intake.ts';
import { createRefusalBudget } from './refusals.ts';

const key = sealingKey(Buffer.alloc(32, 1));
let folder: string;
let store: Store;

beforeEach(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'ringside-intake-'));
	store = await openSqliteStore({ file: path.join(folder, 'db.sqlite'), clock: systemClock, ids: randomIds });
});
afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true });
});

const tenants = ['ws_a', 'ws_b'];
const providers = ['webex', 'generic'];
const secretOf = (workspaceId: string, provider: string) => `secret-${workspaceId}-${provider}`;
const keyOf = (workspaceId: string, provider: string) => `key-${workspaceId}-${provider}`;

/** Two workspaces with a connection of each provider, in the real store. */
async function setUp() {
	for (const workspaceId of tenants) {
		await store.records.createWorkspace({ workspaceId, name: workspaceId, region: 'DE', createdAt: 0 });
		for (const provider of providers) {
			const connectionId = `con_${workspaceId}_${provider}`;
			const sealedSecrets = seal(JSON.stringify({ secret: secretOf(workspaceId, provider) }), key);
			const hookKey = keyOf(workspaceId, provider);
			await store.records.createConnection({
				...{ connectionId, workspaceId, provider, name: provider, hookKey, sealedSecrets },
				...{ settings: {}, createdAt: 0 },
			});
		}
	}
	const log = { error: () => {} };
	const published: string[] = [];
	const deps: IntakeDeps = {
		providers: createRegistry([generic, webex]),
		findConnection: createConnectionFinder({ store, keys: [key], clock: systemClock, log }),
		leads: store.leads,
		events: store.events,
		aside: {
			...{ blobs: memoryBlobs(), recordings: store.recordings },
			...{ mayKeep: async () => true, reading: new Map() },
		},
		refusals: createRefusalBudget(systemClock),
		publish: (stored) => published.push(...stored.map((event) => event.id)),
		log,
		clock: systemClock,
		ids: randomIds,
	};
	const post = (workspaceId: string, provider: string, headers: Record<string, string>, body: Uint8Array) =>
		intake(
			{ method: 'POST', url: 'https://r.example', headers, body, receivedAt: systemClock.now() },
			{ provider, hookKey: keyOf(workspaceId, provider) },
			deps,
		);
	return { post, published };
}

const { body } = fixture('ringing');
function headersOf(provider: string, secret: string): Record<string, string> {
	if (provider === 'generic') return { 'x-api-key': secret };
	return { 'x-spark-signature': createHmac('sha1', secret).update(body).digest('hex') };
}

test('the same delivery fifty times at once is one event, published once', async () => {
	const { post, published } = await setUp();
	const headers = headersOf('webex', secretOf('ws_a', 'webex'));
	const answers = await Promise.all(Array.from({ length: 50 }, () => post('ws_a', 'webex', headers, body)));
	expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
	expect(await store.events.read('ws_a', 0, 100)).toHaveLength(1);
	expect(published).toHaveLength(1);
	const outcomes = (await store.deliveries.list('ws_a', { limit: 100 })).map((row) => row.outcome);
	expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
	expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(49);
});

test('of all workspaces, providers and secrets only those that belong together are believed', async () => {
	const { post } = await setUp();
	const generated = Buffer.from('{"callId":"1","state":"ringing","from":"+493090182011"}');
	for (const at of tenants) {
		for (const provider of providers) {
			for (const owner of tenants) {
				for (const kind of providers) {
					const sent = provider === 'webex' ? body : generated;
					const headers = headersOf(provider, secretOf(owner, kind));
					const answer = await post(at, provider, headers, sent);
					const belongs = at === owner && provider === kind;
					expect(answer.status, `${at} ${provider} with ${owner} ${kind}`).toBe(belongs ? 200 : 401);
				}
			}
		}
		const events = await store.events.read(at, 0, 100);
		expect(events.map((event) => event.connectionId).sort()).toEqual([
			`con_${at}_generic`,
			`con_${at}_webex`,
		]);
	}
});

test('the body is stored byte for byte, and its event can be read from the log', async () => {
	const { post } = await setUp();
	const odd = fixture('odd-spelling');
	const signature = createHmac('sha1', secretOf('ws_b', 'webex')).update(odd.body).digest('hex');
	await post('ws_b', 'webex', { 'x-spark-signature': signature, cookie: 'a=b' }, odd.body);
	const [row] = await store.deliveries.list('ws_b', { limit: 1 });
	const kept = await store.deliveries.get('ws_b', row!.deliveryId);
	expect(Buffer.from(kept!.body).equals(Buffer.from(odd.body))).toBe(true);
	expect(kept).toMatchObject({ outcome: 'accepted', headers: { 'x-spark-signature': signature } });
	expect(kept!.eventIds).toHaveLength(1);
});

test('a removed connection takes nothing any more', async () => {
	const { post } = await setUp();
	await store.records.removeConnection('ws_a', 'con_ws_a_webex', systemClock.now());
	const headers = headersOf('webex', secretOf('ws_a', 'webex'));
	expect((await post('ws_a', 'webex', headers, body)).status).toBe(404);
});
