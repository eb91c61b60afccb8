import { type Kysely, sql } from 'kysely';
import type { Usage } from '../ports.ts';
import type { Schema } from '../schema.ts';

export function usageQueries(db: Kysely<Schema>): Usage {
	return {
		add: async (workspaceId, { key, month, name, amount }) => {
			const inserted = await db
				.insertInto('usage')
				.values({ workspace_id: workspaceId, key, month, name, amount })
				.onConflict((oc) => oc.columns(['workspace_id', 'key']).doNothing())
				.executeTakeFirst();
			return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
		},
		month: async (workspaceId, month) => {
			const rows = await db
				.selectFrom('usage')
				.select(['name', sql<number>`sum(amount)`.as('amount')])
				.where('workspace_id', '=', workspaceId)
				.where('month', '=', month)
				.groupBy('name')
				.execute();
			const used = new Map(rows.map(({ name, amount }) => [name, Number(amount)]));
			return { seconds: used.get('seconds') ?? 0, tokens: used.get('tokens') ?? 0 };
		},
	};
}
