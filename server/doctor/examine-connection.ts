import { explain } from '../diagnosis/explain.ts';
import type { Directories } from '../fanout/directories.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import type { Directory, Store } from '../store/ports.ts';
import type { CheckResult } from '../store/setup-port.ts';
import type { UpkeepDeps, UpkeepFacts } from '../upkeep/connection-upkeep.ts';
import type { ConnectionFacts, Refusals } from './connection-checks/facts.ts';
import { connectionChecks } from './connection-checks/index.ts';
import { judgeSilence, MANY, type Silence, type Span, spansToCompare } from './connection-checks/silence.ts';
import { toCheckResult } from './finding.ts';

export interface ExaminerDeps {
	store: Pick<Store, 'setup' | 'deliveries'>;
	directories: Pick<Directories, 'fresh'>;
	providers: ProviderRegistry;
	keys: SealingKeys;
	settings: Pick<WorkspaceSettings, 'read'>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const MOST_REFUSED = 100;

/** Turns what a round of upkeep found, and what the log of deliveries tells, into checks. */
export function createExaminer(deps: ExaminerDeps): UpkeepDeps['examine'] {
	return async (facts) => {
		const { workspaceId, connection } = facts.found;
		const all = await gather(facts, deps);
		return connectionChecks
			.flatMap((check) => check(all))
			.map((finding): CheckResult => {
				const { connectionId } = connection;
				return toCheckResult(finding, { workspaceId, connectionId, checkedAt: facts.now });
			});
	};
}

async function gather(facts: UpkeepFacts, deps: ExaminerDeps): Promise<ConnectionFacts> {
	const { found, provider, now } = facts;
	const { workspaceId } = found;
	const { connectionId } = found.connection;
	const { setup } = deps.store;
	const directory = await deps.directories.fresh(workspaceId);
	const row = directory?.connections.find((one) => one.connectionId === connectionId);
	const tokens = await setup.tokens(workspaceId, connectionId);
	const app = provider.signIn && (await setup.app(workspaceId, provider.id));
	const consent = await deps.settings.read(workspaceId, 'consent');
	const afterCall = await deps.settings.read(workspaceId, 'after-call');
	const refusals = directory && (await refusalsOf(connectionId, now, directory, deps));
	return {
		...facts,
		silence: await silenceOf(facts, row, deps),
		consent: consent.value.connections[connectionId] ?? 'none',
		isTranscribing: afterCall.value.isOn,
		...(tokens && { tokens }),
		...(app && { appSettings: app.settings }),
		...(row?.lastEventAt !== undefined && { lastEventAt: row.lastEventAt }),
		...(refusals && { refusals }),
	};
}

async function silenceOf(
	{ found, now }: UpkeepFacts,
	row: { lastEventAt?: number; createdAt: number } | undefined,
	deps: ExaminerDeps,
): Promise<Silence> {
	if (row?.lastEventAt === undefined) return { kind: 'never' };
	const spans = spansToCompare(row.lastEventAt, now);
	const counts: number[] = [];
	for (const span of spans) counts.push(await believedIn(span, found, deps));
	return judgeSilence(spans, counts, row.createdAt);
}

/** Up to about `MANY`: whether it was more does not matter. */
async function believedIn(
	span: Span,
	{ workspaceId, connection: { connectionId } }: UpkeepFacts['found'],
	{ store }: ExaminerDeps,
): Promise<number> {
	const rows = await store.deliveries.list(workspaceId, { ...span, connectionId, limit: 2 * MANY });
	return rows.filter(({ outcome }) => outcome !== 'refused').length;
}

/** The newest one is explained; the others most likely have the same cause. */
async function refusalsOf(
	connectionId: string,
	now: number,
	directory: Directory,
	{ store, providers, keys }: ExaminerDeps,
): Promise<Refusals | undefined> {
	const { workspaceId } = directory.workspace;
	const filter = { connectionId, outcome: 'refused', from: now - DAY_MS, limit: MOST_REFUSED } as const;
	const rows = await store.deliveries.list(workspaceId, filter);
	const [newest] = rows;
	if (!newest) return undefined;
	const whole = await store.deliveries.get(workspaceId, newest.deliveryId);
	const diagnosis = whole && (await explain(whole, { directory, providers, keys }));
	return {
		count: rows.length,
		newestAt: newest.receivedAt,
		...(diagnosis && { cause: diagnosis.cause }),
	};
}
