import { callOf, describeCall, type View } from '../../lib/calls/index.ts';
import type { CallRecord } from '../../lib/contract/api.ts';
import { type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import type { CallMatched } from '../../lib/contract/lead.ts';
import type { Principal } from '../accounts/accounts.ts';
import { audienceOfAll, mayRead } from '../fanout/audience.ts';
import { type CallToMatch, matchCalls } from '../leads/match.ts';
import { resolveMatches } from '../leads/resolve.ts';
import type { Directory, Store, StoredEvent } from '../store/ports.ts';

export interface CallQuery {
	principal: Principal;
	directory: Directory;
	/** `told`: what her stream tells her of; `readable`: all that her role may look up. */
	scope: 'told' | 'readable';
	beforeSeq?: number;
	limit: number;
}

const PAGE = 100;
const MOST_EXAMINED = 2_000;
const MOST_VIEWS = 500;

/** Recent calls that this person may see, newest first; `nextSeq` where there may be more. */
export async function readCalls(
	store: Pick<Store, 'events' | 'leads' | 'records'>,
	query: CallQuery,
): Promise<{ calls: CallRecord[]; nextSeq?: number }> {
	const { workspaceId } = query.principal.workspace;
	const visible: { subject: string; events: StoredEvent[] }[] = [];
	let { beforeSeq } = query;
	for (let examined = 0; examined < MOST_EXAMINED; examined += PAGE) {
		const page = await store.events.recentCalls(workspaceId, { beforeSeq, limit: PAGE });
		for (const call of page) {
			beforeSeq = call.lastSeq;
			if (isVisible(call.events, query)) visible.push(call);
			if (visible.length === query.limit) break;
		}
		if (visible.length === query.limit) break;
		if (page.length < PAGE) {
			beforeSeq = undefined;
			break;
		}
	}
	const calls = visible.map(({ subject, events }) => readCall(subject, events));
	return { calls: await complete(calls, store, query), nextSeq: beforeSeq };
}

/** Whether this person may see the call that these are the events of. */
export function isVisible(
	events: StoredEvent[],
	{ principal, directory, scope }: Pick<CallQuery, 'principal' | 'directory' | 'scope'>,
): boolean {
	if (events.length === 0) return false;
	const audience = audienceOfAll(events, directory);
	return scope === 'told'
		? audience.has(principal.user.userId)
		: mayRead(principal.user, audience, directory);
}

/** Every view of a call's legs, and the report on its leads that holds. */
function readCall(callId: string, stored: StoredEvent[]): CallRecord {
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
async function complete(
	calls: CallRecord[],
	{ leads, records }: Pick<Store, 'leads' | 'records'>,
	{ principal }: CallQuery,
): Promise<CallRecord[]> {
	const { workspaceId } = principal.workspace;
	const unreported = calls.filter((call) => !call.matched).flatMap(toMatch);
	const callIds = calls.map((call) => call.callId);
	const [computed, notes] = await Promise.all([
		matchCalls(workspaceId, unreported, leads),
		records.notes(workspaceId, principal.user.userId, callIds),
	]);
	return calls.map((call) => ({
		...call,
		matched: call.matched ?? computed.get(call.callId),
		note: notes[call.callId],
	}));
}

function toMatch({ views }: CallRecord): CallToMatch[] {
	const call = callOf(views);
	const [first] = views;
	return call && first ? [{ call: describeCall(call), at: first.time }] : [];
}
