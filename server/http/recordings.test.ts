import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stored } from '../blobs/blobs.testkit.ts';
import { CALL, type Desk, startDesk, wav } from '../pipeline/recording/recording.testkit.ts';
import { TRANSCRIPTION } from '../pipeline/transcription/paid-work.ts';

let desk: Desk;
let url: string;
beforeAll(async () => {
	desk = await startDesk();
	desk.files.set('/first', { status: 200, body: wav(10) });
	await desk.run();
	url = `/v1/recordings/${desk.connectionId}/rec1`;
});
afterAll(() => desk.stop());

function listen(token: string, range?: string, path = url) {
	return fetch(`${desk.server.origin}${path}`, {
		headers: { authorization: `Bearer ${token}`, ...(range && { range }) },
	});
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const command = (token: string, name: string, body: object) =>
	desk.server.api(token, `/v1/commands/${name}`, body);
const deletion = () => ({ connectionId: desk.connectionId, recordingId: 'rec1', callId: CALL });

describe('a recording', () => {
	test('is played whole, and kept by nobody on the way', async () => {
		const answer = await listen(desk.server.admin.token);
		expect(answer.status).toBe(200);
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'content-type': 'audio/wav',
			'accept-ranges': 'bytes',
			'cache-control': 'no-store',
			'content-length': String(wav(10).byteLength),
		});
		expect(await bytesOf(answer)).toEqual(wav(10));
	});

	test.each([
		['bytes=0-9', 0, 10],
		['bytes=65530-65545', 65_530, 65_546],
		['bytes=-7', 160_037, 160_044],
		['bytes=160000-', 160_000, 160_044],
	])('is played in part: %s', async (range, start, end) => {
		const answer = await listen(desk.server.admin.token, range);
		expect(answer.status).toBe(206);
		expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/160044`);
		expect(await bytesOf(answer)).toEqual(wav(10).subarray(start, end));
	});

	test('has nothing behind its end', async () => {
		const answer = await listen(desk.server.admin.token, 'bytes=160044-');
		expect(answer.status).toBe(416);
		expect(answer.headers.get('content-range')).toBe('bytes */160044');
	});

	test('is nobody’s without signing in, nor another workspace’s', async () => {
		expect((await fetch(`${desk.server.origin}${url}`)).status).toBe(401);
		const { workspaceId } = await desk.server.otherWorkspace();
		const stranger = await desk.server.addUser('admin', workspaceId);
		expect((await listen(stranger.token)).status).toBe(404);
		expect((await command(stranger.token, 'deleteRecording', deletion())).status).toBe(404);
		expect((await command(stranger.token, 'declineTranscript', { callId: CALL })).status).toBe(404);
		expect(await desk.kept()).toHaveLength(1);
	});

	test('with the longest of ids is found', async () => {
		const long = 'x'.repeat(280);
		const answer = await listen(
			desk.server.admin.token,
			undefined,
			`/v1/recordings/${desk.connectionId}/${long}`,
		);
		expect(await answer.json()).toMatchObject({ detail: 'There is no such recording (any more).' });
	});
});

describe('a colleague’s call', () => {
	test('is neither heard, nor deleted, nor declined', async () => {
		const theirs = await startDesk();
		try {
			const owner = await theirs.server.addUser('member');
			const other = await theirs.server.addUser('member');
			const connection = await theirs.server.connect(owner.user);
			const { connectionId } = connection;
			const callId = 'generic-hers';
			const row = {
				connectionId,
				recordingId: 'r2',
				subject: callId,
				blobId: await stored(theirs.context.blobs, wav(1)),
				size: wav(1).byteLength,
				contentType: 'audio/wav',
				createdAt: 1,
			};
			const ready = { recordingId: 'r2', provider: 'generic', connectionId, callId };
			await theirs.context.callLog.append(
				theirs.workspaceId,
				{ callId, connectionId },
				[{ name: 'call.recording.ready', id: 'r2', data: ready }],
				{ recordings: [row] },
			);
			const ask = (token: string, name: string) =>
				theirs.server.api(token, `/v1/commands/${name}`, { connectionId, recordingId: 'r2', callId });
			const heard = await theirs.server.api(other.token, `/v1/recordings/${connectionId}/r2`);
			expect(heard.status).toBe(404);
			const own = await theirs.server.api(owner.token, `/v1/recordings/${connectionId}/r2`);
			expect(await bytesOf(own)).toEqual(wav(1));
			expect((await ask(other.token, 'deleteRecording')).status).toBe(404);
			expect((await ask(other.token, 'declineTranscript')).status).toBe(404);
			expect((await ask(owner.token, 'deleteRecording')).status).toBe(202);
			expect(await theirs.store.recordings.ofSubject(theirs.workspaceId, callId)).toEqual([]);
		} finally {
			await theirs.stop();
		}
	});
});

test('deleted is deleted: audio, row and what a model was told; a repeat is no harm', async () => {
	const { token, user } = desk.server.admin;
	const { effects } = desk.store.afterCall;
	const effect = { key: 'part-1', kind: TRANSCRIPTION, subject: CALL, now: 1 };
	await effects.begin(desk.workspaceId, effect);
	expect((await command(token, 'deleteRecording', { ...deletion(), recordingId: 'none' })).status).toBe(404);
	expect((await command(token, 'deleteRecording', deletion())).status).toBe(202);
	expect((await command(token, 'deleteRecording', deletion())).status).toBe(202);
	expect((await listen(token)).status).toBe(404);
	expect(await desk.blobs()).toEqual([]);
	expect(await effects.ofSubject(desk.workspaceId, CALL)).toEqual([]);
	const removed = (await desk.events()).filter(({ type }) => type === 'ringside.recording.removed');
	expect(removed.map(({ data }) => data)).toEqual([{ ...deletion(), userId: user.userId }]);
});

test('a declined call says so, loses its recording, and is not fetched again', async () => {
	const other = await startDesk();
	try {
		await other.run();
		const body = { callId: CALL };
		const answer = await other.server.api(other.server.admin.token, '/v1/commands/declineTranscript', body);
		expect(answer.status).toBe(202);
		expect(await other.kept()).toEqual([]);
		expect(await other.typesOf()).toContain('ringside.transcript.declined');
		expect(await other.run()).toEqual({ kind: 'done' });
		expect(other.asked).toHaveLength(1);
	} finally {
		await other.stop();
	}
});
