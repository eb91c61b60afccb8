import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Directories } from '../fanout/directories.ts';
import type { FindConnection } from '../intake/connections.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { Connection, Job, NewJob, Store } from '../store/ports.ts';
import { UPKEEP } from '../upkeep/job.ts';
import type { AccessTokens } from '../vendors/access-token.ts';
import { createQuietTimes, type QuietTimes } from '../vendors/quiet-times.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';
import { ASKING_PERIOD_MS, isTurnOf, nextTurn } from './asking-times.ts';
import { isStillGood, type StillGood } from './still-good.ts';

export const ASK_SIGN_INS = 'sign-in.ask';

const ATTEMPTS = 20;
/** Questions on their way at a time: at 200 ms an answer, 1,800 connections in a period. */
const PARALLEL = 8;
/** After so many questions in a row without an answer the vendor is taken to be down … */
const SILENT = 3;
/** … and is asked nothing for so long, so that its silence takes no seat from other work. */
const DOWN_MS = 30_000;

const Payload = z.object({ provider: z.string() });

/** Of a workspace and provider there is one such job: it asks the vendor in turn about each that is signed in. */
export function askJob(provider: string, runAt: number): NewJob {
	return { kind: ASK_SIGN_INS, key: provider, payload: { provider }, runAt, maxAttempts: ATTEMPTS };
}

export interface AskDeps {
	store: Pick<Store, 'setup' | 'jobs'>;
	providers: ProviderRegistry;
	directories: Pick<Directories, 'fresh'>;
	findConnection: FindConnection;
	vendorTools: VendorToolsFor;
	tokens: AccessTokens;
	clock: Clock;
}

interface Asking extends AskDeps {
	refused: QuietTimes;
	silence: Silence;
}

/** Finds out within a minute that a sign-in was taken back at the vendor; who that is of is told in that moment. */
export function askHandler(given: AskDeps): JobHandler {
	const deps = { ...given, refused: createQuietTimes(given.clock), silence: createSilence(given.clock) };
	return async (job) => {
		const named = Payload.safeParse(job.payload);
		if (!named.success) return { kind: 'give-up', reason: 'The job names no provider.' };
		const provider = deps.providers.find(named.data.provider);
		if (!provider?.signIn) return { kind: 'done' };
		const now = deps.clock.now();
		const directory = await deps.directories.fresh(job.workspaceId);
		const rows = (directory?.connections ?? []).filter(
			(one) => one.provider === provider.id && one.removedAt === undefined,
		);
		await askAll(rows.filter(isDue(job, now)), provider, deps);
		const ids = rows.map(({ connectionId }) => connectionId);
		return { kind: 'again', at: nextTurn(ids, now) };
	};
}

/** Where a worker died it is not known whom it had asked about. */
function isDue({ attempt, dueAt }: Job, now: number): (row: Connection) => boolean {
	const from = attempt === 1 ? Math.min(dueAt, now) : now - ASKING_PERIOD_MS;
	return ({ connectionId }) => isTurnOf(connectionId, { from, to: now });
}

async function askAll(rows: readonly Connection[], provider: Provider, deps: Asking): Promise<void> {
	const waiting = rows.values();
	const askers = Array.from({ length: Math.min(PARALLEL, rows.length) }, async () => {
		// The askers share one iterator: each row is taken once.
		for (const row of waiting) {
			if (deps.silence.isDown(provider.id)) return;
			deps.silence.heard(provider.id, await askOne(row, provider, deps));
		}
	});
	await Promise.all(askers);
}

async function askOne(row: Connection, provider: Provider, deps: Asking): Promise<StillGood> {
	const found = await deps.findConnection(provider.id, row.hookKey);
	if (!found) return 'not-asked';
	const answer = await isStillGood(found, provider, { ...deps, now: deps.clock.now });
	if (answer !== 'signed-out') return answer;
	// What the checks say is not to wait for their next round.
	const { workspaceId, connectionId } = row;
	await deps.store.jobs.hasten(workspaceId, { kind: UPKEEP, key: connectionId, runAt: deps.clock.now() });
	return answer;
}

/** Which vendors answer nobody, in this process. */
interface Silence {
	isDown(provider: string): boolean;
	heard(provider: string, answer: StillGood): void;
}

function createSilence(clock: Clock): Silence {
	const counts = new Map<string, number>();
	const down = createQuietTimes(clock);
	return {
		isDown: (provider) => down.until(provider) !== undefined,
		heard(provider, answer) {
			if (answer === 'not-asked') return;
			const count = answer === 'no-answer' ? (counts.get(provider) ?? 0) + 1 : 0;
			counts.set(provider, count);
			if (count >= SILENT) down.hold(provider, clock.now() + DOWN_MS);
		},
	};
}
