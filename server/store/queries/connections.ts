import type { Kysely } from 'kysely';
import type { Connection, Records } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { toConnection } from './rows.ts';

type Connections = Pick<
	Records,
	'createConnection' | 'connectionByKey' | 'connectionsOfProvider' | 'updateConnection' | 'removeConnection'
>;

export function connectionQueries(db: Kysely<Schema>): Connections {
	return {
		createConnection: (connection) => createConnection(db, connection),
		connectionByKey: async (provider, hookKey) => {
			const row = await db
				.selectFrom('connections')
				.selectAll()
				.where('provider', '=', provider)
				.where('hook_key', '=', hookKey)
				.where('removed_at', 'is', null)
				.executeTakeFirst();
			return row && { ...toConnection(row), ...(await passesOnTo(db, row)) };
		},
		connectionsOfProvider: async (provider, limit) => {
			const rows = await db
				.selectFrom('connections')
				.selectAll()
				.where('provider', '=', provider)
				.where('removed_at', 'is', null)
				.orderBy('created_at')
				.orderBy('connection_id')
				.limit(limit)
				.execute();
			return rows.map(toConnection);
		},
		updateConnection: async (workspaceId, connectionId, change) => {
			const { name, sealedSecrets, settings, ownerUserId, branchId } = change;
			const result = await active(db, workspaceId, connectionId)
				.set({
					connection_id: connectionId,
					...(name !== undefined && { name }),
					...(sealedSecrets !== undefined && { sealed_secrets: sealedSecrets }),
					...(settings !== undefined && { settings: JSON.stringify(settings) }),
					...(ownerUserId !== undefined && { owner_user_id: ownerUserId }),
					...(branchId !== undefined && { branch_id: branchId }),
				})
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		removeConnection: async (workspaceId, connectionId, now) => {
			// Its row stays: it says whose its past events are. Its credentials do not.
			const result = await active(db, workspaceId, connectionId)
				.set({ removed_at: now, sealed_secrets: null })
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
	};
}

async function passesOnTo(
	db: Kysely<Schema>,
	row: { workspace_id: string; connection_id: string },
): Promise<Pick<Connection, 'passesOnTo'>> {
	const taken = await db
		.selectFrom('subscriptions')
		.select('before')
		.distinct()
		.where('workspace_id', '=', row.workspace_id)
		.where('connection_id', '=', row.connection_id)
		.where('is_passed_on', '=', 1)
		.where('before', 'is not', null)
		.execute();
	const addresses = taken.flatMap(({ before }) => before ?? []);
	return addresses.length > 0 ? { passesOnTo: addresses } : {};
}

function active(db: Kysely<Schema>, workspaceId: string, connectionId: string) {
	return db
		.updateTable('connections')
		.where('workspace_id', '=', workspaceId)
		.where('connection_id', '=', connectionId)
		.where('removed_at', 'is', null);
}

async function createConnection(db: Kysely<Schema>, connection: Connection): Promise<void> {
	await db
		.insertInto('connections')
		.values({
			workspace_id: connection.workspaceId,
			connection_id: connection.connectionId,
			provider: connection.provider,
			name: connection.name,
			hook_key: connection.hookKey,
			owner_user_id: connection.ownerUserId ?? null,
			branch_id: connection.branchId ?? null,
			sealed_secrets: connection.sealedSecrets ?? null,
			settings: JSON.stringify(connection.settings),
			created_at: connection.createdAt,
			removed_at: connection.removedAt ?? null,
			last_event_at: connection.lastEventAt ?? null,
		})
		.execute();
}
