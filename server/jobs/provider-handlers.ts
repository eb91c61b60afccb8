import { z } from 'zod';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { Clock } from '../clock.ts';
import type { Directories } from '../fanout/directories.ts';
import type { FindConnection, FoundConnection } from '../intake/connections.ts';
import { toNewEvent } from '../intake/events.ts';
import { followUpsOf } from '../pipeline/jobs.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { Job, Store, StoredEvent } from '../store/ports.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';
import type { JobContext, JobHandler } from './job.ts';
import type { JobTools, ProviderJob } from './provider-job.ts';

export interface ProviderJobDeps {
	providers: ProviderRegistry;
	store: Pick<Store, 'events' | 'leads' | 'records'>;
	directories: Pick<Directories, 'fresh'>;
	findConnection: FindConnection;
	vendorTools: VendorToolsFor;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
	clock: Clock;
	log: { info(fields: Record<string, string | number>, message: string): void };
}

const Payload = z.object({ connectionId: z.string() });

/** The connection that a provider's job is of; undefined for other jobs. */
export function connectionIdOf(job: Pick<Job, 'payload'>): string | undefined {
	return Payload.safeParse(job.payload).data?.connectionId;
}

/** Handlers of all jobs that providers' manifests name. @throws Error when a kind does not begin with its provider's id */
export function providerHandlers(deps: ProviderJobDeps): Record<string, JobHandler> {
	const handlers: Record<string, JobHandler> = {};
	for (const provider of deps.providers.all()) {
		const { id, jobs } = provider;
		for (const [kind, run] of Object.entries(jobs ?? {})) {
			if (!kind.startsWith(`${id}.`)) throw new Error(`The job kind ${kind} does not begin with ${id}.`);
			handlers[kind] = (job, context) => runProviderJob({ run, provider }, job, context, deps);
		}
	}
	return handlers;
}

async function runProviderJob(
	{ run, provider }: { run: ProviderJob; provider: Provider },
	job: Job,
	context: JobContext,
	deps: ProviderJobDeps,
) {
	const connectionId = connectionIdOf(job);
	if (connectionId === undefined) return { kind: 'give-up', reason: 'The job names no connection.' } as const;
	const found = await connectionOf(job.workspaceId, connectionId, deps);
	// Removed meanwhile: nobody waits for it any more.
	if (!found) return { kind: 'done' } as const;
	return run(job, toolsFor(found, provider, job, context, deps));
}

async function connectionOf(
	workspaceId: string,
	connectionId: string,
	{ directories, findConnection }: ProviderJobDeps,
): Promise<FoundConnection | undefined> {
	const directory = await directories.fresh(workspaceId);
	const row = directory?.connections.find((one) => one.connectionId === connectionId);
	return row && findConnection(row.provider, row.hookKey);
}

function toolsFor(
	found: FoundConnection,
	provider: Provider,
	{ kind }: Job,
	{ stillMine }: JobContext,
	deps: ProviderJobDeps,
): JobTools {
	const { store, clock, log } = deps;
	const { connection, workspaceId } = found;
	const { connectionId } = connection;
	return {
		connection,
		clock,
		ask: deps.vendorTools(found, provider).ask,
		leadsByKeys: (keys) => store.leads.byKeys(workspaceId, keys),
		append: async (events: RingsideEvent[]) => {
			if (!(await stillMine())) return false;
			if (events.length === 0) return true;
			const fresh = events.map((event) => toNewEvent(event, connection));
			const jobs = events.flatMap((event) => followUpsOf(event, clock.now()));
			const { stored } = await store.events.append({ workspaceId, events: fresh, jobs });
			if (stored.length > 0) deps.publish(stored);
			return true;
		},
		state: (name) => store.records.connectionState(workspaceId, connectionId, name),
		setState: (name, change) => store.records.setConnectionState(workspaceId, connectionId, name, change),
		report: (counts) => log.info({ connectionId, kind, ...counts }, 'A job has read'),
	};
}
