import type { Clock } from '../clock.ts';
import { type Job, type Jobs, StoreUnavailable } from '../store/ports.ts';
import { backoffMs } from './backoff.ts';
import type { JobContext, JobHandler, JobOutcome } from './job.ts';
import { createSeats, type SeatRules, type Seats } from './seats.ts';

export interface RunnerOptions extends SeatRules {
	jobs: Pick<Jobs, 'lease' | 'extend' | 'complete' | 'fail' | 'postpone'>;
	clock: Clock;
	/** By job kind. */
	handlers: Record<string, JobHandler>;
	/** Jobs of the same lane run one after the other. */
	laneOf(job: Job): string;
	/** A number (0 ≤ x < 1) that spreads retries. */
	chance(): number;
	onBug(error: unknown, job: Job): void;
	leaseMs: number;
}

export interface Runner {
	/** Begins what is due, as far as there is room, and resolves without waiting for it to end. @throws StoreUnavailable */
	begin(): Promise<void>;
	/** Resolves when nothing runs and nothing that was begun waits. */
	idle(): Promise<void>;
	/** Nothing is begun any more; what waits for its lane is left to its lease. */
	stop(): void;
}

/** Works off jobs; whoever has a job without answering for `leaseMs` loses it to another worker. */
export function createRunner(options: RunnerOptions): Runner {
	const { jobs, clock, handlers, leaseMs } = options;
	const kinds = Object.keys(handlers);
	const seats = createSeats(options);
	const begun = new Set<Promise<void>>();
	let stopped = false;
	let beginning: Promise<void> | undefined;
	let again = false;

	const isStopped = () => stopped;

	/** One at a time: which workspaces may have more depends on the one before. */
	async function nextDue(): Promise<Job | undefined> {
		for (const except of seats.passedOver()) {
			const [job] = await jobs.lease({ kinds, now: clock.now(), leaseMs, limit: 1, except });
			if (job) return job;
		}
		return undefined;
	}

	async function takeDue(): Promise<void> {
		while (!stopped && seats.hasRoom()) {
			const job = await nextDue();
			if (!job) return;
			const running = runOne(options, seats, job, isStopped).finally(() => {
				begun.delete(running);
				void begin().catch(() => undefined);
			});
			begun.add(running);
		}
	}

	async function begin(): Promise<void> {
		if (beginning !== undefined) {
			again = true;
			return beginning;
		}
		beginning = (async () => {
			do {
				again = false;
				await takeDue();
			} while (again);
		})().finally(() => {
			beginning = undefined;
		});
		return beginning;
	}

	return {
		begin,
		async idle() {
			while (begun.size > 0 || beginning !== undefined) await Promise.allSettled([...begun, beginning]);
		},
		stop: () => {
			stopped = true;
		},
	};
}

async function runOne(
	options: RunnerOptions,
	seats: Seats,
	job: Job,
	isStopped: () => boolean,
): Promise<void> {
	const { jobs, clock, leaseMs } = options;
	const stillMine = () => jobs.extend(job.jobId, job.fence, clock.now() + leaseMs);
	// A long job keeps its lease; should the process die, the lease runs out and another worker goes on.
	const keepAlive = setInterval(() => void stillMine().catch(() => undefined), leaseMs / 3);
	keepAlive.unref();
	const lane = options.laneOf(job);
	try {
		const waited = await seats.take(job, lane);
		if (isStopped() || (waited && !(await stillMine()))) return;
		await settle(options, job, await attempt(options, job, { stillMine }));
	} catch (error) {
		// Its lease runs out, and it is done again.
		if (!(error instanceof StoreUnavailable)) options.onBug(error, job);
	} finally {
		clearInterval(keepAlive);
		seats.leave(job, lane);
	}
}

async function attempt(options: RunnerOptions, job: Job, context: JobContext): Promise<JobOutcome> {
	const handler = options.handlers[job.kind];
	if (!handler) return { kind: 'give-up', reason: `No handler for jobs of kind ${job.kind}.` };
	try {
		return await handler(job, context);
	} catch (error) {
		if (error instanceof StoreUnavailable) return { kind: 'retry', reason: 'The store did not take it.' };
		options.onBug(error, job);
		return { kind: 'retry', reason: 'Something went wrong on our side.' };
	}
}

async function settle({ jobs, clock, chance }: RunnerOptions, job: Job, outcome: JobOutcome): Promise<void> {
	switch (outcome.kind) {
		case 'done':
			await jobs.complete(job.jobId, job.fence);
			return;
		case 'give-up':
			await jobs.fail(job.jobId, job.fence, { reason: outcome.reason });
			return;
		case 'again':
			await jobs.postpone(job.jobId, job.fence, outcome.at);
			return;
		case 'retry':
			await jobs.fail(job.jobId, job.fence, {
				reason: outcome.reason,
				retryAt: outcome.at ?? clock.now() + backoffMs(job.attempt, chance()),
			});
	}
}
