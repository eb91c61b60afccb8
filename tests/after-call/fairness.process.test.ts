import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { DeadJob } from '../../lib/contract/after-call.ts';
import { startTestApp, type TestApp } from '../../server/http/app.testkit.ts';
import { manualClock } from '../../server/intake/harness.testkit.ts';
import { type RunningJobs, startJobs } from '../../server/jobs/start.ts';
import { createVendorDispatch, createVendorDownload } from '../../server/outgoing/vendor-origins.ts';
import { pipelineJob } from '../../server/pipeline/jobs.ts';
import { wav } from '../../server/pipeline/recording/recording.testkit.ts';
import { furnish } from './furnish.testkit.ts';
import { providers } from './providers.testkit.ts';
import { startVendors, type Vendors } from './vendors.testkit.ts';

const MANY = 1_000;
/** Those that were begun before it came, and a few for luck. */
const FIRST_FEW = 20;
const PATIENCE = { timeout: 60_000, interval: 50 };
const MEMORY = '/dev/shm';
const SILENCE = wav(1);
const Dead = z.object({ jobs: z.array(DeadJob) });
const rules = { allowedInternal: new Set<string>(), resolve: async () => [] };

let vendors: Vendors;
let server: TestApp;
let jobs: RunningJobs | undefined;
const clock = manualClock();
beforeEach(async () => {
	// What is committed here would take long on a disk; that it is synced is tested elsewhere.
	if (existsSync(MEMORY)) vi.stubEnv('TMPDIR', MEMORY);
	vendors = await startVendors();
	const origins = new Map(vendors.origins);
	const dispatch = createVendorDispatch(rules, origins);
	server = await startTestApp({ clock, providers, dispatch, download: createVendorDownload(rules, origins) });
	await furnish(server.context, server.workspace.workspaceId, vendors);
});
afterEach(async () => {
	await jobs?.stop(5_000);
	await server.stop();
	vendors.stop();
	vi.unstubAllEnvs();
});

/** As many recordings of calls of this workspace, all of them told of at once; ids of the calls. */
async function record(workspaceId: string, count: number, first: number): Promise<string[]> {
	const { context, store } = server;
	const directory = await store.records.directory(workspaceId);
	const phone = directory?.connections.find(({ provider }) => provider === 'cloudtalk');
	const { connectionId = '' } = phone ?? {};
	const numbers = Array.from({ length: count }, (_, at) => String(first + at));
	await Promise.all(
		numbers.map((number) => {
			vendors.cloudtalk.recordings.set(number, SILENCE);
			const [callId, recordingId] = [`cloudtalk-uuid-${number}`, `cloudtalk-${number}`];
			const data = { recordingId, provider: 'cloudtalk', connectionId, callId };
			const event = { name: 'call.recording.ready', id: `${number}|recording`, data } as const;
			const fetch = pipelineJob('recording.fetch', { connectionId, recordingId, callId }, clock.now());
			return context.callLog.append(workspaceId, { callId, connectionId }, [event], { jobs: [fetch] });
		}),
	);
	return numbers.map((number) => `cloudtalk-uuid-${number}`);
}

/** How many of these calls have audio. */
async function keptOf(workspaceId: string, calls: string[]): Promise<number> {
	const each = await Promise.all(calls.map((id) => server.store.recordings.ofSubject(workspaceId, id)));
	return each.filter(({ length }) => length > 0).length;
}

const start = () => {
	jobs = startJobs({ ...server.context, loop: { everyMs: 20, gatherMs: 1 } });
};

test(`${MANY} recordings of one customer do not delay another’s one`, async () => {
	const { workspaceId } = server.workspace;
	const other = await server.otherWorkspace();
	await furnish(server.context, other.workspaceId, vendors);
	const many = await record(workspaceId, MANY, 10_000);
	clock.advance(1_000);
	const [one = ''] = await record(other.workspaceId, 1, 90_000);
	start();
	await vi.waitFor(async () => expect(await keptOf(other.workspaceId, [one])).toBe(1), PATIENCE);
	const before = await keptOf(workspaceId, many);
	process.stdout.write(`The other customer’s one was there after ${before} of ${MANY}\n`);
	expect(before).toBeLessThanOrEqual(FIRST_FEW);
}, 120_000);

test('a recording that always fails delays none of 99 others, lies with its reason, and is revived', async () => {
	const { workspaceId } = server.workspace;
	const all = await record(workspaceId, 100, 20_000);
	const [poisoned = ''] = all.splice(50, 1);
	vendors.cloudtalk.recordings.set('20050', Buffer.from('<html>Sign in</html>'));
	start();
	await vi.waitFor(async () => expect(await keptOf(workspaceId, all)).toBe(99), PATIENCE);
	const ask = async (path: string, body?: object) =>
		(await server.api(server.admin.token, path, body)).json();
	const failed = async () => Dead.parse(await ask('/v1/jobs/dead')).jobs.filter(({ callId }) => callId);
	const buried = await vi.waitFor(async () => {
		// Less than a lease between two looks, so that nothing that runs is taken for dead.
		clock.advance(5_000);
		const [first] = await failed();
		expect(first).toBeDefined();
		return first;
	}, PATIENCE);
	expect(buried).toMatchObject({ kind: 'recording.fetch', callId: poisoned, attempts: 3 });
	expect(buried?.reason).toBe('wrong-content');
	vendors.cloudtalk.recordings.set('20050', SILENCE);
	await ask(`/v1/jobs/${buried?.jobId}/retry`, {});
	await vi.waitFor(async () => expect(await keptOf(workspaceId, [poisoned])).toBe(1), PATIENCE);
	expect(await failed()).toEqual([]);
}, 120_000);
