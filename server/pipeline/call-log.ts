import { type CallSummary, describeCall, joinedCallOf, type View } from '../../lib/calls/index.ts';
import { type EventName, type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import type { CallMatched } from '../../lib/contract/lead.ts';
import { personKeysOf } from '../../lib/conversation/person-keys.ts';
import { type Clock, toInstant } from '../clock.ts';
import type { Directories } from '../fanout/directories.ts';
import { resolveMatches } from '../leads/resolve.ts';
import type { Directory, NewJob, NewRecording, Store, StoredEvent } from '../store/ports.ts';

/** What the log holds of a call. */
export interface CallHistory {
	callId: string;
	/** Of the first event, by which whatever follows is routed. */
	connectionId: string;
	provider: string;
	/** Ascending; those that this build can read. */
	events: RingsideEvent[];
	/** Undefined where only a recording or a transcript is known. */
	call?: CallSummary;
	/** The report on its leads that holds, where a browser or a person has made one. */
	matched?: CallMatched;
	directory: Directory;
	/** IANA; of the branch whose number was called, else of the connection's branch, else undefined. */
	timeZone?: string;
}

/** An event of the work after a call; `id` is the same when the same work is done again. */
export type FollowingEvent<N extends EventName = EventName> = {
	[K in N]: {
		name: K;
		id: string;
		data: Extract<RingsideEvent, { type: `ringside.${K}` }>['data'];
		at?: number;
	};
}[N];

/** Reads calls, and writes down what follows them. */
export interface CallLog {
	/** Undefined where nothing of it is known. */
	read(workspaceId: string, callId: string): Promise<CallHistory | undefined>;
	/** Routed as its call is; tells the devices. False where each of the events was in the log already. */
	append(
		workspaceId: string,
		of: Pick<CallHistory, 'callId' | 'connectionId'>,
		events: FollowingEvent[],
		more?: { jobs?: NewJob[]; recordings?: NewRecording[] },
	): Promise<boolean>;
}

interface CallLogDeps {
	store: Pick<Store, 'events'>;
	directories: Pick<Directories, 'fresh'>;
	publish(stored: StoredEvent[]): void;
	clock: Clock;
}

export function createCallLog({ store, directories, publish, clock }: CallLogDeps): CallLog {
	return {
		async read(workspaceId, callId) {
			const stored = await store.events.bySubject(workspaceId, callId);
			const directory = await directories.fresh(workspaceId);
			const [first] = stored;
			return first && directory ? historyOf(callId, first.connectionId, stored, directory) : undefined;
		},
		async append(workspaceId, { callId, connectionId }, events, { jobs = [], recordings } = {}) {
			const fresh = events.map((event) => {
				const at = toInstant(event.at ?? clock.now());
				const whole = {
					specversion: '1.0',
					id: event.id,
					source: `/connections/${connectionId}`,
					type: `ringside.${event.name}`,
					subject: callId,
					time: at,
					data: event.data,
				};
				const { id, type, subject } = whole;
				const read = readEvent(whole);
				const personKeys = read.kind === 'event' ? personKeysOf(read.event) : [];
				return { id, type, subject, json: JSON.stringify(whole), connectionId, personKeys };
			});
			const item = { workspaceId, events: fresh, jobs, ...(recordings && { recordings }) };
			const { stored } = await store.events.append(item);
			if (stored.length > 0) publish(stored);
			return stored.length > 0;
		},
	};
}

function historyOf(
	callId: string,
	connectionId: string,
	stored: StoredEvent[],
	directory: Directory,
): CallHistory {
	const events = stored.flatMap(({ json }) => {
		const read = readEvent(JSON.parse(json));
		return read.kind === 'event' ? [read.event] : [];
	});
	const views = events.flatMap(viewOf);
	const joined = views.length > 0 ? joinedCallOf(views) : undefined;
	const reports = events.flatMap((event) =>
		event.type === 'ringside.call.matched' || event.type === 'ringside.call.assigned' ? [event.data] : [],
	);
	return {
		callId,
		connectionId,
		provider: directory.connections.find((one) => one.connectionId === connectionId)?.provider ?? '',
		events,
		...(joined && { call: describeCall(joined) }),
		matched: resolveMatches(reports),
		directory,
		timeZone: timeZoneOf(connectionId, stored, directory),
	};
}

function viewOf(event: RingsideEvent): View[] {
	switch (event.type) {
		case 'ringside.call.ringing':
		case 'ringside.call.answered':
		case 'ringside.call.updated':
		case 'ringside.call.ended':
			return [{ time: event.time, data: event.data }];
		default:
			return [];
	}
}

function timeZoneOf(
	connectionId: string,
	stored: StoredEvent[],
	{ branches, connections }: Directory,
): string | undefined {
	const numbers = new Set(stored.flatMap(({ localE164 }) => localE164 ?? []));
	const { branchId } = connections.find((one) => one.connectionId === connectionId) ?? {};
	const called = branches.find((branch) => branch.numbers.some((number) => numbers.has(number)));
	return (called ?? branches.find((branch) => branch.branchId === branchId))?.timeZone;
}
