import { callOf, describeCall, joinCalls, joinedCallOf } from '../calls/index.ts';
import type { ConversationEntry, RingsideEvent } from '../contract/index.ts';
import { shownMessage } from './message.ts';
import { earlier } from './order.ts';
import { mergeThings, type Thing, thingOf } from './thing.ts';

const MOST_VIEWS = 500;
const MOST_PARTS = 50;

/**
 * What happened, most recent first, as these events tell: one entry for each call, message, voicemail, booking and
 * payment. A function of the set of events: their order and repeats do not matter.
 */
export function entriesOf(events: Iterable<RingsideEvent>): ConversationEntry[] {
	const things = new Map<string, Thing>();
	for (const event of events) {
		const known = things.get(event.subject);
		const thing = thingOf(event);
		things.set(event.subject, known ? mergeThings(known, thing) : thing);
	}
	const entries = joinBookings(joinThings([...things.values()])).flatMap(entryOf);
	return entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.entryId < b.entryId ? 1 : -1));
}

/** Calls that are known by several ids become one thing, under the id of the first. */
function joinThings(things: Thing[]): Thing[] {
	const bySubject = new Map(things.map((thing) => [thing.subject, thing]));
	const joined = joinCalls(things.flatMap(({ views }) => callOf(views) ?? []));
	for (const { callId, callIds } of joined) {
		const parts = callIds.flatMap((id) => bySubject.get(id) ?? []);
		const [first] = parts;
		if (!first || parts.length < 2) continue;
		for (const id of callIds) bySubject.delete(id);
		bySubject.set(callId, { ...parts.reduce(mergeThings, first), subject: callId });
	}
	return [...bySubject.values()];
}

/** A moved booking that got a new id is one with the booking it replaces. */
function joinBookings(things: Thing[]): Thing[] {
	const bySubject = new Map(things.map((thing) => [thing.subject, thing]));
	const replaced = new Set<string>();
	for (const thing of things) {
		const before = thing.booking?.booking.replaces;
		if (before !== undefined && before !== thing.subject && bySubject.has(before)) replaced.add(before);
	}
	return things.filter(({ subject, booking }) => !booking || !replaced.has(subject));
}

function entryOf(thing: Thing): ConversationEntry[] {
	const { subject: entryId, since, message, booking, payment, voicemails } = thing;
	const transcripts = thing.transcripts.slice(0, MOST_PARTS);
	const [voicemail] = voicemails;
	if (thing.views.length > 0) return [callEntry(thing)];
	if (message) {
		const { at } = message.message;
		return [{ kind: 'message', entryId, at, state: message.state, message: shownMessage(message) }];
	}
	if (voicemail) return [{ kind: 'voicemail', entryId, at: voicemail.receivedAt, voicemail, transcripts }];
	if (booking) return [{ kind: 'booking', entryId, at: since, ...booking }];
	if (payment) return [{ kind: 'payment', entryId, at: since, ...payment }];
	return [];
}

function callEntry({ subject: callId, since, views, matched, ...parts }: Thing): ConversationEntry {
	const call = joinedCallOf(views);
	const startedAt = call && describeCall(call).startedAt;
	const times = views.map(({ time }) => time);
	return {
		kind: 'call',
		entryId: callId,
		at: startedAt ?? times.reduce<string | undefined>(earlier, undefined) ?? since,
		call: { callId, views: views.slice(-MOST_VIEWS), matched },
		recordings: parts.recordings.slice(0, MOST_PARTS),
		voicemails: parts.voicemails.slice(0, MOST_PARTS),
		transcripts: parts.transcripts.slice(0, MOST_PARTS),
	};
}
