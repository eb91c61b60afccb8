import { setTimeout as pause } from 'node:timers/promises';
import type { Principal } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { VendorOrigins } from '../outgoing/vendor-origins.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SignIn } from '../providers/setup.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { open } from '../secrets/sealing.ts';
import type { App, Store, StoredEvent } from '../store/ports.ts';
import type { AccessTokens } from '../vendors/access-token.ts';
import { createAskVendor } from '../vendors/ask-vendor.ts';
import { bearerCredentials } from '../vendors/credentials.ts';
import { createQuietTimes } from '../vendors/quiet-times.ts';
import { createAccessTokens } from './access-tokens.ts';
import { type Announcement, announce } from './announce.ts';
import { type Begun, beginSignIn, type SignInWish } from './begin.ts';
import { type AccountContext, type Callback, type Finished, finishSignIn } from './finish.ts';
import { createTurns } from './in-turn.ts';
import { revokeSignIn } from './revoke.ts';
import { createTokenEndpoint, type TokenEndpoint } from './token-endpoint.ts';

export interface SignInsDeps {
	store: Pick<Store, 'setup' | 'records' | 'jobs' | 'events'>;
	providers: ProviderRegistry;
	keys: SealingKeys;
	clock: Clock;
	ids: Ids;
	dispatch: Dispatch;
	vendorOrigins: VendorOrigins;
	/** Without a slash at its end. */
	publicUrl(): string;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
	/** After connections changed. */
	changed(): void;
	log: {
		info(fields: Record<string, string>, message: string): void;
		warn(fields: Record<string, string>, message: string): void;
	};
	/** Between two looks at what another server does; real time where it is not given. */
	pause?(ms: number): Promise<void>;
}

/** Signing in at vendors: from the click to tokens that stay fresh. */
export interface SignIns extends AccessTokens {
	begin(principal: Principal, wish: SignInWish): Promise<Begun>;
	finish(callback: Callback): Promise<Finished>;
	revoke(workspaceId: string, connectionId: string): Promise<void>;
}

export function createSignIns(deps: SignInsDeps): SignIns {
	const { store, clock, publish } = deps;
	const shared = {
		...deps,
		endpointOf: (app: App, signIn: SignIn) => endpointOf(app, signIn, deps),
		announce: (told: Announcement) => announce(told, { events: store.events, publish, clock }),
		askAccount: (provider: Provider, token: string, context: AccountContext) =>
			askAccount(provider, token, context, deps),
		inTurn: createTurns(),
		pause: deps.pause ?? ((ms: number) => pause(ms)),
		quietTimes: createQuietTimes(clock),
	};
	return {
		...createAccessTokens(shared),
		begin: (principal, wish) => beginSignIn(principal, wish, deps),
		finish: (callback) => finishSignIn(callback, shared),
		revoke: (workspaceId, connectionId) => revokeSignIn(workspaceId, connectionId, shared),
	};
}

/** Undefined where the key that sealed the app's secret is not at hand. */
function endpointOf(
	app: App,
	signIn: SignIn,
	{ keys, dispatch, clock }: SignInsDeps,
): TokenEndpoint | undefined {
	const secret = open(app.sealedSecret, keys);
	if (secret.kind !== 'opened') return undefined;
	const proof = { clientId: app.clientId, clientSecret: secret.plain };
	return createTokenEndpoint(signIn, proof, { dispatch, clock });
}

async function askAccount(
	provider: Provider,
	token: string,
	{ workspaceId, settings, region }: AccountContext,
	{ dispatch, clock }: SignInsDeps,
) {
	if (!provider.signIn) throw new Error(`${provider.id} is not signed in to`);
	// It has no id yet; its answers count against no connection's limit.
	const connectionId = `sign-in ${workspaceId}`;
	const asker = { provider, connectionId, credentials: bearerCredentials(token) };
	const ask = createAskVendor(asker, { dispatch, clock, quietTimes: createQuietTimes(clock) });
	const connection = { connectionId, secrets: {}, settings, region };
	return provider.signIn.account({ connection, ask, clock, hookUrl: '' });
}
