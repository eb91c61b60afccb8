import type { Clock } from '../../clock.ts';
import type { Ids } from '../../ids.ts';
import { type Append, type Appended, type NewJob, StoreUnavailable } from '../ports.ts';
import type { AppendOutcome } from './append.ts';
import type { AppendItem, AppendJob } from './append-rows.ts';
import { fromFailure } from './failure.ts';

// Bounds how long the first of a batch waits for the last, and what a stalled disk can pile up in memory.
const MAX_BATCH = 256;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const ITEM_OVERHEAD_BYTES = 1_000;

interface Waiting {
	item: Append;
	jobs: AppendJob[];
	bytes: number;
	arrivedAt: number;
	resolve(appended: Appended): void;
	reject(error: unknown): void;
}

interface Options {
	commit(items: AppendItem[]): Promise<AppendOutcome[]>;
	clock: Clock;
	ids: Ids;
}

/** Appends that come while a batch is being committed become the next batch: one transaction, one sync. */
export function createGroupCommit({ commit, clock, ids }: Options) {
	const queue: Waiting[] = [];
	let waitingBytes = 0;
	let draining: Promise<void> | undefined;

	async function drain(): Promise<void> {
		while (queue.length > 0) {
			// Those just answered may append again at once: they belong into one batch.
			await new Promise((resolve) => setImmediate(resolve));
			const batch = queue.splice(0, MAX_BATCH);
			for (const { bytes } of batch) waitingBytes -= bytes;
			await settle(batch);
		}
		draining = undefined;
	}

	async function settle(batch: Waiting[]): Promise<void> {
		const sentAt = clock.monotonic();
		try {
			const outcomes = await commit(batch.map((waiting) => toItem(waiting, sentAt)));
			batch.forEach((waiting, index) => {
				answer(waiting, outcomes[index]);
			});
		} catch (error) {
			for (const waiting of batch) waiting.reject(error);
		}
	}

	function append(item: Append): Promise<Appended> {
		const bytes = sizeOf(item);
		if (waitingBytes + bytes > MAX_WAITING_BYTES) {
			return Promise.reject(new StoreUnavailable('Too much waits for the disk'));
		}
		return new Promise((resolve, reject) => {
			const jobs = item.jobs.map((job) => toJob(job, ids));
			waitingBytes += bytes;
			queue.push({ item, jobs, bytes, arrivedAt: clock.monotonic(), resolve, reject });
			draining ??= drain();
		});
	}

	/** `drained` resolves when all that waits was answered. */
	return { append, drained: async () => draining };
}

function sizeOf({ delivery, events }: Append): number {
	const json = events.reduce((sum, event) => sum + event.json.length, 0);
	return ITEM_OVERHEAD_BYTES + (delivery?.body.byteLength ?? 0) + json;
}

/** Made here, so that a payload that is no JSON fails its own append alone. */
function toJob(job: NewJob, ids: Ids): AppendJob {
	return { ...job, jobId: ids.make('job'), payload: JSON.stringify(job.payload ?? null) };
}

function toItem({ item, jobs, arrivedAt }: Waiting, sentAt: number): AppendItem {
	return {
		...item,
		// A view into a shared buffer would take all of that buffer across.
		delivery: item.delivery && { ...item.delivery, body: Uint8Array.from(item.delivery.body) },
		jobs,
		waitedUs: (sentAt - arrivedAt) * 1_000,
	};
}

function answer({ item, resolve, reject }: Waiting, outcome: AppendOutcome | undefined): void {
	if (outcome?.kind !== 'appended') {
		reject(outcome ? fromFailure(outcome.failure) : new Error('The store gave no outcome'));
		return;
	}
	const stored = item.events.flatMap(({ personKeys: _, ...event }, index) => {
		const seq = outcome.seqs[index];
		return typeof seq === 'number' ? [{ ...event, workspaceId: item.workspaceId, seq }] : [];
	});
	resolve({ stored, duplicate: outcome.duplicate });
}
