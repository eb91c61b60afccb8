import type { ProviderRegistry } from '../providers/registry.ts';
import type { SignIn } from '../providers/setup.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { App, Store } from '../store/ports.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import { openTokens } from './token-text.ts';

export interface RevokeDeps {
	store: Pick<Store, 'setup' | 'records'>;
	providers: ProviderRegistry;
	keys: SealingKeys;
	endpointOf(app: App, signIn: SignIn): TokenEndpoint | undefined;
	log: { info(fields: Record<string, string>, message: string): void };
}

/** Takes the sign-in back at the vendor, as far as it can; what is stored stays for the caller to forget. */
export async function revokeSignIn(
	workspaceId: string,
	connectionId: string,
	deps: RevokeDeps,
): Promise<void> {
	const { setup, records } = deps.store;
	const directory = await records.directory(workspaceId);
	const connection = directory?.connections.find((one) => one.connectionId === connectionId);
	const provider = connection && deps.providers.find(connection.provider);
	const app = connection && (await setup.app(workspaceId, connection.provider));
	const tokens = await setup.tokens(workspaceId, connectionId);
	if (!provider?.signIn || !app || !tokens || tokens.state === 'signed-out') return;
	const pair = openTokens(tokens.sealed, deps.keys);
	const token = pair?.refresh ?? pair?.access;
	const isRevoked = token !== undefined && (await deps.endpointOf(app, provider.signIn)?.revoke(token));
	deps.log.info({ connectionId, outcome: isRevoked ? 'revoked' : 'not-revoked' }, 'A sign-in was taken back');
}
