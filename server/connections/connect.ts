import type { ConnectionDeps } from '../accounts/connections.ts';
import { type AddedConnection, addConnection, type NewConnection } from '../accounts/connections.ts';
import type { FoundConnection } from '../intake/connections.ts';
import type { Provider } from '../providers/provider.ts';
import type { VendorTools } from '../providers/vendor.ts';
import type { Jobs } from '../store/ports.ts';
import { upkeepJob } from '../upkeep/job.ts';

export interface ConnectDeps extends ConnectionDeps {
	jobs: Pick<Jobs, 'enqueue'>;
	toolsFor(found: FoundConnection, provider: Provider): VendorTools;
}

export type Connected =
	| AddedConnection
	/** The vendor does not take the key, or not for this. */
	| { kind: 'key-refused'; reason: string }
	/** The vendor could not be asked. */
	| { kind: 'vendor-silent'; reason: string };

/** Adds a connection whose key the vendor takes; what is wrong is said before anything is saved. */
export async function connect(wanted: NewConnection, region: string, deps: ConnectDeps): Promise<Connected> {
	const refusal = await tryKey(wanted, region, deps);
	if (refusal) return refusal;
	const added = await addConnection(wanted, deps);
	if (added.kind === 'added') {
		const job = upkeepJob(added.connection.connectionId, deps.clock.now());
		await deps.jobs.enqueue(wanted.workspaceId, job);
	}
	return added;
}

/** Undefined when the key is taken, or there is nothing to try it with. */
export async function tryKey(
	{ workspaceId, provider, secrets, settings }: NewConnection,
	region: string,
	{ ids, toolsFor }: Pick<ConnectDeps, 'ids' | 'toolsFor'>,
): Promise<Extract<Connected, { kind: 'key-refused' | 'vendor-silent' }> | undefined> {
	// Without a key there is nothing to ask: where it may be left out, deliveries still come in.
	if (!provider.checkKey || !provider.authorization?.(secrets)) return undefined;
	const connection = { connectionId: ids.make('connection'), secrets, settings, region };
	const checked = await provider.checkKey(toolsFor({ workspaceId, connection }, provider));
	switch (checked.kind) {
		case 'read':
			return undefined;
		case 'later':
		case 'unexpected':
			return { kind: 'vendor-silent', reason: checked.reason };
		case 'signed-out':
			return { kind: 'key-refused', reason: `${provider.label} does not know this key.` };
		case 'forbidden':
		case 'refused':
			return { kind: 'key-refused', reason: checked.reason };
		case 'gone':
		case 'too-large':
			return { kind: 'vendor-silent', reason: `${provider.label} answered in a way that is not documented.` };
	}
}
