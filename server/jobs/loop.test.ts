import { expect, test, vi } from 'vitest';
import { jobsOf, openJobs } from './jobs.testkit.ts';
import { startLoop } from './loop.ts';

const quietly = { onTrouble: () => {}, gatherMs: 5 };

test('a job that is written is begun without waiting for the clock', async () => {
	const { store, runner, ran } = await openJobs({ work: async () => ({ kind: 'done' }) });
	const loop = startLoop(runner, store, { ...quietly, everyMs: 3_600_000 });
	await runner.idle();
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await vi.waitFor(() => expect(ran).toEqual(['1']));
	expect(await loop.stop(1_000)).toBe('idle');
});

test('a job that becomes due is begun though nothing is written', async () => {
	const { store, runner, ran, clock } = await openJobs({ work: async () => ({ kind: 'done' }) });
	await store.jobs.enqueue('ws_a', jobsOf('1', { runAt: clock.now() + 60_000 }));
	const loop = startLoop(runner, store, { ...quietly, everyMs: 20 });
	await new Promise((resolve) => setTimeout(resolve, 60));
	expect(ran).toEqual([]);
	clock.advance(60_000);
	await vi.waitFor(() => expect(ran).toEqual(['1']));
	await loop.stop(1_000);
});

test('stopping waits for what runs, and begins nothing more', async () => {
	const { promise: held, resolve: release } = Promise.withResolvers<void>();
	const work = async () => {
		await held;
		return { kind: 'done' } as const;
	};
	const { store, runner, ran } = await openJobs({ work });
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	const loop = startLoop(runner, store, { ...quietly, everyMs: 20 });
	await vi.waitFor(() => expect(ran).toEqual(['1']));
	const stopped = loop.stop(5_000);
	await store.jobs.enqueue('ws_a', jobsOf('2'));
	release();
	expect(await stopped).toBe('idle');
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(ran).toEqual(['1']);
});

test('what does not end in time is cut off and done again by the next worker', async () => {
	const { store, runner, ran, clock } = await openJobs({ work: () => new Promise<never>(() => {}) });
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	const loop = startLoop(runner, store, { ...quietly, everyMs: 20 });
	await vi.waitFor(() => expect(ran).toEqual(['1']));
	expect(await loop.stop(50)).toBe('cut-off');
	const now = clock.now() + 30_000;
	expect(await store.jobs.lease({ kinds: ['work'], now, leaseMs: 1, limit: 1 })).toMatchObject([
		{ key: '1' },
	]);
});

test('a store that is away for a moment does not end the loop', async () => {
	const { store, runner, ran } = await openJobs({ work: async () => ({ kind: 'done' }) });
	const troubles: unknown[] = [];
	let away = true;
	const shaky = {
		...runner,
		begin: async () => {
			if (away) throw new Error('away');
			await runner.begin();
		},
	};
	const loop = startLoop(shaky, store, {
		everyMs: 20,
		gatherMs: 5,
		onTrouble: (error) => troubles.push(error),
	});
	await vi.waitFor(() => expect(troubles.length).toBeGreaterThan(0));
	away = false;
	await store.jobs.enqueue('ws_a', jobsOf('1'));
	await vi.waitFor(() => expect(ran).toEqual(['1']));
	await loop.stop(1_000);
});
