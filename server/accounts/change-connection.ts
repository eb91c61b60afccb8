import type { Provider } from '../providers/provider.ts';
import { seal } from '../secrets/sealing.ts';
import type { Connection } from '../store/ports.ts';
import { type ConnectionDeps, secretsOf, wrongSetting } from './connections.ts';

/** What is to be different; what is not named stays. Of secrets and settings an empty value takes one away. */
export interface ConnectionChange {
	name?: string;
	/** Null: the workspace's. */
	ownerUserId?: string | null;
	/** Null: of none. */
	branchId?: string | null;
	secrets?: Record<string, string>;
	settings?: Record<string, string>;
}

export type ChangedConnection =
	| { kind: 'changed' }
	| { kind: 'secret-missing'; field: string; label: string }
	| { kind: 'wrong-setting'; reason: string }
	/** Removed meanwhile. */
	| { kind: 'gone' };

type Deps = Pick<ConnectionDeps, 'store' | 'keys' | 'changed'>;

/** Changes a connection in place: its address at the vendor and its past stay. */
export async function changeConnection(
	connection: Connection,
	provider: Provider,
	change: ConnectionChange,
	deps: Deps,
): Promise<ChangedConnection> {
	const settings = present({ ...connection.settings, ...change.settings });
	const wrong = change.settings && wrongSetting(provider, settings);
	if (wrong) return { kind: 'wrong-setting', reason: wrong };
	// Those that can no longer be opened are as good as none.
	const secrets = present({ ...secretsOf(connection, deps.keys), ...change.secrets });
	const missing =
		change.secrets && provider.secrets.find(({ name, optional }) => !optional && !secrets[name]);
	if (missing) return { kind: 'secret-missing', field: missing.name, label: missing.label };
	const { workspaceId, connectionId } = connection;
	const { name, ownerUserId, branchId } = change;
	const changed = await deps.store.records.updateConnection(workspaceId, connectionId, {
		...{ name, ownerUserId, branchId },
		...(change.settings && { settings }),
		...(change.secrets && { sealedSecrets: seal(JSON.stringify(secrets), deps.keys[0]) }),
	});
	if (!changed) return { kind: 'gone' };
	deps.changed();
	return { kind: 'changed' };
}

function present(values: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
