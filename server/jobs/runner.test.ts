import { expect, test, vi } from 'vitest';
import type { Job, NewJob } from '../store/ports.ts';
import { StoreUnavailable } from '../store/ports.ts';
import { backoffMs } from './backoff.ts';
import type { JobHandler, JobOutcome } from './job.ts';
import { jobsOf, LEASE_MS, openJobs } from './jobs.testkit.ts';

const done: JobOutcome = { kind: 'done' };

test('a job that is done is done once', async () => {
	const { store, runner, ran, clock } = await openJobs({ work: async () => done });
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await runner.begin();
	await runner.idle();
	clock.advance(LEASE_MS * 10);
	await runner.begin();
	await runner.idle();
	expect(ran).toEqual(['1']);
	expect(await store.jobs.backlog()).toEqual({ waiting: 0, dead: 0 });
});

test('a failure is tried again after a wait that doubles, within bounds and spread by chance', async () => {
	for (let attempt = 1; attempt <= 40; attempt += 1) {
		const full = Math.min(5_000 * 2 ** (attempt - 1), 6 * 3_600_000);
		expect(backoffMs(attempt, 0)).toBe(full / 2);
		expect(backoffMs(attempt, 0.999_999)).toBeLessThanOrEqual(full);
	}
	const outcomes: JobOutcome[] = [{ kind: 'retry', reason: 'busy' }, done];
	const { store, runner, ran, clock } = await openJobs({ work: async () => outcomes.shift() ?? done });
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await runner.begin();
	await runner.idle();
	clock.advance(3_749);
	await runner.begin();
	await runner.idle();
	expect(ran).toEqual(['1']);
	clock.advance(1);
	await runner.begin();
	await runner.idle();
	expect(ran).toEqual(['1', '1']);
});

test('who says when to come again is not asked before', async () => {
	const at = 1_000_000 + 60_000;
	const outcomes: JobOutcome[] = [{ kind: 'retry', reason: 'slow down', at }, done];
	const { store, runner, ran, clock } = await openJobs({ work: async () => outcomes.shift() ?? done });
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await runner.begin();
	await runner.idle();
	clock.advance(59_999);
	await runner.begin();
	await runner.idle();
	expect(ran).toHaveLength(1);
	clock.advance(1);
	await runner.begin();
	await runner.idle();
	expect(ran).toHaveLength(2);
});

test('what cannot succeed is given up at once, with the reason, and can be revived', async () => {
	const outcomes: JobOutcome[] = [{ kind: 'give-up', reason: 'sign in' }, done];
	const { store, runner, ran } = await openJobs({ work: async () => outcomes.shift() ?? done });
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await runner.begin();
	await runner.idle();
	const [letter] = await store.jobs.dead('ws_a', 10);
	expect(letter).toMatchObject({ reason: 'sign in', attempt: 1 });
	await store.jobs.revive('ws_a', letter?.jobId ?? '', 1);
	await runner.begin();
	await runner.idle();
	expect(ran).toHaveLength(2);
	expect(await store.jobs.dead('ws_a', 10)).toEqual([]);
});

test('a bug is reported, tried again as often as allowed, and then lies with the dead letters', async () => {
	const { store, runner, ran, bugs, clock } = await openJobs({
		work: async () => {
			throw new TypeError('a bug');
		},
	});
	await store.jobs.enqueue('ws_a', jobsOf('1', { maxAttempts: 3 }));
	for (let round = 0; round < 6; round += 1) {
		await runner.begin();
		await runner.idle();
		clock.advance(7 * 3_600_000);
	}
	expect(ran).toHaveLength(3);
	expect(bugs).toHaveLength(3);
	expect(await store.jobs.dead('ws_a', 10)).toMatchObject([{ attempt: 3 }]);
});

test('a store that takes nothing for a moment is no bug, and the job is done later', async () => {
	let failing = true;
	const { store, runner, ran, bugs, clock } = await openJobs({
		work: async () => {
			if (!failing) return done;
			failing = false;
			throw new StoreUnavailable('disk full');
		},
	});
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await runner.begin();
	await runner.idle();
	clock.advance(60_000);
	await runner.begin();
	await runner.idle();
	expect([ran.length, bugs.length]).toEqual([2, 0]);
});

test('a job that outlives its lease keeps it; a worker that lost it writes nothing more', async () => {
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	const mine: boolean[] = [];
	const work: JobHandler = async (_, { stillMine }) => {
		mine.push(await stillMine());
		await held;
		mine.push(await stillMine());
		return done;
	};
	const { store, runner, clock } = await openJobs({ work });
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await runner.begin();
	await vi.waitFor(() => expect(mine).toEqual([true]));
	// The lease runs out while the worker is frozen (a suspended laptop), and another one takes the job.
	clock.advance(LEASE_MS + 1);
	const [taken] = await store.jobs.lease({ kinds: ['work'], now: clock.now(), leaseMs: 1_000, limit: 1 });
	release();
	await runner.idle();
	expect(mine).toEqual([true, false]);
	expect((await store.jobs.backlog()).waiting).toBe(1);
	expect(await store.jobs.complete(taken?.jobId ?? '', taken?.fence ?? 0)).toBe(true);
});

test('a slow job keeps its lease while it works', async () => {
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	const { store, runner, clock } = await openJobs({
		leaseMs: 60,
		work: async () => {
			await held;
			return done;
		},
	});
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await runner.begin();
	for (let step = 0; step < 6; step += 1) {
		clock.advance(30);
		await new Promise((resolve) => setTimeout(resolve, 40));
	}
	const other = await store.jobs.lease({ kinds: ['work'], now: clock.now(), leaseMs: 60, limit: 1 });
	release();
	await runner.idle();
	expect(other).toEqual([]);
	expect((await store.jobs.backlog()).waiting).toBe(0);
});

test('one workspace’s slow jobs leave room for those of the others', async () => {
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	const work: JobHandler = async ({ workspaceId }) => {
		if (workspaceId === 'ws_a') await held;
		return done;
	};
	const { store, runner, ran } = await openJobs({ work, concurrency: 4, perWorkspace: 2 });
	for (let n = 0; n < 10; n += 1) await store.jobs.enqueue('ws_a', jobsOf(`slow-${n}`, { runAt: 1 }));
	for (let n = 0; n < 5; n += 1) await store.jobs.enqueue('ws_b', jobsOf(`quick-${n}`, { runAt: 2 }));
	await runner.begin();
	await vi.waitFor(() => expect(ran.filter((key) => key.startsWith('quick'))).toHaveLength(5));
	expect(ran.filter((key) => key.startsWith('slow'))).toHaveLength(2);
	release();
	await runner.idle();
	expect(ran).toHaveLength(15);
});

test('where some have taken every seat, who has none is next, however much of theirs was due before', async () => {
	const { store, runner, ran } = await openJobs({
		work: async () => done,
		concurrency: 4,
		perWorkspace: 2,
	});
	await store.records.createWorkspace({ workspaceId: 'ws_c', name: 'c', region: 'DE', createdAt: 1 });
	for (let n = 0; n < 100; n += 1) {
		for (const workspaceId of ['ws_a', 'ws_b']) await store.jobs.enqueue(workspaceId, jobsOf(`many-${n}`));
	}
	await store.jobs.enqueue('ws_c', jobsOf('one', { runAt: 2 }));
	await runner.begin();
	await runner.idle();
	expect(ran).toHaveLength(201);
	expect(ran.indexOf('one')).toBeLessThanOrEqual(5);
});

test('jobs of one lane run one after the other, and hold up no other lane', async () => {
	const inside = new Set<string>();
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	let overlapped = false;
	const work: JobHandler = async (job) => {
		const lane = laneOf(job);
		overlapped ||= inside.has(lane);
		inside.add(lane);
		if (job.key === 'x-0') await held;
		inside.delete(lane);
		return done;
	};
	const laneOf = ({ key }: Job) => key.slice(0, 1);
	const { store, runner, ran } = await openJobs({ work, laneOf, concurrency: 3, perWorkspace: 3 });
	for (const key of ['x-0', 'x-1', 'x-2', 'y-0']) await store.jobs.enqueue('ws_a', jobsOf(key));
	await runner.begin();
	await vi.waitFor(() => expect(ran).toEqual(['x-0', 'y-0']));
	release();
	await runner.idle();
	expect(overlapped).toBe(false);
	expect(ran.sort()).toEqual(['x-0', 'x-1', 'x-2', 'y-0']);
});

test('a job that was taken by another worker while it waited for its lane is not begun here', async () => {
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	const work: JobHandler = async () => {
		await held;
		return done;
	};
	const { store, runner, ran, clock } = await openJobs({ work, laneOf: () => 'one' });
	for (const key of ['1', '2']) await store.jobs.enqueue('ws_a', jobsOf(key));
	await runner.begin();
	await vi.waitFor(() => expect(ran).toEqual(['1']));
	clock.advance(LEASE_MS + 1);
	const taken = await store.jobs.lease({ kinds: ['work'], now: clock.now(), leaseMs: 60_000, limit: 2 });
	expect(taken).toHaveLength(2);
	release();
	await runner.idle();
	expect(ran).toEqual(['1']);
});

test('one poison job in a hundred holds up none of the others', async () => {
	const work: JobHandler = async ({ key }) => {
		if (key.endsWith('7')) throw new Error('poison');
		return done;
	};
	const { store, runner, ran } = await openJobs({ work });
	for (let n = 0; n < 100; n += 1) await store.jobs.enqueue('ws_a', jobsOf(`job-${n}`));
	await runner.begin();
	await runner.idle();
	expect(ran).toHaveLength(100);
	expect((await store.jobs.backlog()).waiting).toBe(10);
});

test('a stopped runner begins nothing more', async () => {
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	const work: JobHandler = async () => {
		await held;
		return done;
	};
	const { store, runner, ran } = await openJobs({
		work,
		concurrency: 2,
		perWorkspace: 2,
		laneOf: () => 'one',
	});
	for (const key of ['1', '2', '3']) await store.jobs.enqueue('ws_a', jobsOf(key));
	await runner.begin();
	await vi.waitFor(() => expect(ran).toHaveLength(1));
	runner.stop();
	release();
	await runner.idle();
	expect(ran).toHaveLength(1);
	expect((await store.jobs.backlog()).waiting).toBe(2);
});

test('a kind that nobody handles any more is left where it is', async () => {
	const { store, runner, ran } = await openJobs({ work: async () => done });
	const unknown: NewJob = { ...jobsOf('1'), kind: 'other' };
	await store.jobs.enqueue('ws_a', unknown);
	await runner.begin();
	await runner.idle();
	expect(ran).toEqual([]);
	expect((await store.jobs.backlog()).waiting).toBe(1);
});
