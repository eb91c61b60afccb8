import { describeCall, joinedCallOf, type View } from '../../lib/calls/index.ts';
import type { CallRecord } from '../../lib/contract/api.ts';
import { type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import type { CallMatched } from '../../lib/contract/lead.ts';
import type { Principal } from '../accounts/accounts.ts';
import { audienceOfAll, mayRead } from '../fanout/audience.ts';
import { routingsOf } from '../fanout/subjects.ts';
import { type CallToMatch, matchCalls } from '../leads/match.ts';
import { resolveMatches } from '../leads/resolve.ts';
import type { Directory, Store, StoredEvent, SubjectEvents } from '../store/ports.ts';
import { type CallFilter, filterCalls } from './call-filter.ts';
import { collectSubjects } from './collect-subjects.ts';
import { joinRecords, LOOK_AHEAD, MOST_VIEWS, pageEnd } from './joined-calls.ts';

export interface CallQuery {
	principal: Principal;
	directory: Directory;
	/** `told`: what her stream tells her of; `readable`: all that her role may look up. */
	scope: 'told' | 'readable';
	/** A call that is known by several ids is one record; without it the reader joins them itself. */
	joined?: boolean;
	beforeSeq?: number;
	limit: number;
	filter?: CallFilter;
}

/** Recent calls that this person may see, newest first; `nextSeq` where there may be more. */
export async function readCalls(
	store: Pick<Store, 'events' | 'leads' | 'records'>,
	query: CallQuery,
): Promise<{ calls: CallRecord[]; nextSeq?: number }> {
	const { workspaceId } = query.principal.workspace;
	const { found, nextSeq } = await collectSubjects((page) => store.events.recentCalls(workspaceId, page), {
		...query,
		limit: query.limit + (query.joined ? LOOK_AHEAD : 0),
		keep: (page) => keepWanted(page, store, query),
	});
	const records = found.map(({ record }) => record);
	if (!query.joined) return { calls: await completeCalls(records, store, query), nextSeq };
	const end = pageEnd(
		records.map(({ views }) => views),
		query.limit,
	);
	const calls = joinRecords(records.slice(0, end));
	return {
		calls: await completeCalls(calls, store, query),
		nextSeq: end < found.length ? found[end - 1]?.lastSeq : nextSeq,
	};
}

/** Those of a page that she may see and looks for. */
async function keepWanted(
	page: SubjectEvents[],
	store: Pick<Store, 'leads'>,
	query: CallQuery,
): Promise<{ lastSeq: number; record: CallRecord }[]> {
	const visible = page
		.filter(({ events }) => isVisible(events, query))
		.map(({ subject, events, lastSeq }) => ({ lastSeq, record: readCall(subject, events) }));
	if (!query.filter) return visible;
	const records = visible.map(({ record }) => record);
	const { workspaceId } = query.principal.workspace;
	const wanted = new Set(await filterCalls(workspaceId, records, query.filter, store.leads));
	return visible.filter(({ record }) => wanted.has(record));
}

/** Whether this person may see the call that these are the events of. */
export function isVisible(
	events: StoredEvent[],
	{ principal, directory, scope }: Pick<CallQuery, 'principal' | 'directory' | 'scope'>,
): boolean {
	if (events.length === 0) return false;
	const audience = audienceOfAll(routingsOf(events), directory);
	return scope === 'told'
		? audience.has(principal.user.userId)
		: mayRead(principal.user, audience, directory);
}

/** Every view of a call's legs, and the report on its leads that holds. */
export function readCall(callId: string, stored: StoredEvent[]): CallRecord {
	const views: View[] = [];
	const reports: CallMatched[] = [];
	for (const { json } of stored) {
		const read = readEvent(JSON.parse(json));
		if (read.kind === 'event') sort(read.event, views, reports);
	}
	return { callId, views: views.slice(-MOST_VIEWS), matched: resolveMatches(reports) };
}

function sort(event: RingsideEvent, views: View[], reports: CallMatched[]): void {
	switch (event.type) {
		case 'ringside.call.ringing':
		case 'ringside.call.answered':
		case 'ringside.call.updated':
		case 'ringside.call.ended':
			views.push({ time: event.time, data: event.data });
			return;
		case 'ringside.call.matched':
		case 'ringside.call.assigned':
			reports.push(event.data);
	}
}

/** Adds her notes, and the leads of calls on which no browser has reported. */
export async function completeCalls(
	calls: CallRecord[],
	{ leads, records }: Pick<Store, 'leads' | 'records'>,
	{ principal }: Pick<CallQuery, 'principal'>,
): Promise<CallRecord[]> {
	const { workspaceId } = principal.workspace;
	const unreported = calls.filter((call) => !call.matched).flatMap(toMatch);
	const callIds = calls.flatMap(idsOf);
	const [computed, notes] = await Promise.all([
		matchCalls(workspaceId, unreported, leads),
		records.notes(workspaceId, principal.user.userId, callIds),
	]);
	return calls.map((call) => ({
		...call,
		matched: call.matched ?? computed.get(call.callId),
		note: idsOf(call)
			.map((id) => notes[id])
			.find((note) => note !== undefined),
	}));
}

/** Its own id first. */
function idsOf({ callId, views }: CallRecord): string[] {
	return [...new Set([callId, ...views.map(({ data }) => data.callId)])];
}

function toMatch({ views }: CallRecord): CallToMatch[] {
	const call = joinedCallOf(views);
	const [first] = views;
	return call && first ? [{ call: describeCall(call), at: first.time }] : [];
}
