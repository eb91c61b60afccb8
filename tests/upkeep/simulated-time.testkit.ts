import type { Clock } from '../../server/clock.ts';
import { manualClock } from '../../server/intake/harness.testkit.ts';
import type { Jobs, Store } from '../../server/store/ports.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type SimulatedTime = ReturnType<typeof simulateTime>;

/** A clock that stands until a test moves it, and a store that tells when its jobs have all been worked off. */
export function simulateTime(start: number) {
	const moving = manualClock(start);
	// Of `now` alone, so that what is measured in real time (streams, statistics) goes on as ever.
	const clock: Clock = { now: moving.now, monotonic: moving.monotonic };
	const watch = watchJobs();

	return {
		clock,
		/** What jobs and server are to be given instead of this store. */
		watched: watch.watched,
		/** How many jobs ran so far. */
		jobsRun: watch.count,
		/** Lets everything that is due be done, once. */
		settle: watch.settle,
		/** As a machine that slept: whatever became due on the way is done at `at`, late; `arrived` looks before that. */
		async leapTo(at: number, arrived: () => void) {
			moving.advance(at - moving.now());
			arrived();
			await watch.settle();
		},
		/** From one due job to the next, each at its time. */
		async runTo(at: number) {
			await watch.settle();
			for (;;) {
				if (moving.now() >= at) return;
				const due = Math.min(await watch.nextDue(), at);
				if (due <= moving.now()) throw new Error('There is a job that nobody works off');
				moving.advance(due - moving.now());
				await watch.settle();
			}
		},
	};
}

const PATIENCE_MS = 20_000;

/** Looks at jobs as they are taken and given back. */
function watchJobs() {
	const listeners = new Set<() => void>();
	let backlog: Jobs['backlog'] | undefined;
	/** Id → kind. */
	const running = new Map<string, string>();
	let count = 0;
	let looks = 0;
	let foundNothing: (look: number) => void = () => undefined;

	const ended = async <T>(jobId: string, settled: Promise<T>) => {
		const answer = await settled;
		running.delete(jobId);
		count += 1;
		return answer;
	};

	function watchedJobs(jobs: Jobs): Jobs {
		backlog = jobs.backlog;
		return {
			...jobs,
			async lease(options) {
				looks += 1;
				const look = looks;
				const leased = await jobs.lease(options);
				for (const { jobId, kind } of leased) running.set(jobId, kind);
				if (leased.length === 0 && running.size === 0) foundNothing(look);
				return leased;
			},
			complete: (jobId, ...job) => ended(jobId, jobs.complete(jobId, ...job)),
			postpone: (jobId, ...job) => ended(jobId, jobs.postpone(jobId, ...job)),
			fail: (jobId, ...job) => ended(jobId, jobs.fail(jobId, ...job)),
		};
	}

	return {
		watched: (store: Store): Store => ({
			...store,
			jobs: watchedJobs(store.jobs),
			onChange: (listener) => {
				listeners.add(listener);
				const stop = store.onChange(listener);
				return () => {
					listeners.delete(listener);
					stop();
				};
			},
		}),
		count: () => count,
		nextDue: async () => (await backlog?.())?.oldestDueAt ?? Number.POSITIVE_INFINITY,
		async settle() {
			const { promise, resolve, reject } = Promise.withResolvers<void>();
			const timer = setTimeout(() => reject(new Error(`Do not end: ${[...running.values()]}`)), PATIENCE_MS);
			const after = looks;
			foundNothing = (look) => look > after && resolve();
			for (const wake of listeners) wake();
			await promise.finally(() => clearTimeout(timer));
		},
	};
}
