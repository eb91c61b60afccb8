import type { Kysely, Selectable } from 'kysely';
import type { Inbox, InboxRow } from '../ports.ts';
import type { Schema } from '../schema.ts';

export function inboxQueries(db: Kysely<Schema>): Inbox {
	return {
		add: async (workspaceId, { callId, json, createdAt }) => {
			const inserted = await db
				.insertInto('unassigned_calls')
				.values({
					workspace_id: workspaceId,
					call_id: callId,
					state: 'open',
					json,
					created_at: createdAt,
					changed_at: createdAt,
				})
				.onConflict((oc) => oc.columns(['workspace_id', 'call_id']).doNothing())
				.executeTakeFirst();
			return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
		},
		get: async (workspaceId, callId) => {
			const row = await db
				.selectFrom('unassigned_calls')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('call_id', '=', callId)
				.executeTakeFirst();
			return row && toRow(row);
		},
		change: async (workspaceId, callId, { from, to, json, now }) => {
			const updated = await db
				.updateTable('unassigned_calls')
				.set({ state: to, changed_at: now, ...(json !== undefined && { json }) })
				.where('workspace_id', '=', workspaceId)
				.where('call_id', '=', callId)
				.where('state', '=', from)
				.executeTakeFirst();
			return updated.numUpdatedRows > 0n;
		},
		list: async (workspaceId, { state, before, limit }) => {
			let query = db
				.selectFrom('unassigned_calls')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.orderBy('created_at', 'desc')
				.orderBy('call_id')
				.limit(limit);
			if (state !== undefined) query = query.where('state', '=', state);
			if (before !== undefined) query = query.where('created_at', '<', before);
			return (await query.execute()).map(toRow);
		},
	};
}

function toRow(row: Selectable<Schema['unassigned_calls']>): InboxRow {
	return {
		callId: row.call_id,
		state: row.state,
		json: row.json,
		createdAt: row.created_at,
		changedAt: row.changed_at,
	};
}
