import { z } from 'zod';
import type { ConnectionView } from '../../lib/contract/api.ts';
import type { ConnectionState } from '../../lib/contract/connection.ts';
import { type Clock, toInstant } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Provider } from '../providers/provider.ts';
import type { SealingKeys } from '../secrets/key.ts';
import { open, seal } from '../secrets/sealing.ts';
import type { Connection, Store } from '../store/ports.ts';

export interface ConnectionDeps {
	store: Pick<Store, 'records'>;
	clock: Clock;
	ids: Ids;
	keys: SealingKeys;
	changed(): void;
}

export interface NewConnection {
	workspaceId: string;
	provider: Provider;
	name: string;
	ownerUserId?: string;
	/** By the names of the manifest; those that we make are made when they are missing. */
	secrets: Record<string, string>;
	settings: Record<string, string>;
}

export type AddedConnection =
	/** `secrets`: those made here, to be pasted at the vendor; not shown again. */
	| { kind: 'added'; connection: Connection; secrets: Record<string, string> }
	| { kind: 'secret-missing'; field: string; label: string }
	| { kind: 'wrong-setting'; reason: string };

const HOOK_KEY_BYTES = 24;
const SECRET_BYTES = 32;

export async function addConnection(wanted: NewConnection, deps: ConnectionDeps): Promise<AddedConnection> {
	const { provider } = wanted;
	const wrong = wrongSetting(provider, wanted.settings);
	if (wrong) return { kind: 'wrong-setting', reason: wrong };
	const made: Record<string, string> = {};
	for (const field of provider.secrets) {
		if (wanted.secrets[field.name] || field.optional) continue;
		if (!field.generatedByUs) return { kind: 'secret-missing', field: field.name, label: field.label };
		made[field.name] = deps.ids.secret(SECRET_BYTES);
	}
	const connection = connectionOf(wanted, { ...wanted.secrets, ...made }, deps);
	await deps.store.records.createConnection(connection);
	deps.changed();
	return { kind: 'added', connection, secrets: made };
}

/** What is wrong with these settings, in plain words; undefined where all is well. */
export function wrongSetting(provider: Provider, wanted: Record<string, string>): string | undefined {
	const settings = provider.settings.safeParse(wanted);
	if (!settings.success) return z.prettifyError(settings.error);
	const unknown = Object.keys(wanted).find((key) => !(key in settings.data));
	return unknown && `${unknown} is not a setting`;
}

function connectionOf(
	wanted: NewConnection,
	secrets: Record<string, string>,
	deps: ConnectionDeps,
): Connection {
	const { workspaceId, provider, name, ownerUserId, settings } = wanted;
	return {
		connectionId: deps.ids.make('connection'),
		workspaceId,
		provider: provider.id,
		name,
		hookKey: deps.ids.secret(HOOK_KEY_BYTES),
		ownerUserId,
		sealedSecrets: seal(JSON.stringify(secrets), deps.keys[0]),
		settings,
		createdAt: deps.clock.now(),
	};
}

const Secrets = z.record(z.string(), z.string());

/** The connection's secrets in plain; undefined where the key that sealed them is not at hand. */
export function secretsOf(connection: Connection, keys: SealingKeys): Record<string, string> | undefined {
	if (connection.sealedSecrets === undefined) return {};
	const opened = open(connection.sealedSecrets, keys);
	return opened.kind === 'opened' ? Secrets.parse(JSON.parse(opened.plain)) : undefined;
}

/** The address that the provider calls. */
export function hookUrl(
	publicUrl: string,
	{ provider, hookKey }: Pick<Connection, 'provider' | 'hookKey'>,
): string {
	return `${publicUrl}/hooks/${provider}/${hookKey}`;
}

export function connectionView(connection: Connection, publicUrl: string): ConnectionView {
	const { connectionId, provider, name, ownerUserId, lastEventAt, createdAt } = connection;
	return {
		connectionId,
		provider,
		name,
		ownerUserId,
		state: stateOf(connection),
		hookUrl: hookUrl(publicUrl, connection),
		lastEventAt: lastEventAt === undefined ? undefined : toInstant(lastEventAt),
		createdAt: toInstant(createdAt),
	};
}

function stateOf({ removedAt, lastEventAt, sealedSecrets }: Connection): ConnectionState {
	if (removedAt !== undefined) return 'removed';
	if (sealedSecrets === undefined) return 'attention';
	return lastEventAt === undefined ? 'waiting' : 'ok';
}
