import { CallData } from '../../lib/contract/call.ts';
import { readEvent } from '../../lib/contract/event.ts';
import { toNewEvent } from '../intake/events.ts';
import { followUpsOf } from '../pipeline/jobs.ts';
import type { Backfill } from '../providers/setup.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { Store, StoredEvent } from '../store/ports.ts';
import type { Trouble } from './reconcile.ts';

export interface BackfillDeps {
	workspaceId: string;
	store: Pick<Store, 'events' | 'jobs' | 'records'>;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
	/** ms since 1970: when this server began to listen; what came before may have been missed. */
	listeningSince: number;
}

export type BackfillOutcome = { kind: 'not-due' } | { kind: 'read'; added: number } | Trouble;

const READ_UNTIL = 'history-read-until';
const FIRST_READ_MS = 24 * 60 * 60 * 1_000;
const EVERY_MS = 60 * 60 * 1_000;
/** Vendors list a call some time after it ended. */
const OVERLAP_MS = 30 * 60 * 1_000;
const MOST_KNOWN_CALLS = 500;
const JOB_ATTEMPTS = 8;

/** Reads what the vendor has and the log has not: after the first connection, after downtime, and once an hour. */
export async function readMissed(
	backfill: Backfill,
	tools: VendorTools,
	deps: BackfillDeps,
): Promise<BackfillOutcome> {
	const { connectionId } = tools.connection;
	const now = tools.clock.now();
	const state = await deps.store.records.connectionState(deps.workspaceId, connectionId, READ_UNTIL);
	const readUntil = state === undefined ? undefined : Number(state);
	if (readUntil !== undefined && !isDue(readUntil, now, deps.listeningSince)) return { kind: 'not-due' };
	const since = (readUntil ?? now - FIRST_READ_MS) - OVERLAP_MS;
	const read = await backfill(since, { ...tools, knownCalls: await knownCalls(connectionId, since, deps) });
	if (read.kind !== 'read') return read;
	const added = await store(read.value, tools, deps);
	const change = { expected: state, value: String(now) };
	await deps.store.records.setConnectionState(deps.workspaceId, connectionId, READ_UNTIL, change);
	return { kind: 'read', added };
}

function isDue(readUntil: number, now: number, listeningSince: number): boolean {
	return readUntil < listeningSince || now - readUntil >= EVERY_MS;
}

type Missed = Extract<Awaited<ReturnType<Backfill>>, { kind: 'read' }>['value'];

/** Ids are made of the vendor's own, so what is known already is not stored again. */
async function store({ events, jobs }: Missed, { connection, clock }: VendorTools, deps: BackfillDeps) {
	const fresh = events.map((event) => toNewEvent(event, connection));
	const queued = (jobs ?? []).map((job) => ({ ...job, runAt: clock.now(), maxAttempts: JOB_ATTEMPTS }));
	const { stored } = await deps.store.events.append({
		workspaceId: deps.workspaceId,
		events: fresh,
		jobs: [...queued, ...events.flatMap((event) => followUpsOf(event, clock.now()))],
	});
	if (stored.length > 0) deps.publish(stored);
	return stored.length;
}

async function knownCalls(connectionId: string, since: number, deps: BackfillDeps): Promise<CallData[]> {
	const calls = await deps.store.events.recentCalls(deps.workspaceId, { limit: MOST_KNOWN_CALLS });
	return calls
		.flatMap(({ events }) => events.filter((event) => event.connectionId === connectionId))
		.flatMap(({ json }) => viewOf(json))
		.filter((view) => Date.parse(view.startedAt ?? view.endedAt ?? '') >= since);
}

function viewOf(json: string): CallData[] {
	const read = readEvent(JSON.parse(json));
	if (read.kind !== 'event') return [];
	const view = CallData.safeParse(read.event.data);
	return view.success ? [view.data] : [];
}
