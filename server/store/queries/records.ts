import type { Kysely } from 'kysely';
import type { Directory, Records } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { agentQueries, agentsOf } from './agents.ts';
import { branchesOf, branchQueries } from './branches.ts';
import { connectionStateQueries } from './connection-states.ts';
import { connectionQueries } from './connections.ts';
import { reading } from './events.ts';
import { noteQueries } from './notes.ts';
import { peopleQueries } from './people.ts';
import { toConnection, toDevice, toUser, toWorkspace } from './rows.ts';
import { signupCodeQueries } from './signup-codes.ts';
import { siteQueries } from './sites.ts';

export function recordQueries(db: Kysely<Schema>): Records {
	return {
		...workspaceQueries(db),
		...peopleQueries(db),
		...connectionQueries(db),
		...connectionStateQueries(db),
		...branchQueries(db),
		...agentQueries(db),
		...noteQueries(db),
		...signupCodeQueries(db),
		...siteQueries(db),
	};
}

function workspaceQueries(db: Kysely<Schema>): Pick<Records, 'createWorkspace' | 'workspaces' | 'directory'> {
	return {
		createWorkspace: async ({ workspaceId, name, region, createdAt }) => {
			await db
				.insertInto('workspaces')
				.values({ workspace_id: workspaceId, name, region, created_at: createdAt })
				.execute();
		},
		workspaces: async () => {
			const rows = await db
				.selectFrom('workspaces')
				.selectAll()
				.orderBy('created_at')
				.orderBy('workspace_id')
				.execute();
			return rows.map(toWorkspace);
		},
		directory: (workspaceId) => reading(db, (trx) => directory(trx, workspaceId)),
	};
}

async function directory(db: Kysely<Schema>, workspaceId: string): Promise<Directory | undefined> {
	const workspace = await db
		.selectFrom('workspaces')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.executeTakeFirst();
	if (!workspace) return undefined;
	const users = await db
		.selectFrom('users')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('removed_at', 'is', null)
		.orderBy('created_at')
		.orderBy('user_id')
		.execute();
	const userIds = new Set(users.map((user) => user.user_id));
	return {
		workspace: toWorkspace(workspace),
		users: users.map(toUser),
		connections: await connectionsOf(db, workspaceId),
		branches: await branchesOf(db, workspaceId, userIds),
		agents: await agentsOf(db, workspaceId, userIds),
		devices: await devicesOf(db, workspaceId, userIds),
	};
}

async function connectionsOf(db: Kysely<Schema>, workspaceId: string) {
	const rows = await db
		.selectFrom('connections')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('created_at')
		.orderBy('connection_id')
		.execute();
	return rows.map(toConnection);
}

async function devicesOf(db: Kysely<Schema>, workspaceId: string, present: Set<string>) {
	const rows = await db
		.selectFrom('devices')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('revoked_at', 'is', null)
		.orderBy('created_at')
		.orderBy('device_id')
		.execute();
	return rows.filter((row) => present.has(row.user_id)).map(toDevice);
}
