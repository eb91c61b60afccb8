import { z } from 'zod';
import type { Directories } from '../fanout/directories.ts';
import type { FindConnection } from '../intake/connections.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { NewJob } from '../store/ports.ts';
import { keepUp, type UpkeepDeps } from './connection-upkeep.ts';
import { takeRepair } from './repair.ts';

export const UPKEEP = 'upkeep.connection';

/** Webex tells nobody that it has switched a webhook off, so it has to be asked. */
const EVERY_MS = 10 * 60 * 1_000;
const ATTEMPTS = 5;

const Payload = z.object({ connectionId: z.string() });

export interface UpkeepJobDeps extends UpkeepDeps {
	providers: ProviderRegistry;
	directories: Pick<Directories, 'fresh'>;
	findConnection: FindConnection;
}

/** Of a connection there is one such job, which queues itself again. */
export function upkeepJob(connectionId: string, runAt: number): NewJob {
	return { kind: UPKEEP, key: connectionId, payload: { connectionId }, runAt, maxAttempts: ATTEMPTS };
}

export function upkeepHandler(deps: UpkeepJobDeps): JobHandler {
	return async (job) => {
		const payload = Payload.safeParse(job.payload);
		if (!payload.success) return { kind: 'give-up', reason: 'The job names no connection.' };
		const directory = await deps.directories.fresh(job.workspaceId);
		const row = directory?.connections.find(
			(one) => one.connectionId === payload.data.connectionId && one.removedAt === undefined,
		);
		const found = row && (await deps.findConnection(row.provider, row.hookKey));
		const provider = row && deps.providers.find(row.provider);
		// Removed meanwhile, or of a provider that this build no longer has.
		if (!found || !provider) return { kind: 'done' };
		const isRepair = await takeRepair(job.workspaceId, row.connectionId, deps.store.records);
		await keepUp(found, provider, deps, { isRepair });
		return { kind: 'again', at: deps.clock.now() + EVERY_MS };
	};
}
