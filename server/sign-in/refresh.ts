import type { Clock } from '../clock.ts';
import { signedOutProblem } from '../doctor/connection-checks/sign-in.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SignIn } from '../providers/setup.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { App, Connection, Store, TokenChange, Tokens } from '../store/ports.ts';
import type { AccessToken } from '../vendors/access-token.ts';
import type { Announcement } from './announce.ts';
import { signInEndAfter } from './grants.ts';
import type { Granted } from './token-answer.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import { sealTokens, type TokenPair } from './token-text.ts';

export interface RefreshDeps {
	store: Pick<Store, 'setup' | 'records'>;
	providers: ProviderRegistry;
	keys: SealingKeys;
	clock: Clock;
	endpointOf(app: App, signIn: SignIn): TokenEndpoint | undefined;
	announce(told: Announcement): Promise<void>;
	pause(ms: number): Promise<void>;
	log: { info(fields: Record<string, string>, message: string): void };
}

export type Refreshed =
	| Exclude<AccessToken, { kind: 'later' }>
	/** `at`: not before, ms since 1970. */
	| { kind: 'later'; reason: string; at: number }
	/** Somebody signed in again, or another server was quicker: look at what is stored. */
	| { kind: 'overtaken' };

type Grant = Extract<Granted, { kind: 'granted' }>;

/** After a vendor gave no answer. */
const RETRY_MS = 15_000;
const STORE_TRIES = 5;
const STORE_AGAIN_MS = 500;

/** Tokens as they were found, and until when the caller may refresh them, ms since 1970. */
interface ClaimedTokens extends Tokens {
	refreshingUntil: number;
}

/** Asks for new tokens; the caller holds the claim. What the vendor gives is stored before anybody uses it. */
export async function refreshClaimed(
	tokens: ClaimedTokens,
	pair: TokenPair,
	deps: RefreshDeps,
): Promise<Refreshed> {
	const { workspaceId, connectionId, generation } = tokens;
	const connection = await connectionOf(tokens, deps);
	const provider = connection && deps.providers.find(connection.provider);
	const app = connection && (await deps.store.setup.app(workspaceId, connection.provider));
	const endpoint = app && provider?.signIn && deps.endpointOf(app, provider.signIn);
	if (!endpoint)
		return putOff(tokens, { reason: 'An admin has to enter the app of this provider again.' }, deps);
	if (!pair.refresh)
		return end(tokens, connection, `${provider.label} gives no new token without a sign-in.`, deps);
	const granted = await askTwice(endpoint, pair.refresh);
	deps.log.info({ connectionId, outcome: granted.kind }, 'A sign-in was refreshed');
	switch (granted.kind) {
		case 'granted': {
			const isStored = await storeSurely(tokens, changeOf(tokens, pair, granted, deps), deps);
			if (!isStored) return { kind: 'overtaken' };
			const { access, obtainedAt } = granted;
			return { kind: 'token', token: access, generation: generation + 1, obtainedAt };
		}
		case 'grant-refused':
			return end(tokens, connection, endWords(provider), deps);
		case 'app-refused':
			return putOff(tokens, { reason: `${provider.label} does not take the app’s secret.` }, deps);
		case 'later':
		case 'no-answer':
			return putOff(tokens, granted, deps);
	}
}

/**
 * After a lost answer the same token once more: vendors that have already changed it either give it again or refuse,
 * and then it is known that somebody has to sign in.
 */
async function askTwice(endpoint: TokenEndpoint, refresh: string): Promise<Granted> {
	const first = await endpoint.refresh(refresh);
	return first.kind === 'no-answer' ? endpoint.refresh(refresh) : first;
}

function changeOf(tokens: Tokens, pair: TokenPair, grant: Grant, { keys }: RefreshDeps): TokenChange {
	const refresh = grant.refresh ?? pair.refresh;
	const { access, obtainedAt, accessExpiresAt, scopes } = grant;
	const refreshExpiresAt = grant.refreshExpiresAt ?? pair.refreshExpiresAt;
	const signInEndsAt = signInEndAfter(tokens, pair, grant);
	const given = {
		access,
		obtainedAt,
		...(refresh && { refresh }),
		...(refreshExpiresAt !== undefined && { refreshExpiresAt }),
	};
	return {
		sealed: sealTokens(given, keys),
		accessExpiresAt,
		scopes: scopes ?? tokens.scopes,
		...(signInEndsAt !== undefined && { signInEndsAt }),
	};
}

/** The vendor has already forgotten the token before, so a disk that is busy for a moment must not lose this one. */
async function storeSurely(
	{ workspaceId, connectionId, generation }: Tokens,
	change: TokenChange,
	{ store, pause }: RefreshDeps,
): Promise<boolean> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await store.setup.storeRefreshed(workspaceId, connectionId, generation, change);
		} catch (error) {
			if (attempt === STORE_TRIES) throw error;
			await pause(STORE_AGAIN_MS);
		}
	}
}

async function putOff(
	{ workspaceId, connectionId, generation, refreshingUntil: until }: ClaimedTokens,
	{ reason, at }: { reason: string; at?: number },
	{ store, clock }: RefreshDeps,
): Promise<Refreshed> {
	await store.setup.releaseRefresh(workspaceId, connectionId, { generation, until });
	return { kind: 'later', reason, at: at ?? clock.now() + RETRY_MS };
}

/** The person and the admins are told in the same moment. */
async function end(
	{ workspaceId, connectionId, generation }: Tokens,
	connection: Connection,
	reason: string,
	deps: RefreshDeps,
): Promise<Refreshed> {
	const isOurs = await deps.store.setup.signOut(workspaceId, connectionId, generation, reason);
	if (!isOurs) return { kind: 'overtaken' };
	const label = deps.providers.find(connection.provider)?.label ?? connection.provider;
	const problem = signedOutProblem(label);
	const change = `signed-out-${generation + 1}`;
	await deps.announce({ connection, state: 'attention', reason, problem, change });
	return { kind: 'signed-out', reason };
}

function endWords({ label }: Provider): string {
	return `${label} has ended the sign-in. Please sign in again.`;
}

async function connectionOf({ workspaceId, connectionId }: Tokens, { store }: RefreshDeps) {
	const directory = await store.records.directory(workspaceId);
	return directory?.connections.find((one) => one.connectionId === connectionId);
}
