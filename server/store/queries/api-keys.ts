import type { Kysely, Selectable } from 'kysely';
import type { ApiKey, ApiKeys } from '../ports.ts';
import type { Schema } from '../schema.ts';

export function apiKeyQueries(db: Kysely<Schema>): ApiKeys {
	return {
		create: async (key) => {
			await db
				.insertInto('api_keys')
				.values({
					key_id: key.keyId,
					workspace_id: key.workspaceId,
					name: key.name,
					key_hash: key.keyHash,
					created_at: key.createdAt,
					last_used_at: null,
					revoked_at: null,
				})
				.execute();
		},
		byHash: async (keyHash) => {
			const row = await db
				.selectFrom('api_keys')
				.selectAll()
				.where('key_hash', '=', keyHash)
				.where('revoked_at', 'is', null)
				.executeTakeFirst();
			return row && toKey(row);
		},
		touch: async (keyId, now) => {
			await db.updateTable('api_keys').set({ last_used_at: now }).where('key_id', '=', keyId).execute();
		},
		list: async (workspaceId) => {
			const rows = await db
				.selectFrom('api_keys')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.orderBy('created_at')
				.orderBy('key_id')
				.execute();
			return rows.map(toKey);
		},
		revoke: async (workspaceId, keyId, now) => {
			const updated = await db
				.updateTable('api_keys')
				.set({ revoked_at: now })
				.where('workspace_id', '=', workspaceId)
				.where('key_id', '=', keyId)
				.where('revoked_at', 'is', null)
				.executeTakeFirst();
			return updated.numUpdatedRows > 0n;
		},
	};
}

function toKey(row: Selectable<Schema['api_keys']>): ApiKey {
	return {
		keyId: row.key_id,
		workspaceId: row.workspace_id,
		name: row.name,
		keyHash: row.key_hash,
		createdAt: row.created_at,
		...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
		...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
	};
}
