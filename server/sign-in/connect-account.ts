import { addConnection, type ConnectionDeps } from '../accounts/connections.ts';
import type { Provider } from '../providers/provider.ts';
import type { Account } from '../providers/setup.ts';
import type { App, Connection, PendingSignIn, Store } from '../store/ports.ts';

export interface ConnectAccountDeps extends Omit<ConnectionDeps, 'store'> {
	store: Pick<Store, 'records' | 'setup'>;
}

export type ConnectedAccount =
	| { kind: 'connected'; connection: Connection }
	/** Somebody else has connected this account. */
	| { kind: 'account-taken' }
	/** Signed in again, but to another account than before. */
	| { kind: 'other-account' }
	/** Removed meanwhile. */
	| { kind: 'connection-gone' }
	/** What the app or the account gave does not do; `reason` is for the log. */
	| { kind: 'not-made'; reason: string };

/** Finds the connection that the account belongs to, or makes it. Of one account there is one in a workspace. */
export async function connectAccount(
	{
		account,
		app,
		provider,
		pending,
	}: { account: Account; app: App; provider: Provider; pending: PendingSignIn },
	deps: ConnectAccountDeps,
): Promise<ConnectedAccount> {
	const found = await placeOf(account, provider, pending, deps);
	const given = { ...app.settings, ...account.settings };
	switch (found.kind) {
		case 'place':
			return adopt(found.connection, provider, given, deps);
		case 'none':
			return create(account, provider, pending, given, deps);
		default:
			return found;
	}
}

type Place =
	| { kind: 'place'; connection: Connection }
	| { kind: 'none' }
	| Exclude<ConnectedAccount, { kind: 'connected' }>;

async function placeOf(
	{ accountId }: Account,
	provider: Provider,
	{ workspaceId, userId, connectionId }: PendingSignIn,
	{ store }: ConnectAccountDeps,
): Promise<Place> {
	const directory = await store.records.directory(workspaceId);
	const present = (directory?.connections ?? []).filter(
		(one) => one.provider === provider.id && one.removedAt === undefined,
	);
	const holding = await store.setup.tokensOfAccount(workspaceId, provider.id, accountId);
	const holder = present.find((one) => one.connectionId === holding?.connectionId);
	if (holder?.ownerUserId && holder.ownerUserId !== userId) return { kind: 'account-taken' };
	if (connectionId !== undefined) {
		const wanted = present.find((one) => one.connectionId === connectionId);
		if (!wanted) return { kind: 'connection-gone' };
		const before = await store.setup.tokens(workspaceId, connectionId);
		const isOther = holder ? holder !== wanted : before !== undefined && before.accountId !== accountId;
		return isOther ? { kind: 'other-account' } : { kind: 'place', connection: wanted };
	}
	if (holder) return { kind: 'place', connection: holder };
	const owner = provider.ownedBy === 'user' ? userId : undefined;
	return (
		(await unused(
			present.filter(({ ownerUserId }) => ownerUserId === owner),
			store,
		)) ?? { kind: 'none' }
	);
}

/** Added by hand before anybody signed in: its address may stand at the vendor already. */
async function unused(candidates: Connection[], { setup }: Pick<Store, 'setup'>): Promise<Place | undefined> {
	for (const connection of candidates) {
		const tokens = await setup.tokens(connection.workspaceId, connection.connectionId);
		if (!tokens) return { kind: 'place', connection };
	}
	return undefined;
}

async function adopt(
	connection: Connection,
	provider: Provider,
	given: Record<string, string>,
	{ store, changed }: ConnectAccountDeps,
): Promise<ConnectedAccount> {
	const read = settingsOf(provider, { ...connection.settings, ...given });
	if (read.kind !== 'settings') return read;
	const { workspaceId, connectionId } = connection;
	await store.records.updateConnection(workspaceId, connectionId, { settings: read.settings });
	changed();
	return { kind: 'connected', connection: { ...connection, settings: read.settings } };
}

async function create(
	account: Account,
	provider: Provider,
	{ workspaceId, userId }: PendingSignIn,
	given: Record<string, string>,
	deps: ConnectAccountDeps,
): Promise<ConnectedAccount> {
	const read = settingsOf(provider, given);
	if (read.kind !== 'settings') return read;
	const name = (account.label || provider.label).slice(0, 200);
	const owner = provider.ownedBy === 'user' ? { ownerUserId: userId } : {};
	const wanted = { workspaceId, provider, name, secrets: {}, settings: read.settings, ...owner };
	const added = await addConnection(wanted, deps);
	if (added.kind === 'added') return { kind: 'connected', connection: added.connection };
	const reason = added.kind === 'wrong-setting' ? added.reason : `${added.field} is missing`;
	return { kind: 'not-made', reason };
}

/** Those that the manifest knows: an app has settings that its connections do not need. */
function settingsOf(
	{ settings }: Provider,
	given: Record<string, string>,
): { kind: 'settings'; settings: Record<string, string> } | { kind: 'not-made'; reason: string } {
	const read = settings.safeParse(given);
	if (!read.success) {
		const fields = read.error.issues.map((issue) => issue.path.join('.'));
		return { kind: 'not-made', reason: `settings: ${fields.join(', ')}` };
	}
	const known = Object.entries(read.data).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	return { kind: 'settings', settings: Object.fromEntries(known) };
}
