import { type Kysely, sql } from 'kysely';
import type { CheckResult, Setup } from '../ports.ts';
import type { Schema } from '../schema.ts';

/** What was found of connections and of the installation. */
export function checkQueries(db: Kysely<Schema>): Pick<Setup, 'saveChecks' | 'checks'> {
	return {
		saveChecks: (workspaceId, connectionId, checks) =>
			db.transaction().execute((trx) => saveChecks(trx, workspaceId, connectionId, checks)),
		checks: (workspaceId) => checksOf(db, workspaceId),
	};
}

/** As the port, in the caller's transaction. */
export async function saveChecks(
	db: Kysely<Schema>,
	workspaceId: string,
	connectionId: string | undefined,
	checks: CheckResult[],
): Promise<void> {
	// Spelled as in the index, so that the index is used.
	const connection = sql<string>`coalesce(connection_id, '')`;
	const before = await db
		.deleteFrom('checks')
		.where('workspace_id', '=', workspaceId)
		.where(connection, '=', connectionId ?? '')
		.returning(['name', 'state', 'since'])
		.execute();
	if (checks.length === 0) return;
	const sinceOf = ({ name, state, checkedAt }: CheckResult) =>
		before.find((one) => one.name === name && one.state === state)?.since ?? checkedAt;
	await db
		.insertInto('checks')
		.values(
			checks.map((check) => ({
				workspace_id: workspaceId,
				connection_id: connectionId ?? null,
				name: check.name,
				state: check.state,
				json: check.json,
				checked_at: check.checkedAt,
				since: sinceOf(check),
			})),
		)
		.execute();
}

/** A round that was under way while its connection was removed may have left some: nobody wants to see them. */
async function checksOf(db: Kysely<Schema>, workspaceId: string): ReturnType<Setup['checks']> {
	const rows = await db
		.selectFrom('checks as k')
		.leftJoin('connections as c', (join) =>
			join.onRef('c.workspace_id', '=', 'k.workspace_id').onRef('c.connection_id', '=', 'k.connection_id'),
		)
		.selectAll('k')
		.where('k.workspace_id', '=', workspaceId)
		.where('c.removed_at', 'is', null)
		.orderBy(sql`coalesce(k.connection_id, '')`)
		.orderBy('k.name')
		.execute();
	return rows.map((row) => ({
		workspaceId: row.workspace_id,
		...(row.connection_id !== null && { connectionId: row.connection_id }),
		name: row.name,
		state: row.state,
		json: row.json,
		checkedAt: row.checked_at,
		since: row.since,
	}));
}
