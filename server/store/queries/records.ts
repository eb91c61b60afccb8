import type { Kysely } from 'kysely';
import type { Directory, Records } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { agentQueries, agentsOf } from './agents.ts';
import { connectionStateQueries } from './connection-states.ts';
import { connectionQueries } from './connections.ts';
import { reading } from './events.ts';
import { noteQueries } from './notes.ts';
import { peopleQueries } from './people.ts';
import { toBranch, toConnection, toDevice, toUser, toWorkspace } from './rows.ts';
import { signupCodeQueries } from './signup-codes.ts';

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

function branchQueries(
	db: Kysely<Schema>,
): Pick<Records, 'createBranch' | 'assignNumber' | 'addBranchMember'> {
	return {
		createBranch: async ({ branchId, workspaceId, name, region, timeZone }) => {
			await db
				.insertInto('branches')
				.values({ workspace_id: workspaceId, branch_id: branchId, name, region, time_zone: timeZone })
				.execute();
		},
		assignNumber: async (workspaceId, branchId, e164) => {
			await db
				.insertInto('numbers')
				.values({ workspace_id: workspaceId, branch_id: branchId, e164 })
				.onConflict((oc) => oc.columns(['workspace_id', 'e164']).doUpdateSet({ branch_id: branchId }))
				.execute();
		},
		addBranchMember: async (workspaceId, branchId, userId) => {
			await db
				.insertInto('branch_members')
				.values({ workspace_id: workspaceId, branch_id: branchId, user_id: userId })
				.onConflict((oc) => oc.columns(['workspace_id', 'branch_id', 'user_id']).doNothing())
				.execute();
		},
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

async function branchesOf(db: Kysely<Schema>, workspaceId: string, present: Set<string>) {
	const branches = await db
		.selectFrom('branches')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('branch_id')
		.execute();
	const numbers = await db
		.selectFrom('numbers')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('e164')
		.execute();
	const members = await db
		.selectFrom('branch_members')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.orderBy('user_id')
		.execute();
	return branches.map((branch) => ({
		...toBranch(branch),
		numbers: numbers.filter((n) => n.branch_id === branch.branch_id).map((n) => n.e164),
		userIds: members
			.filter((m) => m.branch_id === branch.branch_id && present.has(m.user_id))
			.map((m) => m.user_id),
	}));
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
