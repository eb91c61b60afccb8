import { afterEach, beforeEach, expect, test } from 'vitest';
import { CALL, type Desk, NOW, startDesk } from './recording.testkit.ts';
import { resumeJobs, resumeRecordings } from './resume.ts';
import { expireRecordings } from './retention.ts';

const DAY_MS = 24 * 60 * 60_000;

let desk: Desk;
beforeEach(async () => {
	desk = await startDesk({ withoutConsent: true });
});
afterEach(() => desk.stop());

function resume() {
	const { workspaceId, connectionId, context } = desk;
	const payload = { connectionId };
	const job = {
		...{ jobId: 'job_2', workspaceId, kind: 'recordings.resume', key: connectionId, payload },
		...{ attempt: 1, maxAttempts: 12, fence: 1, dueAt: NOW },
	};
	return resumeRecordings(job, { stillMine: async () => true }, context);
}

test('only a connection that is allowed now and was not before is looked through', () => {
	const jobs = resumeJobs(
		{ connections: { a: 'none', b: 'asked' } },
		{ connections: { a: 'announced', b: 'announced', c: 'asked', d: 'none' } },
		NOW,
	);
	expect(jobs.map(({ payload }) => payload)).toEqual([{ connectionId: 'a' }, { connectionId: 'c' }]);
});

test('what stopped for want of consent is fetched once it is given', async () => {
	await desk.run();
	await resume();
	expect(await desk.queued()).toEqual(['recording.fetch']);
	expect(await desk.queued(['recordings.resume'])).toEqual([]);
	await desk.put('consent', { connections: { [desk.connectionId]: 'asked' } });
	expect(await desk.queued(['recordings.resume'])).toEqual(['recordings.resume']);
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(await desk.kept()).toHaveLength(1);
});

test('what stopped for another reason, or more than thirty days ago, is not', async () => {
	await resume();
	expect(await desk.queued()).toEqual([]);
	await desk.run();
	desk.clock.advance(31 * DAY_MS);
	await resume();
	expect(await desk.queued()).toEqual([]);
});

test('a recording is deleted when its workspace’s days are over, and not brought back', async () => {
	await desk.put('consent', { connections: { [desk.connectionId]: 'asked' } });
	await desk.put('retention', { recordingDays: 10 });
	await desk.run();
	desk.clock.advance(10 * DAY_MS - 1);
	expect(await expireRecordings(desk.context)).toBe(0);
	desk.clock.advance(2);
	expect(await expireRecordings(desk.context)).toBe(1);
	expect(await expireRecordings(desk.context)).toBe(0);
	expect(await desk.kept()).toEqual([]);
	expect(await desk.blobs()).toEqual([]);
	expect(await desk.typesOf()).toContain('ringside.recording.removed');
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(desk.asked).toHaveLength(1);
	const removed = (await desk.events()).find(({ type }) => type === 'ringside.recording.removed');
	expect(removed?.data).toEqual({ callId: CALL, connectionId: desk.connectionId, recordingId: 'rec1' });
});
