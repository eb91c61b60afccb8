import { describe, expect, test } from 'vitest';
import type { Store } from '../ports.ts';
import {
	A,
	aDelivery,
	aJob,
	anAppend,
	anEvent,
	B,
	type OpenStore,
	openWithWorkspaces,
	present,
} from './builders.testkit.ts';

const lease = (store: Store, now: number, change = {}) =>
	store.jobs.lease({ kinds: ['fetch'], now, leaseMs: 1_000, limit: 10, ...change });

export function jobsConformance(open: OpenStore): void {
	describe('jobs', () => {
		test('a job is given out when it is due, to one worker, and is gone when done', async () => {
			const store = await openWithWorkspaces(open);
			const { jobId } = await store.jobs.enqueue(A, aJob('1'));
			expect(await lease(store, 99)).toEqual([]);
			const [[job], none] = await Promise.all([lease(store, 100), lease(store, 100)]);
			const { runAt: dueAt, ...rest } = aJob('1');
			expect(job).toEqual({ ...rest, dueAt, jobId, workspaceId: A, attempt: 1, fence: 1 });
			expect(none).toEqual([]);
			expect(await store.jobs.complete(jobId, present(job).fence)).toBe(true);
			expect(await lease(store, 100_000)).toEqual([]);
		});

		test('only kinds that were asked for are given out, most overdue first, up to the limit', async () => {
			const store = await openWithWorkspaces(open);
			await store.jobs.enqueue(A, aJob('late', { runAt: 50 }));
			await store.jobs.enqueue(B, aJob('later', { runAt: 20 }));
			await store.jobs.enqueue(A, aJob('other', { kind: 'mail', runAt: 1 }));
			expect((await lease(store, 100, { limit: 1 })).map(({ key }) => key)).toEqual(['later']);
			expect((await lease(store, 100)).map(({ key }) => key)).toEqual(['late']);
			expect(await lease(store, 100, { kinds: [] })).toEqual([]);
		});

		test('the same work is queued once in a workspace while it is there', async () => {
			const store = await openWithWorkspaces(open);
			const first = await store.jobs.enqueue(A, aJob('1'));
			expect(await store.jobs.enqueue(A, aJob('1'))).toEqual({ jobId: first.jobId, created: false });
			expect((await store.jobs.enqueue(B, aJob('1'))).created).toBe(true);
			expect((await store.jobs.enqueue(A, aJob('1', { kind: 'mail' }))).created).toBe(true);
		});

		test('a delivery that is repeated does not do finished work again', async () => {
			const store = await openWithWorkspaces(open);
			const append = (id: string) =>
				store.events.append(anAppend([anEvent('1')], { delivery: aDelivery(id), jobs: [aJob('1')] }));
			await append('dlv_1');
			const [job] = await lease(store, 100);
			await store.jobs.complete(present(job).jobId, present(job).fence);
			await append('dlv_2');
			expect(await lease(store, 100)).toEqual([]);
		});

		test('a workspace that has enough is passed over', async () => {
			const store = await openWithWorkspaces(open);
			await store.jobs.enqueue(A, aJob('1', { runAt: 1 }));
			await store.jobs.enqueue(B, aJob('2', { runAt: 2 }));
			expect((await lease(store, 100, { except: [A] })).map(({ key }) => key)).toEqual(['2']);
			expect(await lease(store, 100, { except: [A, B] })).toEqual([]);
			expect((await lease(store, 100, { except: [] })).map(({ key }) => key)).toEqual(['1']);
		});

		test('the backlog counts what waits and runs, since when, and what was given up', async () => {
			const store = await openWithWorkspaces(open);
			expect(await store.jobs.backlog()).toEqual({ waiting: 0, dead: 0 });
			await store.jobs.enqueue(A, aJob('1', { runAt: 50 }));
			await store.jobs.enqueue(B, aJob('2', { runAt: 20 }));
			expect(await store.jobs.backlog()).toEqual({ waiting: 2, oldestDueAt: 20, dead: 0 });
			const [job] = await lease(store, 30);
			expect(await store.jobs.backlog()).toEqual({ waiting: 2, oldestDueAt: 50, dead: 0 });
			await store.jobs.fail(present(job).jobId, present(job).fence, { reason: 'gone' });
			expect(await store.jobs.backlog()).toEqual({ waiting: 1, oldestDueAt: 50, dead: 1 });
		});

		fenceConformance(open);
		movedConformance(open);
		deadLetterConformance(open);
	});
}

function fenceConformance(open: OpenStore): void {
	test('a job whose worker died is given to another; the old worker, waking up, changes nothing', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1'));
		const [old] = await lease(store, 100);
		expect(await lease(store, 1_099)).toEqual([]);
		const [fresh] = await lease(store, 1_100);
		expect([present(fresh).attempt, present(fresh).fence > present(old).fence]).toEqual([2, true]);
		expect(await store.jobs.extend(jobId, present(old).fence, 9_999)).toBe(false);
		expect(await store.jobs.fail(jobId, present(old).fence, { reason: 'old' })).toBe(false);
		expect(await store.jobs.complete(jobId, present(old).fence)).toBe(false);
		expect(await store.jobs.complete(jobId, present(fresh).fence)).toBe(true);
	});

	test('an extended lease is not given away', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1'));
		const [job] = await lease(store, 100);
		expect(await store.jobs.extend(jobId, present(job).fence, 5_000)).toBe(true);
		expect(await lease(store, 4_999)).toEqual([]);
		expect(await lease(store, 5_000)).toHaveLength(1);
	});

	test('who gave a job back holds it no longer', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1'));
		const [job] = await lease(store, 100);
		expect(await store.jobs.fail(jobId, present(job).fence, { reason: 'busy', retryAt: 500 })).toBe(true);
		expect(await store.jobs.complete(jobId, present(job).fence)).toBe(false);
		expect(await store.jobs.extend(jobId, present(job).fence, 900)).toBe(false);
		expect(await lease(store, 499)).toEqual([]);
		expect((await lease(store, 500))[0]).toMatchObject({ jobId, attempt: 2 });
	});
}

function movedConformance(open: OpenStore): void {
	test('a job that is postponed comes again at its time as if it had never run, to the next worker', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1', { maxAttempts: 1 }));
		for (const round of [1, 2, 3]) {
			expect(await lease(store, round * 100 - 1)).toEqual([]);
			const [job] = await lease(store, round * 100);
			expect(job).toMatchObject({ jobId, attempt: 1, fence: round });
			expect(await store.jobs.postpone(jobId, round - 1, 9)).toBe(false);
			expect(await store.jobs.postpone(jobId, round, (round + 1) * 100)).toBe(true);
			expect(await store.jobs.postpone(jobId, round, 9)).toBe(false);
		}
	});

	test('a job is hastened, never delayed; a dead letter gets all its attempts', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1', { runAt: 500 }));
		const hasten = (runAt: number, workspaceId = A) =>
			store.jobs.hasten(workspaceId, { kind: 'fetch', key: '1', runAt });
		expect([await hasten(50, B), await hasten(600), await hasten(50)]).toEqual([false, false, true]);
		const [job] = await lease(store, 50);
		expect(await hasten(10)).toBe(false);
		await store.jobs.fail(jobId, present(job).fence, { reason: 'gone' });
		expect(await hasten(70)).toBe(true);
		expect(await store.jobs.dead(A, 10)).toEqual([]);
		expect((await lease(store, 70))[0]).toMatchObject({ jobId, attempt: 1, fence: 2 });
	});
}

function deadLetterConformance(open: OpenStore): void {
	test('a poison job is tried as often as allowed, then lies with the dead letters of its workspace', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1', { maxAttempts: 2 }));
		for (const now of [100, 200]) {
			const [job] = await lease(store, now);
			await store.jobs.fail(jobId, present(job).fence, { reason: `at ${now}`, retryAt: now });
		}
		expect(await lease(store, 100_000)).toEqual([]);
		const [letter] = await store.jobs.dead(A, 10);
		expect(letter).toMatchObject({
			jobId,
			key: '1',
			attempt: 2,
			reason: 'at 200',
			diedAt: expect.any(Number),
		});
		expect(await store.jobs.dead(B, 10)).toEqual([]);
	});

	test('a job that kills its worker each time ends as a dead letter too', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1', { maxAttempts: 2 }));
		await lease(store, 1_000);
		await lease(store, 2_000);
		expect(await lease(store, 3_000)).toEqual([]);
		expect(await store.jobs.dead(A, 10)).toMatchObject([{ jobId, diedAt: 3_000 }]);
	});

	test('a failure that is final is not tried again', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1'));
		const [job] = await lease(store, 100);
		expect(await store.jobs.fail(jobId, present(job).fence, { reason: 'gone' })).toBe(true);
		expect(await store.jobs.dead(A, 10)).toMatchObject([{ jobId, reason: 'gone' }]);
	});

	test('a revived dead letter has all its attempts again, and old workers stay out', async () => {
		const store = await openWithWorkspaces(open);
		const { jobId } = await store.jobs.enqueue(A, aJob('1', { maxAttempts: 1 }));
		const [job] = await lease(store, 100);
		await store.jobs.fail(jobId, present(job).fence, { reason: 'gone' });
		expect(await store.jobs.revive(B, jobId, 500)).toBe(false);
		expect(await store.jobs.revive(A, jobId, 500)).toBe(true);
		expect(await store.jobs.dead(A, 10)).toEqual([]);
		const [again] = await lease(store, 500);
		expect(again).toMatchObject({ jobId, attempt: 1 });
		expect(await store.jobs.complete(jobId, present(job).fence)).toBe(false);
	});
}
