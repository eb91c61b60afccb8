import { secretsOf } from '../accounts/connections.ts';
import { createFingerprint } from '../intake/evidence.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { Connection, DeliveryRow, Directory } from '../store/ports.ts';
import { diagnose, type KnownConnection } from './diagnose.ts';
import type { Diagnosis } from './words.ts';

export interface ExplainParts {
	directory: Directory;
	providers: ProviderRegistry;
	keys: SealingKeys;
}

/** Why this delivery was refused; undefined where it was not, or where its connection is gone. */
export async function explain(
	row: DeliveryRow & { body: Uint8Array },
	{ directory, providers, keys }: ExplainParts,
): Promise<Diagnosis | undefined> {
	if (row.outcome !== 'refused') return undefined;
	const known = directory.connections
		.filter((one) => one.removedAt === undefined)
		.flatMap((one) => knownConnection(one, directory, providers, keys));
	const own = known.find((one) => one.connection.connectionId === row.connectionId);
	if (!own) return undefined;
	const others = known.filter((one) => one !== own);
	const facts = { own, others, providers: providers.all(), fingerprint: createFingerprint(keys) };
	return diagnose({ ...row, reason: row.reason ?? '' }, facts);
}

function knownConnection(
	connection: Connection,
	{ workspace }: Directory,
	providers: ProviderRegistry,
	keys: SealingKeys,
): KnownConnection[] {
	const provider = providers.find(connection.provider);
	const secrets = secretsOf(connection, keys);
	if (!provider || !secrets) return [];
	const { connectionId, name, settings } = connection;
	return [{ name, provider, connection: { connectionId, secrets, settings, region: workspace.region } }];
}
