import type { Kysely } from 'kysely';
import type { Records } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { toBranch } from './rows.ts';

type Branches = Pick<
	Records,
	'createBranch' | 'assignNumber' | 'addBranchMember' | 'renameBranch' | 'removeBranch'
>;

/** Branches, their numbers and their people. */
export function branchQueries(db: Kysely<Schema>): Branches {
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
		renameBranch: async (workspaceId, branchId, name) => {
			const result = await db
				.updateTable('branches')
				.set({ name })
				.where('workspace_id', '=', workspaceId)
				.where('branch_id', '=', branchId)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		removeBranch: (workspaceId, branchId) =>
			db.transaction().execute((trx) => removeBranch(trx, workspaceId, branchId)),
	};
}

async function removeBranch(db: Kysely<Schema>, workspaceId: string, branchId: string): Promise<boolean> {
	await db
		.updateTable('connections')
		.set({ branch_id: null })
		.where('workspace_id', '=', workspaceId)
		.where('branch_id', '=', branchId)
		.execute();
	for (const table of ['numbers', 'branch_members'] as const) {
		await db
			.deleteFrom(table)
			.where('workspace_id', '=', workspaceId)
			.where('branch_id', '=', branchId)
			.execute();
	}
	const result = await db
		.deleteFrom('branches')
		.where('workspace_id', '=', workspaceId)
		.where('branch_id', '=', branchId)
		.executeTakeFirst();
	return result.numDeletedRows > 0n;
}

/** With their numbers, and of their people those who are `present`. */
export async function branchesOf(db: Kysely<Schema>, workspaceId: string, present: Set<string>) {
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
