import type { AgentToLink } from '../../lib/contract/agents.ts';
import { readEvent } from '../../lib/contract/event.ts';
import type { AgentLink, Directory, Store } from '../store/ports.ts';

/** How far back is looked: enough for a day of a large office. */
const NEWEST_EVENTS = 2_000;

export interface AgentDeps {
	store: Pick<Store, 'records'>;
	/** After a change, so that everybody sees what is theirs now, also of the past. */
	changed(): void;
}

export type LinkedAgent = { kind: 'linked' } | { kind: 'unknown-connection' | 'unknown-user' };

/** The provider's agent is this user from now on: hers are the agent's calls, past ones too. */
export async function linkAgent(
	directory: Directory,
	link: AgentLink,
	{ store, changed }: AgentDeps,
): Promise<LinkedAgent> {
	const isHere = directory.connections.some(
		({ connectionId, removedAt }) => connectionId === link.connectionId && removedAt === undefined,
	);
	if (!isHere) return { kind: 'unknown-connection' };
	if (!directory.users.some(({ userId }) => userId === link.userId)) return { kind: 'unknown-user' };
	await store.records.linkAgent(directory.workspace.workspaceId, link);
	changed();
	return { kind: 'linked' };
}

/** False where there was no such link. */
export async function unlinkAgent(
	directory: Directory,
	{ connectionId, agentKey }: Omit<AgentLink, 'userId'>,
	{ store, changed }: AgentDeps,
): Promise<boolean> {
	const { workspaceId } = directory.workspace;
	const unlinked = await store.records.unlinkAgent(workspaceId, connectionId, agentKey);
	if (unlinked) changed();
	return unlinked;
}

/** Agents of recent calls whose user is not known, the most recent first; of connections that all share. */
export async function agentsToLink(
	store: Pick<Store, 'events'>,
	directory: Directory,
): Promise<AgentToLink[]> {
	const shared = new Set(
		directory.connections
			.filter(({ ownerUserId, removedAt }) => ownerUserId === undefined && removedAt === undefined)
			.map(({ connectionId }) => connectionId),
	);
	const recent = await store.events.recentAgents(directory.workspace.workspaceId, NEWEST_EVENTS);
	return recent.flatMap(({ connectionId, agentKey, callCount, last }) => {
		const isLinked = directory.agents.some(
			(one) => one.connectionId === connectionId && one.agentKey === agentKey,
		);
		const read = readEvent(JSON.parse(last.json));
		if (isLinked || !shared.has(connectionId) || read.kind !== 'event') return [];
		const { data, time } = read.event;
		const name = 'agent' in data ? data.agent?.name : undefined;
		return [{ connectionId, agentKey, ...(name && { name }), callCount, lastCalledAt: time }];
	});
}
