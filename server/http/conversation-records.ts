import type { View } from '../../lib/calls/index.ts';
import type { ConversationEntry, ConversationSummary } from '../../lib/contract/conversation.ts';
import { entriesOf } from '../../lib/conversation/index.ts';
import type { Principal } from '../accounts/accounts.ts';
import type { Directory, Store, SubjectEvents } from '../store/ports.ts';
import { completeCalls, isVisible } from './call-records.ts';
import { collectSubjects } from './collect-subjects.ts';
import {
	type Homed,
	homesOf,
	keysOfLead,
	leadConversation,
	readConversationId,
} from './conversation-home.ts';
import { summaryOf } from './conversation-summary.ts';
import { LOOK_AHEAD, pageEnd } from './joined-calls.ts';

export interface ConversationQuery {
	principal: Principal;
	directory: Directory;
	beforeSeq?: number;
	limit: number;
}

type Stores = Pick<Store, 'conversations' | 'leads' | 'records'>;

// Of what is newer than a page, this much is looked at to know whether a conversation was told of already.
const MOST_NEWER = 50;

/** Conversations of which this person may see anything, by their latest that she may see. */
export async function readConversations(
	store: Stores,
	query: ConversationQuery,
): Promise<{ conversations: ConversationSummary[]; nextSeq?: number }> {
	const { workspaceId } = query.principal.workspace;
	const told = new Set<string>();
	const { found, nextSeq } = await collectSubjects((page) => store.conversations.recent(workspaceId, page), {
		...query,
		keep: async (page) => newHomes(await visibleHomes(page, store, query), told, store, query),
	});
	return { conversations: found.flatMap(summaryOf), nextSeq };
}

export type ReadConversation =
	| { kind: 'conversation'; conversationId: string; entries: ConversationEntry[]; nextSeq?: number }
	| { kind: 'not-found' };

/** What this person may see of a conversation, most recent first. */
export async function readConversation(
	conversationId: string,
	store: Stores,
	query: ConversationQuery,
): Promise<ReadConversation> {
	const { workspaceId } = query.principal.workspace;
	const personIds = await personIdsOf(conversationId, workspaceId, store);
	if (!personIds) return { kind: 'not-found' };
	const moved = new Set<string>();
	const { found, nextSeq } = await collectSubjects(
		(page) => store.conversations.ofPersons(workspaceId, personIds, page),
		{
			...query,
			limit: query.limit + LOOK_AHEAD,
			keep: async (page) => {
				const homes = await visibleHomes(page, store, query);
				for (const home of homes) moved.add(home.conversationId);
				return homes.filter((home) => standsIn(home, conversationId));
			},
		},
	);
	const [movedTo] = moved;
	if (found.length > 0 || query.beforeSeq !== undefined) {
		const end = pageEnd(found.map(viewsOf), query.limit);
		const entries = entriesOf(found.slice(0, end).flatMap(({ events }) => events));
		return {
			kind: 'conversation',
			conversationId,
			entries: await withNotes(entries, store, query),
			nextSeq: end < found.length ? found[end - 1]?.lastSeq : nextSeq,
		};
	}
	// The number has become a lead's since: its conversation goes on there.
	const goesOn = movedTo?.startsWith('lead.') && conversationId.startsWith('person.');
	return goesOn && movedTo ? readConversation(movedTo, store, query) : { kind: 'not-found' };
}

async function personIdsOf(conversationId: string, workspaceId: string, store: Stores) {
	const named = readConversationId(conversationId);
	if (!named) return undefined;
	if ('personId' in named) return [named.personId];
	const [lead] = await store.leads.get(workspaceId, [named.leadId]);
	return lead && store.conversations.personIds(workspaceId, keysOfLead(lead));
}

function viewsOf({ events }: Homed): View[] {
	return events.flatMap(({ time, data }) => ('legId' in data ? [{ time, data }] : []));
}

/** A number that several leads have stands with each of them. */
function standsIn({ conversationId, leads }: Homed, wanted: string): boolean {
	return conversationId === wanted || leads.some(({ leadId }) => leadConversation(leadId) === wanted);
}

async function visibleHomes(
	page: SubjectEvents[],
	store: Stores,
	{ principal, directory }: ConversationQuery,
): Promise<Homed[]> {
	const viewer = { principal, directory, scope: 'readable' } as const;
	const visible = page.filter(({ events }) => isVisible(events, viewer));
	return homesOf(principal.workspace.workspaceId, visible, store);
}

/** The first of each conversation that no earlier page and no earlier line has told of. */
async function newHomes(homes: Homed[], told: Set<string>, store: Stores, query: ConversationQuery) {
	const fresh: Homed[] = [];
	for (const home of homes) {
		if (told.has(home.conversationId)) continue;
		told.add(home.conversationId);
		if (!(await isOnEarlierPage(home, store, query))) fresh.push(home);
	}
	return fresh;
}

async function isOnEarlierPage(home: Homed, store: Stores, query: ConversationQuery): Promise<boolean> {
	const { beforeSeq } = query;
	if (beforeSeq === undefined) return false;
	const { workspaceId } = query.principal.workspace;
	const personIds = await store.conversations.personIds(workspaceId, home.keys);
	const newest = await store.conversations.ofPersons(workspaceId, personIds, { limit: MOST_NEWER });
	const newer = newest.filter(({ lastSeq }) => lastSeq >= beforeSeq);
	const homes = await visibleHomes(newer, store, query);
	return homes.some(({ conversationId }) => conversationId === home.conversationId);
}

/** Calls with her notes and the leads that they are of, as in the list of calls. */
async function withNotes(entries: ConversationEntry[], store: Stores, query: ConversationQuery) {
	const calls = entries.flatMap((entry) => (entry.kind === 'call' ? [entry.call] : []));
	const complete = await completeCalls(calls, store, query);
	const byId = new Map(complete.map((call) => [call.callId, call]));
	return entries.map((entry) =>
		entry.kind === 'call' ? { ...entry, call: byId.get(entry.call.callId) ?? entry.call } : entry,
	);
}
