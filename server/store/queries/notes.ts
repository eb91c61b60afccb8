import type { Kysely } from 'kysely';
import type { Records } from '../ports.ts';
import type { Schema } from '../schema.ts';

export function noteQueries(db: Kysely<Schema>): Pick<Records, 'saveNote' | 'notes'> {
	return {
		saveNote: async ({ workspaceId, callId, userId, text, writtenAt }) => {
			await db
				.insertInto('notes')
				.values({ workspace_id: workspaceId, call_id: callId, user_id: userId, text, written_at: writtenAt })
				.onConflict((oc) =>
					oc
						.columns(['workspace_id', 'user_id', 'call_id'])
						.doUpdateSet({ text, written_at: writtenAt })
						// Of two written in the same millisecond one must win in any order.
						.where(({ eb, refTuple, tuple }) =>
							eb(refTuple('notes.written_at', 'notes.text'), '<', tuple(writtenAt, text)),
						),
				)
				.execute();
		},
		notes: async (workspaceId, userId, callIds) => {
			if (callIds.length === 0) return {};
			const rows = await db
				.selectFrom('notes')
				.select(['call_id', 'text'])
				.where('workspace_id', '=', workspaceId)
				.where('user_id', '=', userId)
				.where('call_id', 'in', callIds)
				.execute();
			return Object.fromEntries(rows.map(({ call_id, text }) => [call_id, text]));
		},
	};
}
