import type { Ids } from '../ids.ts';
import type { Branch, Directory, Store } from '../store/ports.ts';

export interface BranchDeps {
	store: Pick<Store, 'records'>;
	ids: Ids;
	/** After a change, so that everybody sees what is theirs now, also of the past. */
	changed(): void;
}

export type Assigned =
	| { kind: 'assigned' }
	| { kind: 'unknown-branch' | 'unknown-user' | 'unknown-connection' };

export async function addBranch(
	wanted: Omit<Branch, 'branchId'>,
	{ store, ids, changed }: BranchDeps,
): Promise<Branch> {
	const branch = { ...wanted, branchId: ids.make('branch') };
	await store.records.createBranch(branch);
	changed();
	return branch;
}

/** The number (E.164) is this branch's from now on, and so are its past calls. */
export async function ownNumber(
	directory: Directory,
	branchId: string,
	e164: string,
	{ store, changed }: BranchDeps,
): Promise<Assigned> {
	if (!hasBranch(directory, branchId)) return { kind: 'unknown-branch' };
	await store.records.assignNumber(directory.workspace.workspaceId, branchId, e164);
	changed();
	return { kind: 'assigned' };
}

export async function joinBranch(
	directory: Directory,
	branchId: string,
	userId: string,
	{ store, changed }: BranchDeps,
): Promise<Assigned> {
	if (!hasBranch(directory, branchId)) return { kind: 'unknown-branch' };
	if (!hasUser(directory, userId)) return { kind: 'unknown-user' };
	await store.records.addBranchMember(directory.workspace.workspaceId, branchId, userId);
	changed();
	return { kind: 'assigned' };
}

/** False where there is no such branch. */
export async function renameBranch(
	directory: Directory,
	branchId: string,
	name: string,
	{ store, changed }: Omit<BranchDeps, 'ids'>,
): Promise<boolean> {
	const renamed = await store.records.renameBranch(directory.workspace.workspaceId, branchId, name);
	if (renamed) changed();
	return renamed;
}

/** Its numbers ring with everybody again, its past calls too; its people and connections are of no branch. */
export async function removeBranch(
	directory: Directory,
	branchId: string,
	{ store, changed }: Omit<BranchDeps, 'ids'>,
): Promise<boolean> {
	const removed = await store.records.removeBranch(directory.workspace.workspaceId, branchId);
	if (removed) changed();
	return removed;
}

/** Null gives it back: to the workspace, or to no branch. Its past calls go with it. */
export async function assignConnection(
	directory: Directory,
	connectionId: string,
	to: { ownerUserId?: string | null; branchId?: string | null },
	{ store, changed }: BranchDeps,
): Promise<Assigned> {
	if (to.branchId && !hasBranch(directory, to.branchId)) return { kind: 'unknown-branch' };
	if (to.ownerUserId && !hasUser(directory, to.ownerUserId)) return { kind: 'unknown-user' };
	const { workspaceId } = directory.workspace;
	if (!(await store.records.updateConnection(workspaceId, connectionId, to))) {
		return { kind: 'unknown-connection' };
	}
	changed();
	return { kind: 'assigned' };
}

function hasBranch(directory: Directory, branchId: string): boolean {
	return directory.branches.some((branch) => branch.branchId === branchId);
}

function hasUser(directory: Directory, userId: string): boolean {
	return directory.users.some((user) => user.userId === userId);
}
