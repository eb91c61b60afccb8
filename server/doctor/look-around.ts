import { statfs } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import type { Directory, Store } from '../store/ports.ts';
import type { AddressWatch } from './address-watch.ts';
import type { ClockWatch } from './clock-watch.ts';
import type { InstallationFacts } from './installation-checks/facts.ts';

export interface LookDeps {
	store: Pick<Store, 'health' | 'deliveries' | 'leads' | 'jobs'>;
	clock: Clock;
	keySource: InstallationFacts['keySource'];
	/** Where the data is. */
	folder: string;
	/** Without a slash at its end. */
	publicUrl(): string;
	watchAddress: AddressWatch;
	/** Of a process that has heard what time it is elsewhere. */
	clockWatch?: Pick<ClockWatch, 'aheadMs' | 'jump'>;
	/** Device ids with an open stream; only the server itself knows. */
	connected?(workspaceId: string): ReadonlySet<string>;
}

const FUTURE_MS = 5 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;
const MOST_DEAD = 100;

/** Everything that is to be seen of the installation from here. `isAsked`: somebody waits for what is so now. */
export async function lookAround(
	{ workspace: { workspaceId }, devices }: Directory,
	deps: LookDeps,
	isAsked: boolean,
): Promise<InstallationFacts> {
	const { store, clock, keySource, folder } = deps;
	const seen = await deps.watchAddress(isAsked);
	const { bavail, bsize } = await statfs(folder);
	const { total } = await store.leads.changes(workspaceId, 0, 1);
	const connected = deps.connected?.(workspaceId).size;
	return {
		...seen,
		now: clock.now(),
		database: await store.health(),
		freeBytes: bavail * bsize,
		keySource,
		publicUrl: deps.publicUrl(),
		clock: await clockFacts(workspaceId, deps),
		devices: { paired: devices.length, ...(connected !== undefined && { connected }) },
		leadCount: total,
		jobs: await jobFacts(workspaceId, deps),
	};
}

async function clockFacts(
	workspaceId: string,
	{ store, clock, clockWatch }: LookDeps,
): Promise<InstallationFacts['clock']> {
	const [newest] = await store.deliveries.list(workspaceId, { limit: 1 });
	const aheadMs = clockWatch?.aheadMs();
	const jump = clockWatch?.jump();
	return {
		isBehindLog: newest !== undefined && newest.receivedAt > clock.now() + FUTURE_MS,
		...(aheadMs !== undefined && { aheadMs }),
		...(jump && { jump }),
	};
}

/** What was given up long ago is in the log; an alarm that never ends is none. */
async function jobFacts(workspaceId: string, { store, clock }: LookDeps): Promise<InstallationFacts['jobs']> {
	const { oldestDueAt } = await store.jobs.backlog();
	const dead = await store.jobs.dead(workspaceId, MOST_DEAD);
	const since = clock.now() - DAY_MS;
	return {
		dead: dead.filter(({ diedAt }) => diedAt >= since).length,
		...(oldestDueAt !== undefined && { oldestDueAt }),
	};
}
