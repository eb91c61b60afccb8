import type { Kysely } from 'kysely';
import type { Counter, Schema } from '../schema.ts';

/** All counters of a workspace; 0 where nothing was counted yet. */
export async function readCounters(
	db: Kysely<Schema>,
	workspaceId: string,
): Promise<Record<Counter, number>> {
	const rows = await db
		.selectFrom('counters')
		.select(['name', 'value'])
		.where('workspace_id', '=', workspaceId)
		.execute();
	return { event: 0, lead: 0, leads: 0, ...Object.fromEntries(rows.map(({ name, value }) => [name, value])) };
}

export async function writeCounter(
	db: Kysely<Schema>,
	workspaceId: string,
	name: Counter,
	value: number,
): Promise<void> {
	await db
		.insertInto('counters')
		.values({ workspace_id: workspaceId, name, value })
		.onConflict((oc) => oc.columns(['workspace_id', 'name']).doUpdateSet({ value }))
		.execute();
}
