import type { Clock } from '../clock.ts';
import type { Store } from '../store/ports.ts';
import { UPKEEP, upkeepJob } from './job.ts';
import { askForRepair } from './repair.ts';

interface NowDeps {
	store: Pick<Store, 'jobs' | 'records' | 'setup'>;
	clock: Clock;
	/** Resolves after so many ms. */
	wait(ms: number): Promise<void>;
}

const LOOK_MS = 100;
const PATIENCE_MS = 20_000;

/**
 * Has the next round done at once, in its place in the connection's queue, so that two rounds never run at a time.
 * False when it has not ended within 20 s: it goes on.
 */
export async function upkeepNow(
	workspaceId: string,
	connectionId: string,
	{ store, clock, wait }: NowDeps,
	{ isRepair = false }: { isRepair?: boolean } = {},
): Promise<boolean> {
	if (isRepair) await askForRepair(workspaceId, connectionId, store.records);
	const asked = clock.now();
	await store.jobs.enqueue(workspaceId, upkeepJob(connectionId, asked));
	await store.jobs.hasten(workspaceId, { kind: UPKEEP, key: connectionId, runAt: asked });
	for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
		await wait(LOOK_MS);
		const checks = await store.setup.checks(workspaceId);
		if (checks.some((one) => one.connectionId === connectionId && one.checkedAt >= asked)) return true;
	}
	return false;
}
