import type { Clock } from '../clock.ts';
import type { FindConnection, FoundConnection } from '../intake/connections.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { Connection, Store } from '../store/ports.ts';
import { type Farewell, removeSubscriptions } from '../upkeep/farewell.ts';

export interface RemoveDeps {
	store: Pick<Store, 'records' | 'setup'>;
	providers: ProviderRegistry;
	clock: Clock;
	directories: { changed(): void };
	findConnection: FindConnection;
	vendorTools(found: FoundConnection, provider: Provider): VendorTools;
	/** Takes the sign-in back at the vendor, as far as it can. */
	revoke(workspaceId: string, connectionId: string): Promise<void>;
}

/** Removes it at the vendor first, while its token is still there; whatever the vendor says, it goes here. */
export async function removeConnection(connection: Connection, deps: RemoveDeps): Promise<Farewell> {
	const { workspaceId, connectionId } = connection;
	const left = await leaveVendor(connection, deps);
	await deps.store.records.removeConnection(workspaceId, connectionId, deps.clock.now());
	await deps.store.setup.forget(workspaceId, connectionId);
	deps.directories.changed();
	return left;
}

async function leaveVendor(connection: Connection, deps: RemoveDeps): Promise<Farewell> {
	const { workspaceId, connectionId, hookKey } = connection;
	const provider = deps.providers.find(connection.provider);
	const found = provider && (await deps.findConnection(provider.id, hookKey));
	if (!found) return { left: [] };
	const rules = provider.subscriptions;
	const setup = deps.store.setup;
	const farewell: Farewell = rules
		? await removeSubscriptions(rules, deps.vendorTools(found, provider), { workspaceId, setup })
		: { left: [] };
	await deps.revoke(workspaceId, connectionId);
	return farewell;
}
