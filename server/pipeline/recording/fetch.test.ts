import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryBlobs, readAll } from '../../blobs/blobs.testkit.ts';
import type { Located } from '../../providers/recordings.ts';
import { CALL, type Desk, LAG_MS, NOW, startDesk, wav } from './recording.testkit.ts';
import { removeRecording } from './remove.ts';

let desk: Desk;
beforeEach(async () => {
	desk = await startDesk();
});
afterEach(() => desk.stop());

const link = (path: string, host = 'files.vendor.example'): Located => ({
	kind: 'found',
	url: `https://${host}${path}`,
	withCredentials: false,
});

test('a recording is fetched, kept sealed, told of, and its transcript ordered: once', async () => {
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(await desk.stages()).toEqual(['running', 'done']);
	const [row] = await desk.kept();
	expect(row).toMatchObject({ recordingId: 'rec1', contentType: 'audio/wav', size: wav(2).byteLength });
	expect(await readAll(desk.context.blobs, row!.blobId)).toEqual(wav(2));
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(desk.asked).toHaveLength(1);
	expect(await desk.queued()).toEqual(['transcript.make']);
});

test('without the setting that allows it nothing is fetched at all', async () => {
	await desk.put('consent', { connections: { [desk.connectionId]: 'none' } });
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(desk.asked).toEqual([]);
	expect(await desk.stages()).toEqual(['stopped: no-consent']);
	expect(await desk.blobs()).toEqual([]);
});

test('nothing is fetched for a connection that the setting does not name', async () => {
	await desk.put('consent', { connections: {} });
	await desk.run();
	expect(desk.asked).toEqual([]);
});

test('a call that is not to be transcribed is not fetched', async () => {
	const of = { callId: CALL, connectionId: desk.connectionId };
	await desk.context.callLog.append(desk.workspaceId, of, [
		{ name: 'transcript.declined', id: 'no', data: { callId: CALL, userId: 'u1' } },
	]);
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(desk.asked).toEqual([]);
	expect(await desk.stages()).toEqual(['stopped: declined']);
});

describe('what comes instead of a recording', () => {
	test.each([
		['a page', Buffer.from('<!doctype html><title>Sign in</title>')],
		['an error in JSON', Buffer.from('{"error":"the recording is not available"}')],
		['nothing', Buffer.alloc(0)],
		['a few bytes', Buffer.from('RIFF')],
	])('%s is not kept, and tried three times', async (_, body) => {
		desk.files.set('/first', { status: 200, headers: { 'content-type': 'audio/mpeg' }, body });
		expect(await desk.run()).toMatchObject({ kind: 'retry' });
		expect(await desk.run({ attempt: 3 })).toMatchObject({ kind: 'give-up' });
		expect(await desk.stages()).toContain('stopped: wrong-content');
		expect(await desk.blobs()).toEqual([]);
	});

	test.each([
		[403, 'give-up', 'stopped: forbidden'],
		[410, 'again', 'waiting: not-yet-there'],
		[404, 'again', 'waiting: not-yet-there'],
		[401, 'retry', 'waiting: signed-out'],
		[429, 'retry', 'waiting: vendor-busy'],
		[503, 'retry', 'waiting: vendor-busy'],
	])('answer %i: %s', async (status, kind, stage) => {
		desk.files.set('/first', { status });
		expect(await desk.run()).toMatchObject({ kind });
		expect((await desk.stages()).at(-1)).toBe(stage);
		expect(await desk.kept()).toEqual([]);
	});

	test('what is still missing when its time is up is gone', async () => {
		desk.files.set('/first', { status: 404 });
		desk.clock.advance(LAG_MS);
		expect(await desk.run()).toMatchObject({ kind: 'give-up' });
		expect(await desk.stages()).toEqual(['running', 'stopped: gone']);
	});

	test('the last attempt says that it stopped', async () => {
		desk.files.set('/first', { status: 503 });
		expect(await desk.run({ attempt: 12 })).toMatchObject({ kind: 'give-up' });
		expect((await desk.stages()).at(-1)).toBe('stopped: vendor-busy');
	});

	test('a vendor that asks to wait is waited for', async () => {
		desk.files.set('/first', { status: 429, headers: { 'retry-after': '120' } });
		expect(await desk.run()).toMatchObject({ kind: 'retry', at: NOW + 120_000 });
	});

	test('one that breaks off in the middle leaves nothing, and comes whole the next time', async () => {
		desk.files.set('/first', { status: 200, body: wav(20), cutAfter: 100_000 });
		expect(await desk.run()).toMatchObject({ kind: 'retry' });
		expect(await desk.blobs()).toEqual([]);
		desk.files.set('/first', { status: 200, body: wav(20) });
		expect(await desk.run({ attempt: 2 })).toEqual({ kind: 'done' });
		expect(await desk.kept()).toMatchObject([{ size: wav(20).byteLength }]);
	});

	test('a call of three hours is kept, one of seven is not', async () => {
		desk.files.set('/first', { status: 200, body: wav(7 * 3_600, 400) });
		expect(await desk.run()).toMatchObject({ kind: 'give-up' });
		expect((await desk.stages()).at(-1)).toBe('stopped: too-long');
		expect(await desk.blobs()).toEqual([]);
		desk.files.set('/first', { status: 200, body: wav(3 * 3_600, 400) });
		expect(await desk.run({ attempt: 2 })).toEqual({ kind: 'done' });
	});

	test('a full disk is waited for', async () => {
		const full = { ...memoryBlobs(), put: async () => ({ kind: 'no-room' }) as const };
		expect(await desk.run({ blobs: full })).toMatchObject({ kind: 'retry' });
		expect((await desk.stages()).at(-1)).toBe('waiting: no-room');
	});
});

describe('links that die', () => {
	test('one that died between question and download is asked for anew', async () => {
		desk.files.set('/dead', { status: 403 });
		desk.links.push(link('/dead'), link('/first'));
		expect(await desk.run()).toEqual({ kind: 'done' });
		expect(await desk.kept()).toHaveLength(1);
	});

	test('two in a row are a refusal', async () => {
		desk.files.set('/dead', { status: 403 });
		desk.links.push(link('/dead'), link('/dead'));
		expect(await desk.run()).toMatchObject({ kind: 'give-up' });
		expect((await desk.stages()).at(-1)).toBe('stopped: forbidden');
	});
});

describe('the key of the connection', () => {
	const keysAt = (host: string) => desk.asked.filter(({ at }) => at.startsWith(host)).map(({ key }) => key);

	test('goes to the vendor', async () => {
		await desk.run();
		expect(keysAt('api.vendor.example')).toEqual(['the key of the vendor']);
	});

	test('goes along with no link, wherever the vendor’s answer leads', async () => {
		desk.links.push(link('/first', 'evil.example'));
		await desk.run();
		expect(keysAt('evil.example')).toEqual([undefined]);
	});

	test('is not sent where somebody else’s host is named as the vendor’s', async () => {
		desk.links.push({ kind: 'found', url: 'https://evil.example/first', withCredentials: true });
		expect(await desk.run()).toMatchObject({ kind: 'retry' });
		expect(keysAt('evil.example')).toEqual([]);
	});

	test('is dropped by a redirect to another host', async () => {
		const headers = { location: 'https://evil.example/second' };
		desk.files.set('/first', { status: 302, headers });
		desk.files.set('/second', { status: 200, body: wav(1) });
		expect(await desk.run()).toEqual({ kind: 'done' });
		expect(keysAt('evil.example')).toEqual([undefined]);
	});

	test.each([
		'http://169.254.169.254/latest',
		'https://127.0.0.1/',
		'https://localhost/',
		'file:///etc/passwd',
	])('and nothing else goes to %s', async (location) => {
		desk.files.set('/first', { status: 302, headers: { location } });
		expect(await desk.run()).toMatchObject({ kind: 'retry' });
		expect(await desk.kept()).toEqual([]);
	});
});

describe('what is deleted while it is fetched', () => {
	test('does not stay, whichever of the two comes last', async () => {
		const blobs = desk.context.blobs;
		const remove = () => {
			const recording = { callId: CALL, connectionId: desk.connectionId, recordingId: 'rec1' };
			return removeRecording(desk.workspaceId, recording, 'u1', desk.context);
		};
		const late = {
			...blobs,
			put: async (...given: Parameters<typeof blobs.put>) => {
				const put = await blobs.put(...given);
				await remove();
				return put;
			},
		};
		await desk.run({ blobs: late });
		expect(await desk.kept()).toEqual([]);
		expect(await desk.blobs()).toEqual([]);
		expect(await desk.run()).toEqual({ kind: 'done' });
		expect(desk.asked).toHaveLength(1);
	});

	test('a row that a dying worker left behind is taken away by the next', async () => {
		await desk.run();
		const of = { callId: CALL, connectionId: desk.connectionId };
		const data = { ...of, recordingId: 'rec1' };
		await desk.context.callLog.append(desk.workspaceId, of, [{ name: 'recording.removed', id: 'x', data }]);
		expect(await desk.run()).toEqual({ kind: 'done' });
		expect(await desk.kept()).toEqual([]);
		expect(await desk.blobs()).toEqual([]);
	});
});

test('a worker that has lost the job keeps nothing', async () => {
	await desk.run({ context: { stillMine: async () => false } });
	expect(await desk.kept()).toEqual([]);
	expect(await desk.blobs()).toEqual([]);
	expect(await desk.typesOf()).not.toContain('ringside.transcript.ready');
});
