import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JobHandler } from '../jobs/job.ts';
import { UPKEEP } from '../upkeep/job.ts';
import { ASK_SIGN_INS, askHandler, askJob } from './ask.ts';
import { ASKING_PERIOD_MS, isTurnOf } from './asking-times.ts';
import { type Newcomer, openWorld, type World } from './sign-in.testkit.ts';

const MINUTE = 60_000;

let w: World;
let noa: Newcomer;
let connectionId: string;
let handler: JobHandler;

beforeAll(async () => {
	w = await openWorld();
});
afterAll(() => w.close());
beforeEach(async () => {
	w.vendor.faults.length = 0;
	for (const connection of (await w.t.store.records.directory(w.workspaceId))?.connections ?? []) {
		await w.t.store.records.removeConnection(w.workspaceId, connection.connectionId, w.clock.now());
	}
	noa = await w.newcomer();
	await w.signIn(noa.token, noa.account);
	const [connection] = await w.connectionsOf(noa).then((all) => all.filter((one) => !one.removedAt));
	connectionId = connection!.connectionId;
	const { context } = w.t;
	handler = askHandler({ ...context, tokens: context.signIns });
	w.vendor.requests.length = 0;
});

const stored = () => w.t.store.setup.tokens(w.workspaceId, connectionId);
const meStatus = (code: number, headers = {}) =>
	w.vendor.faults.push({ path: '/me', fault: { kind: 'status', status: code, headers } });

/** As after a whole period without a run, so that everybody's turn has come. */
function ask(change: { dueAt?: number; attempt?: number } = {}) {
	const { kind, key, payload } = askJob('vendor', 0);
	const dueAt = w.clock.now() - ASKING_PERIOD_MS;
	const job = { jobId: 'j', workspaceId: w.workspaceId, kind, key, payload, maxAttempts: 9, fence: 1 };
	return handler({ ...job, attempt: 1, dueAt, ...change }, { stillMine: async () => true });
}

/** A second in which it is not this connection's turn. */
function passOver(): void {
	while (isTurnOf(connectionId, { from: w.clock.now(), to: w.clock.now() })) w.clock.advance(1_000);
}

async function takeUpkeep(): Promise<string[]> {
	const lease = { kinds: [UPKEEP], now: w.clock.now(), leaseMs: 1_000, limit: 50 };
	const jobs = await w.t.store.jobs.lease(lease);
	for (const { jobId, fence } of jobs)
		await w.t.store.jobs.postpone(jobId, fence, w.clock.now() + 60 * MINUTE);
	return jobs.map(({ key }) => key);
}

test.each([
	['a second after she signed in', 1_000],
	['much later', 20 * MINUTE],
])('a sign-in that was taken back %s: she is told, and the checks look at it at once', async (_, after) => {
	await takeUpkeep();
	w.clock.advance(after);
	w.vendor.revokeAll(noa.account.id);
	await ask();
	expect(await stored()).toMatchObject({ state: 'signed-out' });
	expect((await w.eventsOf(connectionId)).at(-1).data).toMatchObject({
		state: 'attention',
		reason: 'Vendor has ended the sign-in. Please sign in again.',
		problem: { check: 'sign-in', severity: 'broken' },
	});
	expect(await takeUpkeep()).toEqual([connectionId]);
});

test('who is signed out is not asked about, and told of once', async () => {
	w.vendor.revokeAll(noa.account.id);
	await ask();
	await takeUpkeep();
	w.vendor.requests.length = 0;
	const told = (await w.eventsOf(connectionId)).length;
	w.clock.advance(MINUTE);
	await ask();
	expect(w.vendor.requests).toEqual([]);
	expect(await takeUpkeep()).toEqual([]);
	expect(await w.eventsOf(connectionId)).toHaveLength(told);
});

test('a good sign-in costs one small question in a period, and stays as it is', async () => {
	const before = await stored();
	await ask();
	expect(w.vendor.requests).toEqual(['/me']);
	expect(await stored()).toEqual(before);
});

test('it is asked about in its turn, and the job comes back for that', async () => {
	passOver();
	const again = await ask({ dueAt: w.clock.now() });
	expect(w.vendor.requests).toEqual([]);
	const at = again.kind === 'again' ? again.at : 0;
	expect(at - w.clock.now()).toBeGreaterThan(0);
	expect(at - w.clock.now()).toBeLessThanOrEqual(ASKING_PERIOD_MS);
	w.clock.advance(at - w.clock.now());
	await ask({ dueAt: at });
	expect(w.vendor.requests).toEqual(['/me']);
});

test('after a server that died in the middle everybody is asked about', async () => {
	passOver();
	await ask({ dueAt: w.clock.now(), attempt: 2 });
	expect(w.vendor.requests).toEqual(['/me']);
});

test.each([
	['is down', 503],
	['refuses for want of a right', 403],
])('a vendor that %s ends nobody’s sign-in', async (_, status) => {
	const before = await stored();
	w.clock.advance(20 * MINUTE);
	meStatus(status);
	await ask();
	expect(w.vendor.requests).toEqual(['/me']);
	expect(await stored()).toEqual(before);
});

test('a token that was not taken while another can be had is renewed, and nobody is troubled', async () => {
	const told = (await w.eventsOf(connectionId)).length;
	w.clock.advance(20 * MINUTE);
	meStatus(401);
	await ask();
	expect(w.vendor.requests).toEqual(['/me', 'refresh_token', '/me']);
	expect(await stored()).toMatchObject({ state: 'ok', generation: 2 });
	expect(await w.eventsOf(connectionId)).toHaveLength(told);
});

test('a vendor that takes none of the tokens it gives is not asked for one at each turn', async () => {
	for (let count = 0; count < 10; count += 1) meStatus(401);
	for (let turn = 0; turn < 10; turn += 1) {
		await ask();
		w.clock.advance(ASKING_PERIOD_MS);
	}
	expect(w.vendor.count('refresh_token')).toBe(1);
	expect(await stored()).toMatchObject({ state: 'ok' });
});

test('a vendor that asks to be left alone is', async () => {
	meStatus(429, { 'retry-after': '120' });
	await ask();
	w.clock.advance(MINUTE);
	await ask();
	expect(w.vendor.requests).toEqual(['/me']);
	w.clock.advance(MINUTE);
	await ask();
	expect(w.vendor.requests).toEqual(['/me', '/me']);
});

test('signing in queues it, so that the first question comes within a minute', async () => {
	const lease = { kinds: [ASK_SIGN_INS], now: w.clock.now(), leaseMs: 1_000, limit: 5 };
	expect(await w.t.store.jobs.lease(lease)).toMatchObject([{ payload: { provider: 'vendor' } }]);
});
