import type { Clock } from '../clock.ts';
import { forgetTold } from '../doctor/report.ts';
import type { Provider } from '../providers/provider.ts';
import type { Account, SignIn } from '../providers/setup.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { App, Connection, Directory, PendingSignIn, Store, Tokens } from '../store/ports.ts';
import { upkeepJob } from '../upkeep/job.ts';
import type { Announcement } from './announce.ts';
import { askJob } from './ask.ts';
import { type ConnectAccountDeps, type ConnectedAccount, connectAccount } from './connect-account.ts';
import { missingScopes, signInEnd, tokensOf } from './grants.ts';
import { keepJob } from './keep.ts';
import type { Granted } from './token-answer.ts';
import { openTokens, sealTokens } from './token-text.ts';

export interface KeepGrantDeps extends ConnectAccountDeps {
	store: Pick<Store, 'records' | 'setup' | 'jobs'>;
	keys: SealingKeys;
	clock: Clock;
	announce(told: Announcement): Promise<void>;
}

/** Who signed in to what. */
export interface KeptVisit {
	provider: Provider;
	signIn: SignIn;
	pending: PendingSignIn;
	directory: Directory;
	app: App;
}

export type KeptGrant =
	/** `owner`: whose calls and messages they are now; absent: the workspace's. */
	| { kind: 'kept'; owner?: string; missing: SignIn['scopes'] }
	| Exclude<ConnectedAccount, { kind: 'connected' }>;

type Grant = Extract<Granted, { kind: 'granted' }>;

/** Gives the grant to the connection that the account belongs to, and says who has it now. */
export async function keepGrant(
	grant: Grant,
	account: Account,
	visit: KeptVisit,
	deps: KeepGrantDeps,
): Promise<KeptGrant> {
	const { provider, signIn, pending, app } = visit;
	const connected = await connectAccount({ account, app, provider, pending }, deps);
	if (connected.kind !== 'connected') return connected;
	const { connection } = connected;
	const scopes = grant.scopes ?? signIn.scopes.map(({ name }) => name);
	const sealed = sealTokens(await pairOf(connection, grant, deps), deps.keys);
	const signInEndsAt = signInEnd(signIn, grant, app);
	const saved = await deps.store.setup.saveTokens(
		tokensOf(connection, { account, grant, sealed, scopes, signInEndsAt }),
	);
	await tell(connection, saved, deps);
	const owner = visit.directory.users.find(({ userId }) => userId === connection.ownerUserId)?.name;
	return { kind: 'kept', missing: missingScopes(signIn, scopes), ...(owner && { owner }) };
}

/** Some vendors give a refresh token at the first sign-in alone; the one from then is still good. */
async function pairOf(
	{ workspaceId, connectionId }: Connection,
	grant: Grant,
	{ store, keys }: KeepGrantDeps,
) {
	const { access, obtainedAt, refresh, refreshExpiresAt } = grant;
	const told = refreshExpiresAt === undefined ? {} : { refreshExpiresAt };
	if (refresh) return { access, obtainedAt, refresh, ...told };
	const before = await store.setup.tokens(workspaceId, connectionId);
	const kept = before?.state === 'ok' ? openTokens(before.sealed, keys)?.refresh : undefined;
	return { access, obtainedAt, ...(kept && { refresh: kept }), ...told };
}

async function tell(connection: Connection, { generation }: Tokens, deps: KeepGrantDeps): Promise<void> {
	const { workspaceId, connectionId, provider, lastEventAt } = connection;
	const now = deps.clock.now();
	await forgetTold(workspaceId, connectionId, deps.store.records);
	for (const job of [keepJob(connectionId, now), upkeepJob(connectionId, now), askJob(provider, now)]) {
		await deps.store.jobs.enqueue(workspaceId, job);
		// It may have been queued for later, when there was nothing to keep.
		await deps.store.jobs.hasten(workspaceId, { kind: job.kind, key: job.key, runAt: now });
	}
	const state = lastEventAt === undefined ? 'waiting' : 'ok';
	await deps.announce({ connection, state, change: `signed-in-${generation}` });
	deps.changed();
}
