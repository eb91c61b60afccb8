import type { Kysely } from 'kysely';
import type { Records } from '../ports.ts';
import type { Schema } from '../schema.ts';

export function connectionStateQueries(
	db: Kysely<Schema>,
): Pick<Records, 'connectionState' | 'setConnectionState'> {
	return {
		connectionState: async (workspaceId, connectionId, name) => {
			const row = await db
				.selectFrom('connection_states')
				.select('value')
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.where('name', '=', name)
				.executeTakeFirst();
			return row?.value;
		},
		setConnectionState: async (workspaceId, connectionId, name, { expected, value }) => {
			if (expected === undefined) {
				const inserted = await db
					.insertInto('connection_states')
					.values({ workspace_id: workspaceId, connection_id: connectionId, name, value })
					.onConflict((oc) => oc.columns(['workspace_id', 'connection_id', 'name']).doNothing())
					.executeTakeFirst();
				return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
			}
			const updated = await db
				.updateTable('connection_states')
				.set({ value })
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.where('name', '=', name)
				.where('value', '=', expected)
				.executeTakeFirst();
			return updated.numUpdatedRows > 0n;
		},
	};
}
