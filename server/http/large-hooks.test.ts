import { createHmac } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as ask } from 'node:http';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { addConnection } from '../accounts/connections.ts';
import { patterned, readAll } from '../blobs/blobs.testkit.ts';
import { systemClock } from '../clock.ts';
import elevenlabs from '../providers/elevenlabs/index.ts';
import generic from '../providers/generic/index.ts';
import { createRegistry } from '../providers/registry.ts';
import twilio from '../providers/twilio/index.ts';
import webex from '../providers/webex/index.ts';
import { type Store, StoreUnavailable } from '../store/ports.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

const SECRET = 'wsec_of_this_test';
let started: TestApp | undefined;
afterEach(async () => {
	await started?.stop();
	started = undefined;
});

async function start(wrap?: (store: Store) => Store, consent: 'none' | 'asked' = 'asked') {
	const providers = createRegistry([generic, webex, twilio, elevenlabs]);
	const test = await startTestApp({ providers, wrap });
	started = test;
	const { workspaceId } = test.workspace;
	const added = await addConnection(
		{ workspaceId, provider: elevenlabs, name: 'Assistant', settings: {}, secrets: { secret: SECRET } },
		{ ...test.context, changed: test.context.directories.changed },
	);
	if (added.kind !== 'added') throw new Error(added.kind);
	const { connectionId, hookKey } = added.connection;
	const url = `${test.origin}/hooks/elevenlabs/${hookKey}`;
	const value = { connections: { [connectionId]: consent } };
	await test.context.settings.write(workspaceId, 'consent', { version: 0, value, secrets: {} });
	return {
		...test,
		url,
		post: (body: string, headers = sign(body), to = url) =>
			fetch(to, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }),
		blobFiles: async () => (await readdir(path.join(test.folder, 'blobs'))).sort(),
		deliveries: () => test.store.deliveries.list(workspaceId, { connectionId, limit: 50 }),
		recordings: (id: string) => test.store.recordings.ofSubject(workspaceId, `elevenlabs-${id}`),
		bodyOf: async (deliveryId: string) =>
			Buffer.from((await test.store.deliveries.get(workspaceId, deliveryId))?.body ?? []).toString(),
	};
}

function sign(body: string, secret = SECRET, at = systemClock.now()): Record<string, string> {
	const t = Math.floor(at / 1000);
	const v0 = createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex');
	return { 'elevenlabs-signature': `t=${t},v0=${v0}` };
}

function audioBody(id: string, audio: string): string {
	const data = { conversation_id: id, agent_id: 'agent_1', full_audio: audio };
	const event_timestamp = Math.floor(systemClock.now() / 1000);
	return JSON.stringify({ type: 'post_call_audio', event_timestamp, data });
}

const MIB = 1024 * 1024;

describe('a recording that comes inline', () => {
	test.each([
		['long', 5 * MIB],
		['short', 10_000],
	])('and is %s is kept encrypted, and the log holds a reference', async (_, size) => {
		const { post, recordings, context, deliveries, bodyOf, blobFiles } = await start();
		const audio = patterned(size);
		const body = audioBody('conv_1', audio.toString('base64'));
		expect((await post(body)).status).toBe(200);
		const [recording, ...more] = await recordings('conv_1');
		expect(more).toEqual([]);
		expect(recording).toMatchObject({ recordingId: 'conv_1', size, contentType: 'audio/mpeg' });
		const blobId = recording?.blobId ?? '';
		expect(await readAll(context.blobs, blobId)).toEqual(audio);
		const [delivery] = await deliveries();
		expect(delivery).toMatchObject({ outcome: 'accepted' });
		expect(JSON.parse(await bodyOf(delivery?.deliveryId ?? '')).data.full_audio).toBe(
			`ringside-blob:${blobId}`,
		);
		expect(await blobFiles()).toEqual([`${blobId}.blob`, `${blobId}.key`]);
	});

	test('is not kept where nobody was told of it, though it comes unasked', async () => {
		const { post, recordings, deliveries, blobFiles, store, workspace } = await start(undefined, 'none');
		for (const size of [5 * MIB, 10_000]) {
			const body = audioBody(`conv_${size}`, patterned(size).toString('base64'));
			expect((await post(body)).status).toBe(200);
			expect(await recordings(`conv_${size}`)).toEqual([]);
		}
		expect(await blobFiles()).toEqual([]);
		expect((await deliveries()).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
		const events = await store.events.read(workspace.workspaceId, 0, 10);
		expect(events.map(({ type }) => type)).toContain('ringside.call.recording.ready');
	});

	test('is kept once however often it is sent, and its replay finds the same event', async () => {
		const { post, deliveries, blobFiles, admin, api, store, workspace } = await start();
		const body = audioBody('conv_1', patterned(2 * MIB).toString('base64'));
		for (let count = 0; count < 3; count += 1) expect((await post(body)).status).toBe(200);
		const rows = await deliveries();
		expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'duplicate', 'duplicate']);
		expect(await blobFiles()).toHaveLength(2);
		const before = await store.events.read(workspace.workspaceId, 0, 10);
		const replayed = await api(admin.token, `/v1/deliveries/${rows.at(-1)?.deliveryId}/replay`, {});
		expect(await replayed.json()).toMatchObject({ outcome: 'duplicate' });
		expect(await store.events.read(workspace.workspaceId, 0, 10)).toEqual(before);
	});

	test('of a length that was not told is taken all the same', async () => {
		const { url, recordings } = await start();
		const body = audioBody('conv_1', patterned(3 * MIB).toString('base64'));
		const status = await new Promise((resolve, reject) => {
			const asked = ask(url, { method: 'POST', headers: sign(body) }, (response) => {
				resolve(response.resume().statusCode);
			});
			asked.on('error', reject);
			for (let at = 0; at < body.length; at += 100_000) asked.write(body.slice(at, at + 100_000));
			asked.end();
		});
		expect(status).toBe(200);
		expect(await recordings('conv_1')).toMatchObject([{ size: 3 * MIB }]);
	});
});

describe('nothing is kept of a large body', () => {
	const large = () => audioBody('conv_1', patterned(2 * MIB).toString('base64'));

	test('whose signature is wrong', async () => {
		const { post, blobFiles, deliveries, bodyOf } = await start();
		const body = large();
		expect((await post(body, sign(body, 'another secret'))).status).toBe(401);
		expect((await post(body.replace(/B"/, 'C"'), sign(`${body} `))).status).toBe(401);
		expect(await blobFiles()).toEqual([]);
		const [row] = await deliveries();
		expect(row).toMatchObject({ outcome: 'refused', reason: 'signature-mismatch' });
		expect(await bodyOf(row?.deliveryId ?? '')).toHaveLength(16 * 1024);
	});

	test.each([
		['without a signature', () => ({})],
		['of yesterday', () => sign('x', SECRET, systemClock.now() - 86_400_000)],
	])('%s, which is not even read', async (_, headers) => {
		const { url, blobFiles } = await start();
		const status = await new Promise((resolve, reject) => {
			const asked = ask(
				url,
				{ method: 'POST', headers: { ...headers(), 'content-length': 50 * MIB } },
				(response) => resolve(response.resume().statusCode),
			);
			asked.on('error', reject);
			// The rest never comes: only who does not wait for it answers.
			asked.write('{');
		});
		expect(status).toBe(401);
		expect(await blobFiles()).toEqual([]);
	});

	test('that belongs to nobody or is longer than any recording', async () => {
		const { post, url, origin } = await start();
		expect((await post(large(), {}, `${origin}/hooks/elevenlabs/nobody`)).status).toBe(413);
		const status = await new Promise((resolve, reject) => {
			const headers = { 'content-length': 300 * MIB };
			const asked = ask(url, { method: 'POST', headers }, (response) => resolve(response.statusCode));
			asked.on('error', reject);
			asked.write('{');
		});
		expect(status).toBe(413);
	});

	test('that breaks off', async () => {
		const { url, blobFiles, deliveries, post } = await start();
		const body = large();
		const asked = ask(url, { method: 'POST', headers: { ...sign(body), 'content-length': body.length } });
		asked.on('error', () => {});
		asked.write(body.slice(0, MIB));
		await expect.poll(blobFiles, { timeout: 10_000 }).not.toEqual([]);
		asked.destroy();
		await expect.poll(blobFiles, { timeout: 10_000 }).toEqual([]);
		expect(await deliveries()).toEqual([]);
		expect((await post(body)).status).toBe(200);
	});

	test('that is no base64, of which the log says so', async () => {
		const { post, blobFiles, deliveries } = await start();
		expect((await post(audioBody('conv_1', `${'QUJD'.repeat(MIB)}!`))).status).toBe(200);
		expect(await blobFiles()).toEqual([]);
		expect(await deliveries()).toMatchObject([
			{ outcome: 'malformed', reason: 'data.full_audio is no base64 text' },
		]);
	});

	test('that the store could not take: the vendor is asked to send it again', async () => {
		let isFull = true;
		const { post, blobFiles, recordings } = await start((store) => ({
			...store,
			events: {
				...store.events,
				append: async (item) => {
					if (isFull) throw new StoreUnavailable('disk full');
					return store.events.append(item);
				},
			},
		}));
		const body = large();
		expect((await post(body)).status).toBe(503);
		expect(await blobFiles()).toEqual([]);
		isFull = false;
		expect((await post(body)).status).toBe(200);
		expect(await recordings('conv_1')).toHaveLength(1);
	});
});

test('of one connection four are read at once, a fifth is to come again', async () => {
	const { url, post, blobFiles } = await start();
	const body = audioBody('conv_1', patterned(2 * MIB).toString('base64'));
	const open = Array.from({ length: 4 }, () => {
		const asked = ask(url, { method: 'POST', headers: { ...sign(body), 'content-length': body.length } });
		asked.on('error', () => {});
		asked.write(body.slice(0, MIB));
		return asked;
	});
	await expect.poll(async () => (await blobFiles()).length, { timeout: 10_000 }).toBe(8);
	const fifth = await post(body);
	expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([503, '5']);
	expect((await post(audioBody('conv_2', 'QUJD'))).status).toBe(200);
	for (const asked of open) asked.destroy();
	await expect.poll(async () => (await blobFiles()).length, { timeout: 10_000 }).toBe(2);
	expect((await post(body)).status).toBe(200);
});

test('a delivery of any content type, or none, is judged by its signature and body, at each hook', async () => {
	const { routes, origin, connect, log, post } = await start();
	const { hookKey } = await connect();
	const hooks = routes.filter(
		({ method, url }) =>
			String(method) === 'POST' &&
			/^\/(hooks|webhook\/webex|api\/(webhooks|retell|akquise)|cloudtalk|functions)/.test(url),
	);
	expect(hooks.length).toBeGreaterThan(10);
	for (const { url } of hooks) {
		const address = url.replace(':connectionKey', hookKey).replace(/:\w+/g, 'generic');
		for (const type of ['', ' ', 'json', 'application/json', 'text/plain; charset="', 'a/b/c', undefined]) {
			const status = await new Promise((resolve, reject) => {
				const headers = { 'content-length': 2, ...(type !== undefined && { 'content-type': type }) };
				const asked = ask(`${origin}${address}`, { method: 'POST', headers }, (response) => {
					resolve(response.resume().statusCode);
				});
				asked.on('error', reject);
				asked.end('{}');
			});
			expect([401, 403, 404], `${url} of type ${type}`).toContain(status);
		}
	}
	const body = audioBody('conv_1', 'QUJD');
	expect((await post(body, { ...sign(body), 'content-type': '' })).status).toBe(200);
	expect(log()).not.toContain('FST_ERR');
});
