import { manualClock } from '../intake/harness.testkit.ts';
import type { Job, NewJob, Store } from '../store/ports.ts';
import { temporaryStores } from '../store/sqlite/files.testkit.ts';
import type { JobHandler } from './job.ts';
import { createRunner, type Runner, type RunnerOptions } from './runner.ts';

export const LEASE_MS = 30_000;
export const START = 1_000_000;

export const jobsOf = (key: string, change: Partial<NewJob> = {}): NewJob => ({
	kind: 'work',
	key,
	payload: null,
	runAt: 1,
	maxAttempts: 5,
	...change,
});

export interface JobsSetting {
	store: Store;
	runner: Runner;
	clock: ReturnType<typeof manualClock>;
	/** Keys of the jobs that were begun, in order. */
	ran: string[];
	bugs: unknown[];
}

const { openHere } = temporaryStores();

/** The real runner over a real store with two workspaces; chance is one half. */
export async function openJobs(
	change: Partial<Omit<RunnerOptions, 'handlers'>> & { work: JobHandler },
): Promise<JobsSetting> {
	const { work, ...options } = change;
	const { store } = openHere();
	for (const workspaceId of ['ws_a', 'ws_b']) {
		await store.records.createWorkspace({ workspaceId, name: workspaceId, region: 'DE', createdAt: 1 });
	}
	const clock = manualClock(START);
	const ran: string[] = [];
	const bugs: unknown[] = [];
	const runner = createRunner({
		jobs: store.jobs,
		clock,
		handlers: {
			work: async (job: Job, context) => {
				ran.push(job.key);
				return work(job, context);
			},
		},
		laneOf: ({ jobId }) => jobId,
		chance: () => 0.5,
		onBug: (error) => bugs.push(error),
		concurrency: 4,
		perWorkspace: 4,
		waitingPerWorkspace: 20,
		leaseMs: LEASE_MS,
		...options,
	});
	return { store, runner, clock, ran, bugs };
}
