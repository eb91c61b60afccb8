import type { Connection, NewJob, Store } from '../store/ports.ts';

/** Queues what each connection there is needs all the time; what is queued already stays as it is. */
export async function queueForConnections(
	{
		records,
		jobs,
	}: { records: Pick<Store['records'], 'workspaces' | 'directory'>; jobs: Pick<Store['jobs'], 'enqueue'> },
	jobsOf: (connection: Connection) => NewJob[],
): Promise<void> {
	for (const { workspaceId } of await records.workspaces()) {
		const directory = await records.directory(workspaceId);
		const present = (directory?.connections ?? []).filter(({ removedAt }) => removedAt === undefined);
		for (const job of distinct(present.flatMap(jobsOf))) await jobs.enqueue(workspaceId, job);
	}
}

function distinct(wanted: NewJob[]): Iterable<NewJob> {
	return new Map(wanted.map((job) => [`${job.kind} ${job.key}`, job])).values();
}
