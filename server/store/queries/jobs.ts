import { type Kysely, type Selectable, sql } from 'kysely';
import type { Job, Jobs, NewJob } from '../ports.ts';
import type { JobTable, Schema } from '../schema.ts';

/** As the port, with the ids and times that only the caller's side can make. */
export interface JobQueries extends Omit<Jobs, 'enqueue' | 'fail'> {
	enqueue(workspaceId: string, job: NewJob, jobId: string): Promise<{ jobId: string; created: boolean }>;
	fail(
		jobId: string,
		fence: number,
		failure: { reason: string; retryAt?: number },
		now: number,
	): Promise<boolean>;
}

export function jobQueries(db: Kysely<Schema>): JobQueries {
	return {
		enqueue: (workspaceId, job, jobId) =>
			db.transaction().execute((trx) => enqueue(trx, workspaceId, job, jobId)),
		lease: (options) => db.transaction().execute((trx) => lease(trx, options)),
		extend: (jobId, fence, leaseUntil) => updateLeased(db, jobId, fence, { due_at: leaseUntil }),
		complete: async (jobId, fence) => {
			const result = await db
				.deleteFrom('jobs')
				.where('job_id', '=', jobId)
				.where('fence', '=', fence)
				.where('state', '=', 'leased')
				.executeTakeFirst();
			return result.numDeletedRows > 0n;
		},
		hasten: (workspaceId, job) => db.transaction().execute((trx) => hasten(trx, workspaceId, job)),
		postpone: (jobId, fence, runAt) =>
			updateLeased(db, jobId, fence, { state: 'queued', due_at: runAt, attempt: 0, reason: null }),
		fail: (jobId, fence, failure, now) =>
			db.transaction().execute((trx) => fail(trx, jobId, fence, failure, now)),
		backlog: () => backlog(db),
		dead: (workspaceId, limit) => dead(db, workspaceId, limit),
		revive: async (workspaceId, jobId, runAt) => {
			const result = await db
				.updateTable('jobs')
				.set({ state: 'queued', due_at: runAt, attempt: 0, reason: null })
				.where('workspace_id', '=', workspaceId)
				.where('job_id', '=', jobId)
				.where('state', '=', 'dead')
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
	};
}

function toJob(row: Selectable<JobTable>): Job {
	return {
		jobId: row.job_id,
		workspaceId: row.workspace_id,
		kind: row.kind,
		key: row.key,
		payload: JSON.parse(row.payload),
		dueAt: row.due_at,
		attempt: row.attempt,
		maxAttempts: row.max_attempts,
		fence: row.fence,
	};
}

async function enqueue(db: Kysely<Schema>, workspaceId: string, job: NewJob, jobId: string) {
	const result = await db
		.insertInto('jobs')
		.values({
			workspace_id: workspaceId,
			job_id: jobId,
			kind: job.kind,
			key: job.key,
			payload: JSON.stringify(job.payload ?? null),
			state: 'queued',
			due_at: job.runAt,
			attempt: 0,
			max_attempts: job.maxAttempts,
			fence: 0,
			reason: null,
		})
		.onConflict((oc) => oc.columns(['workspace_id', 'kind', 'key']).doNothing())
		.executeTakeFirst();
	if ((result.numInsertedOrUpdatedRows ?? 0n) > 0n) return { jobId, created: true };
	const existing = await db
		.selectFrom('jobs')
		.select('job_id')
		.where('workspace_id', '=', workspaceId)
		.where('kind', '=', job.kind)
		.where('key', '=', job.key)
		.executeTakeFirstOrThrow();
	return { jobId: existing.job_id, created: false };
}

type LeaseOptions = Parameters<Jobs['lease']>[0];

async function lease(db: Kysely<Schema>, options: LeaseOptions): Promise<Job[]> {
	if (options.kinds.length === 0) return [];
	await buryExhausted(db, options);
	const { except = [] } = options;
	const rows = await due(db, options)
		.$if(except.length > 0, (query) => query.where('workspace_id', 'not in', except))
		.orderBy('due_at')
		.limit(options.limit)
		.execute();
	const jobs = rows.map((row) => toJob({ ...row, attempt: row.attempt + 1, fence: row.fence + 1 }));
	for (const { jobId, attempt, fence } of jobs) {
		await db
			.updateTable('jobs')
			.set({ state: 'leased', due_at: options.now + options.leaseMs, attempt, fence })
			.where('job_id', '=', jobId)
			.execute();
	}
	return jobs;
}

function due(db: Kysely<Schema>, { kinds, now }: LeaseOptions) {
	return (
		db
			.selectFrom('jobs')
			.selectAll()
			.where('kind', 'in', kinds)
			.where('due_at', '<=', now)
			// Spelled as in the partial index, so that the index is used.
			.where(sql<boolean>`state in ('queued', 'leased')`)
	);
}

/** A job whose last worker died without a word would otherwise run for ever. */
async function buryExhausted(db: Kysely<Schema>, options: LeaseOptions): Promise<void> {
	const exhausted = await due(db, options)
		.where('state', '=', 'leased')
		.whereRef('attempt', '>=', 'max_attempts')
		.execute();
	for (const { job_id, fence } of exhausted) {
		await bury(db, job_id, fence, 'The worker stopped during the last attempt', options.now);
	}
}

async function fail(
	db: Kysely<Schema>,
	jobId: string,
	fence: number,
	failure: { reason: string; retryAt?: number },
	now: number,
): Promise<boolean> {
	const job = await db
		.selectFrom('jobs')
		.select(['attempt', 'max_attempts'])
		.where('job_id', '=', jobId)
		.executeTakeFirst();
	if (!job) return false;
	if (failure.retryAt === undefined || job.attempt >= job.max_attempts) {
		return bury(db, jobId, fence, failure.reason, now);
	}
	return updateLeased(db, jobId, fence, {
		state: 'queued',
		due_at: failure.retryAt,
		reason: failure.reason,
	});
}

async function hasten(
	db: Kysely<Schema>,
	workspaceId: string,
	{ kind, key, runAt }: Parameters<Jobs['hasten']>[1],
): Promise<boolean> {
	const job = db
		.updateTable('jobs')
		.where('workspace_id', '=', workspaceId)
		.where('kind', '=', kind)
		.where('key', '=', key);
	const revived = await job
		.set({ state: 'queued', due_at: runAt, attempt: 0, reason: null })
		.where('state', '=', 'dead')
		.executeTakeFirst();
	const moved = await job
		.set({ due_at: runAt })
		.where('state', '=', 'queued')
		.where('due_at', '>', runAt)
		.executeTakeFirst();
	return revived.numUpdatedRows + moved.numUpdatedRows > 0n;
}

function bury(db: Kysely<Schema>, jobId: string, fence: number, reason: string, now: number) {
	return updateLeased(db, jobId, fence, { state: 'dead', due_at: now, reason });
}

/** False when the lease is no longer this worker's. */
async function updateLeased(
	db: Kysely<Schema>,
	jobId: string,
	fence: number,
	change: { state?: JobTable['state']; due_at: number; attempt?: number; reason?: string | null },
): Promise<boolean> {
	const result = await db
		.updateTable('jobs')
		.set(change)
		.where('job_id', '=', jobId)
		.where('fence', '=', fence)
		.where('state', '=', 'leased')
		.executeTakeFirst();
	return result.numUpdatedRows > 0n;
}

async function backlog(db: Kysely<Schema>): ReturnType<Jobs['backlog']> {
	const live = await db
		.selectFrom('jobs')
		.select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min('due_at').as('oldest')])
		.where(sql<boolean>`state in ('queued', 'leased')`)
		.executeTakeFirstOrThrow();
	const { count } = await db
		.selectFrom('jobs')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('state', '=', sql.lit('dead'))
		.executeTakeFirstOrThrow();
	// Engines differ in the type of a count.
	const counted = { waiting: Number(live.waiting), dead: Number(count) };
	return live.oldest === null ? counted : { ...counted, oldestDueAt: Number(live.oldest) };
}

async function dead(db: Kysely<Schema>, workspaceId: string, limit: number) {
	const rows = await db
		.selectFrom('jobs')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('state', '=', sql.lit('dead'))
		.orderBy('due_at', 'desc')
		.limit(limit)
		.execute();
	return rows.map((row) => ({ ...toJob(row), reason: row.reason ?? '', diedAt: row.due_at }));
}
