import type { Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import { createExaminer } from '../doctor/examine-connection.ts';
import {
	EXAMINE_INSTALLATION,
	type ExamineInstallation,
	examineHandler,
	queueExamination,
} from '../doctor/installation.ts';
import { createReporter } from '../doctor/report.ts';
import type { Directories } from '../fanout/directories.ts';
import { traceOf } from '../http/errors.ts';
import { fractionOf, type Ids } from '../ids.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { pipelineHandlers } from '../pipeline/handlers.ts';
import { callIdOf } from '../pipeline/jobs.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { ASK_SIGN_INS, askHandler, askJob } from '../sign-in/ask.ts';
import { KEEP_SIGN_IN, keepHandler, keepJob } from '../sign-in/keep.ts';
import type { Store } from '../store/ports.ts';
import { upkeepJob } from '../upkeep/job.ts';
import { upkeepHandlers } from '../upkeep/start.ts';
import type { AccessTokens } from '../vendors/access-token.ts';
import type { VendorDownloadFor } from '../vendors/vendor-download.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';
import { measureBacklog } from './backlog-metrics.ts';
import type { JobHandler } from './job.ts';
import { type LoopOptions, startLoop } from './loop.ts';
import { connectionIdOf, type ProviderJobDeps, providerHandlers } from './provider-handlers.ts';
import { queueForConnections } from './queue-connections.ts';
import { createRunner } from './runner.ts';

export interface JobsDeps
	extends Omit<PipelineDeps, 'log' | 'directories'>,
		Omit<ProviderJobDeps, 'store' | 'log' | 'publish' | 'directories'> {
	store: Store;
	clock: Clock;
	ids: Ids;
	keys: SealingKeys;
	signIns: AccessTokens;
	directories: Directories;
	dispatch: Dispatch;
	examineInstallation: ExamineInstallation;
	hub: { publish: ProviderJobDeps['publish'] };
	metrics: { registry: Registry };
	log: ProviderJobDeps['log'] & { error(fields: object, message: string): void };
	/** How often it looks for work; as usual where it is not given. */
	loop?: Pick<LoopOptions, 'everyMs' | 'gatherMs'>;
}

export interface RunningJobs {
	/** Resolves after `withinMs` at the latest; what did not end by then is done again at the next start. */
	stop(withinMs: number): Promise<'idle' | 'cut-off'>;
}

/** A worker that died is found out after this; well below the minute in which its jobs must go on. */
const LEASE_MS = 30_000;
const SEATS = { concurrency: 8, perWorkspace: 4, waitingPerWorkspace: 20 };

const stopping = { kind: 'later', reason: 'The server is stopping.' } as const;

/** Works off the jobs of this installation until it is stopped. */
export function startJobs(deps: JobsDeps): RunningJobs {
	const { store, clock, ids, log } = deps;
	measureBacklog(deps.metrics.registry, store.jobs, clock);
	let isCutOff = false;
	const vendorTools: VendorToolsFor = (found, provider) => {
		const tools = deps.vendorTools(found, provider);
		return { ...tools, ask: async (request) => (isCutOff ? stopping : tools.ask(request)) };
	};
	const dispatch: Dispatch = async (outgoing) =>
		isCutOff ? { kind: 'failed', reason: 'connection' } : deps.dispatch(outgoing);
	const vendorDownload: VendorDownloadFor = (found, provider) => {
		const download = deps.vendorDownload(found, provider);
		return async (wanted, take) => (isCutOff ? stopping : download(wanted, take));
	};
	const handlers = handlersOf({ ...deps, vendorTools, vendorDownload, dispatch, publish: deps.hub.publish });
	const queued = queueAll(deps).catch((error: unknown) =>
		log.error(traceOf(error), 'Jobs could not be queued'),
	);
	const runner = createRunner({
		...SEATS,
		jobs: store.jobs,
		clock,
		handlers,
		leaseMs: LEASE_MS,
		// Two of one call would write over each other.
		laneOf: (job) => `${job.workspaceId} ${connectionIdOf(job) ?? callIdOf(job) ?? job.jobId}`,
		chance: () => fractionOf(ids),
		onBug: (error, { kind, jobId }) => log.error({ kind, jobId, ...traceOf(error) }, 'A job failed'),
	});
	const loop = startLoop(runner, store, {
		...deps.loop,
		onTrouble: (error) => log.error(traceOf(error), 'Jobs could not be taken'),
	});
	return {
		async stop(withinMs) {
			await queued;
			const ended = await loop.stop(withinMs);
			// What still runs would go on asking for what it can no longer store.
			isCutOff = true;
			return ended;
		},
	};
}

function handlersOf(context: JobsDeps & Pick<ProviderJobDeps, 'publish'>): Record<string, JobHandler> {
	const { clock, publish, store, directories } = context;
	const examine = createExaminer(context);
	const report = createReporter({ store, directories, clock, publish });
	return {
		...providerHandlers(context),
		...pipelineHandlers(context),
		...upkeepHandlers({ ...context, examine, report }),
		[EXAMINE_INSTALLATION]: examineHandler(context.examineInstallation, context),
		[KEEP_SIGN_IN]: keepHandler({ ...context, tokens: context.signIns }),
		[ASK_SIGN_INS]: askHandler({ ...context, tokens: context.signIns }),
	};
}

/** What each connection needs all the time; that which is queued already stays as it is. */
async function queueAll({ store, providers, clock }: JobsDeps): Promise<void> {
	const now = clock.now();
	await queueForConnections(store, ({ connectionId, provider }) => [
		...(providers.find(provider)?.signIn ? [keepJob(connectionId, now), askJob(provider, now)] : []),
		upkeepJob(connectionId, now),
	]);
	await queueExamination(store, now);
}
