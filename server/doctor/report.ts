import { z } from 'zod';
import type { ConnectionStatus } from '../../lib/contract/connection.ts';
import type { Directories } from '../fanout/directories.ts';
import { type AnnounceDeps, announce } from '../sign-in/announce.ts';
import type { Connection, Store } from '../store/ports.ts';
import type { CheckResult } from '../store/setup-port.ts';
import type { UpkeepDeps } from '../upkeep/connection-upkeep.ts';
import { readFinding } from './finding.ts';
import { type Change, changeSince, type Problems, problemsOf } from './worsened.ts';

export interface ReportDeps extends Omit<AnnounceDeps, 'events'> {
	store: Pick<Store, 'events' | 'records' | 'setup'>;
	directories: Pick<Directories, 'fresh'>;
}

/** Name of the state that remembers what was told last. */
const TOLD = 'told-problems';

const Told = z.object({ count: z.int(), problems: z.record(z.string(), z.enum(['attention', 'broken'])) });

/** Tells a connection's owner and the admins when something got worse, and when all is well again: once a change. */
export function createReporter(deps: ReportDeps): UpkeepDeps['report'] {
	return async ({ workspaceId, connection: { connectionId } }, checks) => {
		const { records } = deps.store;
		const directory = await deps.directories.fresh(workspaceId);
		const connection = directory?.connections.find((one) => one.connectionId === connectionId);
		if (!connection || connection.removedAt !== undefined) return;
		const stored = await records.connectionState(workspaceId, connectionId, TOLD);
		const told = readTold(stored);
		const change = changeSince(told.problems, checks);
		if (change.kind === 'same') return;
		const count = told.count + 1;
		// Told before it is remembered: after a crash in between the same id is told again, and no twice.
		if (change.kind !== 'better') await tell(connection, { change, count }, deps);
		const value = JSON.stringify({ count, problems: problemsOf(checks, told.problems) });
		await records.setConnectionState(workspaceId, connectionId, TOLD, { expected: stored, value });
	};
}

/** After somebody signed in: she has been told that it works, so what is found next is news again. */
export async function forgetTold(
	workspaceId: string,
	connectionId: string,
	records: Pick<Store['records'], 'connectionState' | 'setConnectionState'>,
): Promise<void> {
	const expected = await records.connectionState(workspaceId, connectionId, TOLD);
	if (expected === undefined) return;
	const value = JSON.stringify({ ...readTold(expected), problems: {} });
	await records.setConnectionState(workspaceId, connectionId, TOLD, { expected, value });
}

function readTold(stored: string | undefined): { count: number; problems: Problems } {
	return Told.safeParse(JSON.parse(stored ?? 'null')).data ?? { count: 0, problems: {} };
}

async function tell(
	connection: Connection,
	{ change, count }: { change: Exclude<Change, { kind: 'same' | 'better' }>; count: number },
	deps: ReportDeps,
): Promise<void> {
	const announceDeps = { ...deps, events: deps.store.events };
	if (change.kind === 'well') {
		const state = connection.lastEventAt === undefined ? 'waiting' : 'ok';
		return announce({ connection, state, change: `checks-${count}` }, announceDeps);
	}
	const problem = problemOf(change.worst);
	const id = (await signedOutChange(connection, change.worst, deps)) ?? `checks-${count}`;
	await announce({ connection, state: 'attention', problem, change: id }, announceDeps);
}

/** The end of a sign-in is told in the moment it happens, under this name, and must not be told twice. */
async function signedOutChange(
	{ workspaceId, connectionId }: Connection,
	{ name, state }: CheckResult,
	{ store }: ReportDeps,
): Promise<string | undefined> {
	if (name !== 'sign-in' || state !== 'broken') return undefined;
	const tokens = await store.setup.tokens(workspaceId, connectionId);
	return tokens?.state === 'signed-out' ? `signed-out-${tokens.generation}` : undefined;
}

/** As the contract tells it. */
export function problemOf(check: CheckResult): ConnectionStatus['problem'] {
	const { name, state, found, mend } = readFinding(check);
	const severity = state === 'broken' ? 'broken' : 'attention';
	return { severity, check: name, found, ...(mend && { mend }) };
}
