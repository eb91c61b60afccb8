import type { ConnectionView } from '../../lib/contract/api.ts';
import type { Role } from '../../lib/contract/primitives.ts';
import { CheckView, type SignInView, type SubscriptionView } from '../../lib/contract/setup.ts';
import { connectionView } from '../accounts/connections.ts';
import { type Clock, toInstant } from '../clock.ts';
import type { Connection, Directory } from '../store/entities.ts';
import type { CheckResult, Setup, Subscription, Tokens } from '../store/setup-port.ts';

export interface ViewDeps {
	store: { setup: Pick<Setup, 'tokens' | 'subscriptions' | 'checks'> };
	publicUrl(): string;
	clock: Clock;
}

/** An admin sees all connections, others their own: the address is a secret. */
export function mayManage(
	{ user }: { user: { role: Role; userId: string } },
	{ removedAt, ownerUserId }: Pick<Connection, 'removedAt' | 'ownerUserId'>,
): boolean {
	return removedAt === undefined && (user.role === 'admin' || ownerUserId === user.userId);
}

/** Within 14 days somebody is asked to sign in again although all is still well; an hour more, as rounds come late. */
export const ENDING_MS = (14 * 24 + 1) * 60 * 60 * 1_000;

/** Checks as they are read: what is wrong stands first. */
export function worstFirst(checks: readonly CheckView[]): CheckView[] {
	return checks.toSorted((a, b) => order[a.state] - order[b.state]);
}

const order = { broken: 0, attention: 1, unknown: 2, ok: 3 } as const;

/** All that set-up pages show of these connections of one workspace. */
export async function connectionViews(
	connections: readonly Connection[],
	directory: Directory,
	deps: ViewDeps,
): Promise<ConnectionView[]> {
	const checks = await deps.store.setup.checks(directory.workspace.workspaceId);
	return Promise.all(connections.map((connection) => viewOf(connection, directory, checks, deps)));
}

async function viewOf(
	connection: Connection,
	directory: Directory,
	all: readonly (CheckResult & { since: number })[],
	{ store: { setup }, publicUrl, clock }: ViewDeps,
): Promise<ConnectionView> {
	const { workspaceId, connectionId, ownerUserId, branchId } = connection;
	const checks = all.filter((one) => one.connectionId === connectionId).map(checkView);
	const tokens = await setup.tokens(workspaceId, connectionId);
	const subscriptions = await setup.subscriptions(workspaceId, connectionId);
	const base = connectionView(connection, publicUrl());
	const isBad = checks.some(({ state }) => state === 'broken' || state === 'attention');
	const needsHelp = isBad || tokens?.state === 'signed-out';
	return {
		...base,
		state: base.state !== 'removed' && needsHelp ? 'attention' : base.state,
		ownerName: directory.users.find(({ userId }) => userId === ownerUserId)?.name,
		branchId,
		...(tokens && { signIn: signInView(tokens, clock.now()) }),
		subscriptions: subscriptions.map(subscriptionView),
		checks: worstFirst(checks),
	};
}

/** A check as it was stored, for the reader. */
export function checkView({
	name,
	state,
	json,
	checkedAt,
	since,
}: CheckResult & { since: number }): CheckView {
	const times = { checkedAt: toInstant(checkedAt), since: toInstant(since) };
	return CheckView.parse({ ...JSON.parse(json), name, state, ...times });
}

function signInView({ state, accountLabel, signInEndsAt }: Tokens, now: number): SignInView {
	const isEnding = signInEndsAt !== undefined && signInEndsAt - now < ENDING_MS;
	return {
		state: state === 'signed-out' ? 'needed' : isEnding ? 'ending' : 'ok',
		account: accountLabel,
		...(signInEndsAt !== undefined && { endsAt: toInstant(signInEndsAt) }),
	};
}

function subscriptionView({
	name,
	state,
	expiresAt,
	checkedAt,
	address,
	isPassedOn,
}: Subscription): SubscriptionView {
	return {
		name,
		state,
		checkedAt: toInstant(checkedAt),
		...(expiresAt !== undefined && { expiresAt: toInstant(expiresAt) }),
		...(state === 'foreign' && { foreignHost: URL.parse(address ?? '')?.host ?? '' }),
		...(isPassedOn && { isPassedOn }),
	};
}
