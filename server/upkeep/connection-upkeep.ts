import type { Clock } from '../clock.ts';
import type { FoundConnection } from '../intake/connections.ts';
import type { Provider } from '../providers/provider.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { Store, StoredEvent } from '../store/ports.ts';
import type { CheckResult, Subscription } from '../store/setup-port.ts';
import { type BackfillOutcome, readMissed } from './backfill.ts';
import { reconcile, type Trouble } from './reconcile.ts';

/** What the token's keeper says; asking refreshes what is about to end. */
export type SignInOutcome =
	| { kind: 'token' }
	| { kind: 'signed-out'; reason: string }
	| { kind: 'later'; reason: string };

/** What one round at a connection found, for the checks to be made of. */
export interface UpkeepFacts {
	found: FoundConnection;
	provider: Provider;
	/** Sign-in providers only. */
	signIn?: SignInOutcome;
	/** Key providers only: whether the key is taken. */
	key?: 'taken' | Trouble;
	subscriptions: Subscription[];
	trouble?: Trouble;
	backfill?: BackfillOutcome;
	now: number;
}

export interface UpkeepDeps {
	store: Pick<Store, 'events' | 'jobs' | 'records' | 'setup'>;
	clock: Clock;
	toolsFor(found: FoundConnection, provider: Provider): VendorTools;
	signIn(found: FoundConnection): Promise<SignInOutcome>;
	keepSecrets(found: FoundConnection, secrets: Record<string, string>): Promise<void>;
	examine(facts: UpkeepFacts): Promise<CheckResult[]>;
	/** Tells the owner and the admins when a connection got better or worse. */
	report(found: FoundConnection, checks: CheckResult[]): Promise<void>;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
	listeningSince: number;
}

/**
 * One round: token, webhooks, what was missed, checks. Never rejects for what a vendor answers: that is what the
 * checks tell of.
 */
export async function keepUp(
	found: FoundConnection,
	provider: Provider,
	deps: UpkeepDeps,
	options: { isRepair?: boolean } = {},
): Promise<CheckResult[]> {
	const facts = await gather(found, provider, deps, options);
	const checks = await deps.examine(facts);
	const { connectionId } = found.connection;
	await deps.store.setup.saveChecks(found.workspaceId, connectionId, checks);
	await deps.report(found, checks);
	return checks;
}

async function gather(
	found: FoundConnection,
	provider: Provider,
	deps: UpkeepDeps,
	options: { isRepair?: boolean },
): Promise<UpkeepFacts> {
	const { workspaceId, connection } = found;
	const known = await deps.store.setup.subscriptions(workspaceId, connection.connectionId);
	const facts: UpkeepFacts = { found, provider, subscriptions: known, now: deps.clock.now() };
	if (provider.signIn) {
		facts.signIn = await deps.signIn(found);
		if (facts.signIn.kind !== 'token') return facts;
	} else if (!provider.authorization?.(connection.secrets)) {
		// Where a key may be left out there is nothing to ask with; deliveries still come in.
		return facts;
	}
	const tools = deps.toolsFor(found, provider);
	if (provider.checkKey) {
		const checked = await provider.checkKey(tools);
		facts.key = checked.kind === 'read' ? 'taken' : checked;
		if (facts.key !== 'taken') return facts;
	}
	if (provider.subscriptions) {
		Object.assign(facts, await reconcile(provider.subscriptions, tools, reconcileDeps(found, deps), options));
	}
	if (provider.backfill && facts.trouble?.kind !== 'signed-out')
		facts.backfill = await readMissed(provider.backfill, tools, { ...deps, workspaceId });
	return provider.signIn ? askAgainIfRefused(facts, deps) : facts;
}

/** What the vendor has just said of the sign-in is told now, not in the next round. */
async function askAgainIfRefused(facts: UpkeepFacts, deps: UpkeepDeps): Promise<UpkeepFacts> {
	const { backfill, trouble, ...rest } = facts;
	if (trouble?.kind !== 'signed-out' && backfill?.kind !== 'signed-out') return facts;
	const signIn = await deps.signIn(facts.found);
	return signIn.kind === 'token' ? facts : { ...rest, signIn };
}

function reconcileDeps(found: FoundConnection, deps: UpkeepDeps) {
	return {
		workspaceId: found.workspaceId,
		setup: deps.store.setup,
		keepSecrets: (secrets: Record<string, string>) => deps.keepSecrets(found, secrets),
	};
}
