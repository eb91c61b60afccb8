import * as oauth from 'oauth4webapi';
import type { Principal } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import { atVendor, type VendorOrigins } from '../outgoing/vendor-origins.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SignIn } from '../providers/setup.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { seal } from '../secrets/sealing.ts';
import { hashToken } from '../secrets/token.ts';
import type { Connection, Store } from '../store/ports.ts';
import { redirectUri } from './redirect.ts';

export interface BeginDeps {
	store: {
		setup: Pick<Store['setup'], 'app' | 'createSignIn'>;
		records: Pick<Store['records'], 'directory'>;
	};
	providers: ProviderRegistry;
	keys: SealingKeys;
	clock: Clock;
	ids: Ids;
	vendorOrigins: VendorOrigins;
	/** Without a slash at its end. */
	publicUrl(): string;
}

export type Begun =
	/** `expiresAt`: ms since 1970. */
	| { kind: 'begun'; authorizeUrl: string; expiresAt: number }
	/** There is no such provider, or it is not connected by signing in. */
	| { kind: 'no-sign-in' }
	/** No admin has entered the workspace's app yet. */
	| { kind: 'no-app' }
	/** It belongs to all, so an admin signs in. */
	| { kind: 'not-allowed' }
	/** The connection to sign in to again is not there, or somebody else's. */
	| { kind: 'unknown-connection' };

export interface SignInWish {
	provider: string;
	connectionId?: string;
}

const VALID_MS = 10 * 60 * 1_000;
/** Of state and verifier: 256 bits. */
const SECRET_BYTES = 32;

/** Opens a sign-in for this person on this device, once and for ten minutes. */
export async function beginSignIn(principal: Principal, wish: SignInWish, deps: BeginDeps): Promise<Begun> {
	const provider = deps.providers.find(wish.provider);
	if (!provider?.signIn) return { kind: 'no-sign-in' };
	const { user, device, workspace } = principal;
	const { workspaceId } = workspace;
	if (provider.ownedBy === 'workspace' && user.role !== 'admin') return { kind: 'not-allowed' };
	const { connectionId } = wish;
	if (connectionId && !(await mayUse(principal, wish, deps))) return { kind: 'unknown-connection' };
	const app = await deps.store.setup.app(workspaceId, provider.id);
	if (!app) return { kind: 'no-app' };
	const state = deps.ids.secret(SECRET_BYTES);
	const verifier = deps.ids.secret(SECRET_BYTES);
	const expiresAt = deps.clock.now() + VALID_MS;
	await deps.store.setup.createSignIn({
		stateHash: hashToken(state),
		...{ workspaceId, userId: user.userId, deviceId: device.deviceId, provider: provider.id, expiresAt },
		...(connectionId && { connectionId }),
		sealedVerifier: seal(verifier, deps.keys[0]),
	});
	const url = await authorizeUrl(provider.signIn, {
		...{ clientId: app.clientId, state, verifier, redirect: redirectUri(deps.publicUrl()) },
	});
	return { kind: 'begun', authorizeUrl: atVendor(url, deps.vendorOrigins), expiresAt };
}

/** Each signs in to her own; what belongs to the workspace is signed in to by admins. */
async function mayUse(
	{ user, workspace }: Principal,
	wish: SignInWish,
	{ store }: BeginDeps,
): Promise<boolean> {
	const directory = await store.records.directory(workspace.workspaceId);
	const connection = directory?.connections.find((one) => one.connectionId === wish.connectionId);
	if (!connection || connection.removedAt !== undefined || connection.provider !== wish.provider)
		return false;
	return isOwn(connection, user);
}

function isOwn({ ownerUserId }: Connection, { userId, role }: Principal['user']): boolean {
	return ownerUserId === undefined ? role === 'admin' : ownerUserId === userId;
}

async function authorizeUrl(
	signIn: SignIn,
	{
		clientId,
		state,
		verifier,
		redirect,
	}: { clientId: string; state: string; verifier: string; redirect: string },
): Promise<string> {
	const url = new URL(signIn.authorizeUrl);
	const parameters: Record<string, string> = {
		...signIn.parameters,
		response_type: 'code',
		client_id: clientId,
		redirect_uri: redirect,
		scope: signIn.scopes.map(({ name }) => name).join(' '),
		state,
		...(signIn.pkce && {
			code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
			code_challenge_method: 'S256',
		}),
	};
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	// Not every vendor reads a plus sign as a space.
	return url.href.replaceAll('+', '%20');
}
