import type { Provider } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { Account, SignIn } from '../providers/setup.ts';
import type { Asked } from '../providers/vendor.ts';
import { open } from '../secrets/sealing.ts';
import { hashToken } from '../secrets/token.ts';
import type { App, PendingSignIn } from '../store/ports.ts';
import { type KeepGrantDeps, type KeptGrant, type KeptVisit, keepGrant } from './keep-grant.ts';
import { redirectUri } from './redirect.ts';
import type { Granted } from './token-answer.ts';
import { issuerOf, type TokenEndpoint } from './token-endpoint.ts';

export interface FinishDeps extends KeepGrantDeps {
	providers: ProviderRegistry;
	/** Without a slash at its end. */
	publicUrl(): string;
	endpointOf(app: App, signIn: SignIn): TokenEndpoint | undefined;
	/** Asks the vendor who signed in, with a token that belongs to no connection yet. */
	askAccount(provider: Provider, token: string, context: AccountContext): Promise<Asked<Account>>;
	/** One after the other where the lane is the same. */
	inTurn<T>(lane: string, run: () => Promise<T>): Promise<T>;
	/** For what admins have to mend. */
	log: { warn(fields: Record<string, string>, message: string): void };
}

export interface AccountContext {
	workspaceId: string;
	settings: Record<string, string>;
	region: string;
}

/** What the vendor sent the browser back with. */
export interface Callback {
	state: string;
	code?: string;
	error?: string;
	iss?: string;
}

export type Finished =
	| {
			kind: 'signed-in';
			provider: Provider;
			/** Whose calls and messages they are now; absent: the workspace's. */
			owner?: string;
			missing: SignIn['scopes'];
	  }
	| { kind: FinishTrouble; provider?: Provider };

export type FinishTrouble =
	/** The state was never given out, was used, or is older than ten minutes. */
	| 'unknown'
	| 'used'
	| 'expired'
	/** The person said no, or the vendor did. */
	| 'denied'
	| 'vendor-refused'
	/** Another vendor answered than the one that was asked. */
	| 'mixed-up'
	/** Person, device, app or connection went away meanwhile. */
	| 'gone'
	| 'code-refused'
	| 'app-refused'
	| 'no-answer'
	| 'account-unknown'
	| 'not-made'
	| 'account-taken'
	| 'other-account';

interface Visit extends KeptVisit {
	endpoint: TokenEndpoint;
}

type Grant = Extract<Granted, { kind: 'granted' }>;

/** Turns the vendor's answer into tokens of a connection. Whatever comes of it, the state is used up. */
export async function finishSignIn(callback: Callback, deps: FinishDeps): Promise<Finished> {
	const taken = await deps.store.setup.takeSignIn(hashToken(callback.state), deps.clock.now());
	if (taken.kind !== 'taken') return { kind: taken.kind };
	const { signIn: pending } = taken;
	const provider = deps.providers.find(pending.provider);
	const visit = provider && (await visitOf(provider, pending, deps));
	if (!visit) return { kind: 'gone', ...(provider && { provider }) };
	const finished = await answer(visit, callback, deps);
	return finished.kind === 'signed-in' ? finished : { ...finished, provider };
}

async function visitOf(
	provider: Provider,
	pending: PendingSignIn,
	deps: FinishDeps,
): Promise<Visit | undefined> {
	const { signIn } = provider;
	const directory = await deps.store.records.directory(pending.workspaceId);
	// Who was signed out since she began brings nothing in any more.
	const isHere = directory?.devices.some(
		({ deviceId, userId }) => deviceId === pending.deviceId && userId === pending.userId,
	);
	const app = await deps.store.setup.app(pending.workspaceId, pending.provider);
	const endpoint = signIn && app && deps.endpointOf(app, signIn);
	if (!signIn || !directory || !isHere || !app || !endpoint) return undefined;
	return { provider, signIn, pending, directory, app, endpoint };
}

async function answer(visit: Visit, { iss, error, code }: Callback, deps: FinishDeps): Promise<Finished> {
	if (iss !== undefined && iss !== issuerOf(visit.signIn)) return { kind: 'mixed-up' };
	if (error !== undefined) return { kind: error === 'access_denied' ? 'denied' : 'vendor-refused' };
	if (code === undefined) return { kind: 'vendor-refused' };
	const granted = await exchange(visit, code, deps);
	if (granted.kind !== 'granted') return { kind: troubleOf(granted) };
	const { provider, pending, app, directory } = visit;
	const { workspaceId } = pending;
	const context = { workspaceId, settings: app.settings, region: directory.workspace.region };
	const asked = await deps.askAccount(provider, granted.access, context);
	if (asked.kind === 'later') return { kind: 'no-answer' };
	if (asked.kind !== 'read') {
		deps.log.warn({ provider: provider.id, asked: asked.kind }, 'Who signed in could not be asked');
		return { kind: 'account-unknown' };
	}
	// Two at once must not make two connections of one account.
	const kept = await deps.inTurn(`${workspaceId} ${provider.id}`, () =>
		keepGrant(granted, asked.value, visit, deps),
	);
	return finishedOf(kept, provider, deps);
}

function exchange({ signIn, pending, endpoint }: Visit, code: string, { keys, publicUrl }: FinishDeps) {
	const verifier = open(pending.sealedVerifier, keys);
	return endpoint.exchange(code, {
		redirectUri: redirectUri(publicUrl()),
		...(signIn.pkce && verifier.kind === 'opened' && { verifier: verifier.plain }),
	});
}

function troubleOf({ kind }: Exclude<Granted, Grant>): FinishTrouble {
	switch (kind) {
		case 'grant-refused':
			return 'code-refused';
		case 'app-refused':
			return 'app-refused';
		case 'later':
		case 'no-answer':
			return 'no-answer';
	}
}

function finishedOf(kept: KeptGrant, provider: Provider, { log }: FinishDeps): Finished {
	switch (kept.kind) {
		case 'kept':
			return { ...kept, kind: 'signed-in', provider };
		case 'connection-gone':
			return { kind: 'gone' };
		case 'not-made':
			log.warn({ provider: provider.id, reason: kept.reason }, 'A sign-in made no connection');
			return { kind: 'not-made' };
		case 'account-taken':
		case 'other-account':
			return kept;
	}
}
