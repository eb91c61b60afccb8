import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Sites } from '../site-port.ts';

/** Match patterns of the team's sites. Order is kept by time: each of a list is 1 ms younger than the one before. */
export function siteQueries(db: Kysely<Schema>): Sites {
	return {
		sites: async (workspaceId) => {
			const rows = await db
				.selectFrom('team_sites')
				.select('pattern')
				.where('workspace_id', '=', workspaceId)
				.orderBy('added_at')
				.orderBy('pattern')
				.execute();
			return rows.map(({ pattern }) => pattern);
		},
		setSites: (workspaceId, patterns, now) =>
			db.transaction().execute(async (trx) => {
				await trx.deleteFrom('team_sites').where('workspace_id', '=', workspaceId).execute();
				const rows = [...new Set(patterns)].map((pattern, index) => ({
					workspace_id: workspaceId,
					pattern,
					added_at: now + index,
				}));
				if (rows.length > 0) await trx.insertInto('team_sites').values(rows).execute();
			}),
	};
}
