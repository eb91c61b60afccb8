import type { Clock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Directory, Store, Workspace } from '../store/ports.ts';
import { type Accounts, ADMIN_CODE_MS } from './accounts.ts';

export interface FirstStartDeps {
	store: Pick<Store, 'records'>;
	clock: Clock;
	ids: Ids;
	accounts: Accounts;
	workspaceName: string;
	region: string;
}

const ADMIN_NAME = 'Admin';

/** The workspace of this installation, made with its admin at the first start. */
export async function ensureWorkspace(deps: FirstStartDeps): Promise<Workspace> {
	const { store, clock, ids, accounts } = deps;
	const [existing] = await store.records.workspaces();
	const workspace = existing ?? {
		workspaceId: ids.make('workspace'),
		name: deps.workspaceName,
		region: deps.region,
		createdAt: clock.now(),
	};
	if (!existing) await store.records.createWorkspace(workspace);
	const directory = await store.records.directory(workspace.workspaceId);
	// Also after a crash between the two.
	if (!directory || !adminOf(directory)) {
		await accounts.addUser(workspace.workspaceId, ADMIN_NAME, 'admin');
	}
	return workspace;
}

/** A new admin code as long as no admin has a paired device; undefined afterwards. */
export async function adminCode(
	workspaceId: string,
	{ store, accounts }: Pick<FirstStartDeps, 'store' | 'accounts'>,
): Promise<string | undefined> {
	const directory = await store.records.directory(workspaceId);
	const admin = directory && adminOf(directory);
	if (!admin) return undefined;
	const admins = new Set(directory.users.filter((user) => user.role === 'admin').map((user) => user.userId));
	if (directory.devices.some((device) => admins.has(device.userId))) return undefined;
	const { code } = await accounts.invite(admin.userId, ADMIN_CODE_MS);
	return code;
}

function adminOf(directory: Directory) {
	return directory.users.find((user) => user.role === 'admin');
}
