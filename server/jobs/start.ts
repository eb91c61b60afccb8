import type { Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import { traceOf } from '../http/errors.ts';
import type { Ids } from '../ids.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { Store } from '../store/ports.ts';
import { measureBacklog } from './backlog-metrics.ts';
import { startLoop } from './loop.ts';
import { connectionIdOf, type ProviderJobDeps, providerHandlers } from './provider-handlers.ts';
import { createRunner } from './runner.ts';

export interface JobsDeps extends Omit<ProviderJobDeps, 'store' | 'log' | 'publish'> {
	store: Store;
	clock: Clock;
	ids: Ids;
	hub: { publish: ProviderJobDeps['publish'] };
	metrics: { registry: Registry };
	log: ProviderJobDeps['log'] & { error(fields: object, message: string): void };
}

export interface RunningJobs {
	/** Resolves after `withinMs` at the latest; what did not end by then is done again at the next start. */
	stop(withinMs: number): Promise<'idle' | 'cut-off'>;
}

/** A worker that died is found out after this; well below the minute in which its jobs must go on. */
const LEASE_MS = 30_000;
const SEATS = { concurrency: 8, perWorkspace: 4, waitingPerWorkspace: 20 };

/** Works off the jobs of this installation until it is stopped. */
export function startJobs(deps: JobsDeps): RunningJobs {
	const { store, clock, ids, log } = deps;
	measureBacklog(deps.metrics.registry, store.jobs, clock);
	let isCutOff = false;
	const dispatch: Dispatch = async (outgoing) =>
		isCutOff ? { kind: 'failed', reason: 'connection' } : deps.dispatch(outgoing);
	const handlers = providerHandlers({ ...deps, dispatch, publish: deps.hub.publish });
	const runner = createRunner({
		...SEATS,
		jobs: store.jobs,
		clock,
		handlers,
		leaseMs: LEASE_MS,
		laneOf: (job) => `${job.workspaceId} ${connectionIdOf(job) ?? job.jobId}`,
		chance: () => fractionOf(ids),
		onBug: (error, { kind, jobId }) => log.error({ kind, jobId, ...traceOf(error) }, 'A job failed'),
	});
	const loop = startLoop(runner, store, {
		onTrouble: (error) => log.error(traceOf(error), 'Jobs could not be taken'),
	});
	return {
		async stop(withinMs) {
			const ended = await loop.stop(withinMs);
			// What still runs would go on asking for what it can no longer store.
			isCutOff = true;
			return ended;
		},
	};
}

/** A random number x, 0 ≤ x < 1. */
function fractionOf(ids: Ids): number {
	return Buffer.from(ids.secret(6), 'base64url').readUIntBE(0, 6) / 2 ** 48;
}
