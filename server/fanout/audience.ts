import type { Directory, Routing, User } from '../store/ports.ts';

/** Connection id of events that the server itself makes for a whole workspace (a finished import). */
export const SERVER_CONNECTION = 'server';

const CARETAKERS = 'caretakers/';

/** Connection id of events about a connection, for those who look after it: its owner and the admins. */
export function toCaretakers(connectionId: string): string {
	return `${CARETAKERS}${connectionId}`;
}

/**
 * Ids of the users who are told of something routed like this, today: the owner of a personal connection; else the
 * agent's user; else the branch of the dialled number, else of the connection; else the whole workspace.
 * A connection that is not in the directory tells nobody.
 */
export function audienceOf(routing: Routing, directory: Directory): ReadonlySet<string> {
	const known = resolved.get(directory) ?? new Map<string, ReadonlySet<string>>();
	resolved.set(directory, known);
	const key = routingKey(routing);
	const audience = known.get(key) ?? resolve(routing, directory);
	known.set(key, audience);
	return audience;
}

// A directory never changes once read: many events with one routing are resolved once.
const resolved = new WeakMap<Directory, Map<string, ReadonlySet<string>>>();

function resolve(routing: Routing, directory: Directory): ReadonlySet<string> {
	if (routing.connectionId === SERVER_CONNECTION) return everybody(directory);
	if (routing.connectionId.startsWith(CARETAKERS)) {
		return caretakersOf(routing.connectionId.slice(CARETAKERS.length), directory);
	}
	const connection = directory.connections.find((one) => one.connectionId === routing.connectionId);
	if (!connection) return nobody;
	if (connection.ownerUserId) return present(connection.ownerUserId, directory) ?? nobody;
	const agent = agentOf(routing, directory);
	if (agent) return agent;
	const branch =
		directory.branches.find((one) => routing.localE164 && one.numbers.includes(routing.localE164)) ??
		directory.branches.find((one) => one.branchId === connection.branchId);
	return branch ? new Set(branch.userIds) : everybody(directory);
}

/** The user whom the server addressed, else whose agent the provider named; undefined for one who has left. */
function agentOf(
	{ agentUserId, agentKey, connectionId }: Routing,
	directory: Directory,
): ReadonlySet<string> | undefined {
	const linked =
		agentKey === undefined
			? undefined
			: directory.agents.find((one) => one.agentKey === agentKey && one.connectionId === connectionId);
	const userId = agentUserId ?? linked?.userId;
	return userId === undefined ? undefined : present(userId, directory);
}

function caretakersOf(connectionId: string, { connections, users }: Directory): ReadonlySet<string> {
	const owner = connections.find((one) => one.connectionId === connectionId)?.ownerUserId;
	const told = users.filter(({ role, userId }) => role === 'admin' || userId === owner);
	return new Set(told.map(({ userId }) => userId));
}

/** Everyone who was told of any part of a call is told of the rest, or a ring would stay on a colleague's screen. */
export function audienceOfAll(routings: Iterable<Routing>, directory: Directory): ReadonlySet<string> {
	const sets = [...distinct(routings)].map((routing) => audienceOf(routing, directory));
	return sets.length === 1 ? (sets[0] ?? nobody) : new Set(sets.flatMap((set) => [...set]));
}

/**
 * What a person may look up in lists, wider than what she is told of as it happens: admins all of their workspace,
 * supervisors what reaches anyone of a branch of theirs.
 */
export function mayRead(user: User, audience: ReadonlySet<string>, directory: Directory): boolean {
	if (user.role === 'admin' || audience.has(user.userId)) return true;
	if (user.role !== 'supervisor') return false;
	return directory.branches.some(
		(branch) => branch.userIds.includes(user.userId) && branch.userIds.some((id) => audience.has(id)),
	);
}

/** Equal for routings that lead to the same people. */
export function routingKey({ connectionId, agentUserId, agentKey, localE164 }: Routing): string {
	return JSON.stringify([connectionId, agentUserId, agentKey, localE164]);
}

const nobody: ReadonlySet<string> = new Set();

function everybody(directory: Directory): ReadonlySet<string> {
	return new Set(directory.users.map((user) => user.userId));
}

function present(userId: string, directory: Directory): ReadonlySet<string> | undefined {
	return directory.users.some((user) => user.userId === userId) ? new Set([userId]) : undefined;
}

function distinct(routings: Iterable<Routing>): Iterable<Routing> {
	const byKey = new Map<string, Routing>();
	for (const routing of routings) byKey.set(routingKey(routing), routing);
	return byKey.values();
}
