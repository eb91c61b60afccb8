import type { Kysely } from 'kysely';
import type { Settings } from '../ports.ts';
import type { Schema } from '../schema.ts';

export function settingQueries(db: Kysely<Schema>): Settings {
	return {
		get: async (workspaceId, name) => {
			const row = await db
				.selectFrom('settings')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('name', '=', name)
				.executeTakeFirst();
			return (
				row && { version: row.version, json: row.json, ...(row.sealed !== null && { sealed: row.sealed }) }
			);
		},
		put: async (workspaceId, name, { version, json, sealed, changedAt }) => {
			const next = { version: version + 1, json, sealed: sealed ?? null, changed_at: changedAt };
			if (version === 0) {
				const inserted = await db
					.insertInto('settings')
					.values({ workspace_id: workspaceId, name, ...next })
					.onConflict((oc) => oc.columns(['workspace_id', 'name']).doNothing())
					.executeTakeFirst();
				return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n ? next.version : undefined;
			}
			const updated = await db
				.updateTable('settings')
				.set(next)
				.where('workspace_id', '=', workspaceId)
				.where('name', '=', name)
				.where('version', '=', version)
				.executeTakeFirst();
			return updated.numUpdatedRows > 0n ? next.version : undefined;
		},
		all: async (name) => {
			const rows = await db
				.selectFrom('settings')
				.select(['workspace_id', 'json'])
				.where('name', '=', name)
				.orderBy('workspace_id')
				.execute();
			return rows.map(({ workspace_id, json }) => ({ workspaceId: workspace_id, json }));
		},
	};
}
