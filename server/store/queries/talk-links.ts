import type { Kysely } from 'kysely';
import type { TalkLinks } from '../ports.ts';
import type { Schema } from '../schema.ts';

export function talkLinkQueries(db: Kysely<Schema>): TalkLinks {
	return {
		create: async (link) => {
			await db
				.insertInto('talk_links')
				.values({
					code_hash: link.codeHash,
					workspace_id: link.workspaceId,
					call_id: link.callId,
					sealed: link.sealed,
					created_at: link.createdAt,
					expires_at: link.expiresAt,
					uses: 0,
				})
				.execute();
		},
		get: async (codeHash) => {
			const row = await db
				.selectFrom('talk_links')
				.selectAll()
				.where('code_hash', '=', codeHash)
				.executeTakeFirst();
			return (
				row && {
					codeHash: row.code_hash,
					workspaceId: row.workspace_id,
					callId: row.call_id,
					sealed: row.sealed,
					createdAt: row.created_at,
					expiresAt: row.expires_at,
					uses: row.uses,
				}
			);
		},
		use: async (codeHash, { now, most }) => {
			const updated = await db
				.updateTable('talk_links')
				.set((eb) => ({ uses: eb('uses', '+', 1) }))
				.where('code_hash', '=', codeHash)
				.where('expires_at', '>', now)
				.where('uses', '<', most)
				.executeTakeFirst();
			return updated.numUpdatedRows > 0n;
		},
		prune: async (expiredBefore) => {
			const { numDeletedRows } = await db
				.deleteFrom('talk_links')
				.where('expires_at', '<', expiredBefore)
				.executeTakeFirst();
			return Number(numDeletedRows);
		},
	};
}
