import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import { type Jobs, StoreUnavailable } from '../store/ports.ts';

type Backlog = Awaited<ReturnType<Jobs['backlog']>>;

/** Shows how much work waits, since when, and how much was given up; asked of the store with each look. */
export function measureBacklog(registry: Registry, jobs: Pick<Jobs, 'backlog'>, clock: Clock): void {
	let asking: Promise<Backlog | undefined> | undefined;
	const ask = () => {
		// The gauges of one look are read at the same time.
		asking ??= backlogOf(jobs).finally(() => {
			asking = undefined;
		});
		return asking;
	};
	const gauge = (name: string, help: string, read: (backlog: Backlog) => number) =>
		new Gauge({
			name,
			help,
			registers: [registry],
			async collect() {
				const backlog = await ask();
				this.set(backlog ? read(backlog) : Number.NaN);
			},
		});
	gauge('ringside_jobs_waiting', 'Jobs that wait or run.', ({ waiting }) => waiting);
	gauge('ringside_jobs_dead', 'Jobs that were given up.', ({ dead }) => dead);
	gauge(
		'ringside_jobs_age_seconds',
		'How long the most overdue job has been due; 0 when none is.',
		({ oldestDueAt }) => Math.max(0, clock.now() - (oldestDueAt ?? clock.now())) / 1_000,
	);
}

/** Undefined while the store cannot tell: the other figures are wanted then more than ever. */
async function backlogOf(jobs: Pick<Jobs, 'backlog'>): Promise<Backlog | undefined> {
	try {
		return await jobs.backlog();
	} catch (error) {
		if (error instanceof StoreUnavailable) return undefined;
		throw error;
	}
}
