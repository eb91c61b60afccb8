import type { Kysely } from 'kysely';
import type { AgentLink, Records } from '../ports.ts';
import type { Schema } from '../schema.ts';

/** Which of our users a provider's agents are. */
export function agentQueries(db: Kysely<Schema>): Pick<Records, 'linkAgent' | 'unlinkAgent'> {
	return {
		linkAgent: async (workspaceId, { connectionId, agentKey, userId }) => {
			await db
				.insertInto('agents')
				.values({
					workspace_id: workspaceId,
					connection_id: connectionId,
					agent_key: agentKey,
					user_id: userId,
				})
				.onConflict((oc) =>
					oc.columns(['workspace_id', 'connection_id', 'agent_key']).doUpdateSet({ user_id: userId }),
				)
				.execute();
		},
		unlinkAgent: async (workspaceId, connectionId, agentKey) => {
			const result = await db
				.deleteFrom('agents')
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.where('agent_key', '=', agentKey)
				.executeTakeFirst();
			return result.numDeletedRows > 0n;
		},
	};
}

/** Those of people who are still there. */
export async function agentsOf(
	db: Kysely<Schema>,
	workspaceId: string,
	present: Set<string>,
): Promise<AgentLink[]> {
	const rows = await db
		.selectFrom('agents')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('connection_id')
		.orderBy('agent_key')
		.execute();
	return rows
		.filter((row) => present.has(row.user_id))
		.map((row) => ({ connectionId: row.connection_id, agentKey: row.agent_key, userId: row.user_id }));
}
