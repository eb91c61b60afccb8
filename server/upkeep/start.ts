import { secretsOf } from '../accounts/connections.ts';
import type { Clock } from '../clock.ts';
import type { Directories } from '../fanout/directories.ts';
import type { FindConnection, FoundConnection } from '../intake/connections.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { seal } from '../secrets/sealing.ts';
import type { Store, StoredEvent } from '../store/ports.ts';
import type { AccessTokens } from '../vendors/access-token.ts';
import type { VendorToolsFor } from '../vendors/vendors.ts';
import type { SignInOutcome, UpkeepDeps } from './connection-upkeep.ts';
import { UPKEEP, upkeepHandler } from './job.ts';
import { PASS_ON, passOnHandler } from './pass-on.ts';

export interface UpkeepContext extends Pick<UpkeepDeps, 'examine' | 'report'> {
	store: Store;
	clock: Clock;
	keys: SealingKeys;
	providers: ProviderRegistry;
	directories: Directories;
	findConnection: FindConnection;
	vendorTools: VendorToolsFor;
	signIns: AccessTokens;
	dispatch: Dispatch;
	/** Called after the commit, with events that were not in the log before. */
	publish(stored: StoredEvent[]): void;
}

/** The jobs that keep connections alive without a hand. */
export function upkeepHandlers(context: UpkeepContext): Record<string, JobHandler> {
	const { clock, vendorTools, signIns, store, dispatch } = context;
	return {
		[UPKEEP]: upkeepHandler({
			...context,
			toolsFor: vendorTools,
			signIn: (found) => signInOf(found, signIns),
			keepSecrets: (found, secrets) => keepSecrets(found, secrets, context),
			listeningSince: clock.now(),
		}),
		[PASS_ON]: passOnHandler({ deliveries: store.deliveries, dispatch }),
	};
}

async function signInOf(
	{ workspaceId, connection }: FoundConnection,
	signIns: AccessTokens,
): Promise<SignInOutcome> {
	const asked = await signIns.accessToken(workspaceId, connection.connectionId);
	return asked.kind === 'token' ? { kind: 'token' } : { kind: asked.kind, reason: asked.reason };
}

/** Adds to what the connection has. @throws Error when its secrets cannot be opened: they would be lost */
async function keepSecrets(
	{ workspaceId, connection: { connectionId } }: FoundConnection,
	secrets: Record<string, string>,
	{ store, keys, directories }: UpkeepContext,
): Promise<void> {
	const directory = await directories.fresh(workspaceId);
	const row = directory?.connections.find((one) => one.connectionId === connectionId);
	const known = row && secretsOf(row, keys);
	if (!known) throw new Error('The secrets of a connection could not be opened');
	const sealedSecrets = seal(JSON.stringify({ ...known, ...secrets }), keys[0]);
	await store.records.updateConnection(workspaceId, connectionId, { sealedSecrets });
	directories.changed();
}
