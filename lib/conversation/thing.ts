import type { View } from '../calls/index.ts';
import { surerMatch } from '../calls/index.ts';
import type {
	BookingState,
	CallMatched,
	ConversationEntry,
	PaymentState,
	RingsideEvent,
} from '../contract/index.ts';
import { type MessageStanding, mergeMessages } from './message.ts';
import { earlier, greater, union } from './order.ts';

type EntryOf<K extends ConversationEntry['kind']> = Extract<ConversationEntry, { kind: K }>;
type Told<K extends 'booking' | 'payment'> = Pick<EntryOf<K>, K & keyof EntryOf<K>> & {
	state: EntryOf<K>['state'];
	toldAt: string;
};

/** All that is known of one subject, whatever it is; two of them merge field by field. */
export interface Thing {
	subject: string;
	/** When it was told of first, ISO 8601. */
	since: string;
	views: View[];
	matched?: CallMatched;
	recordings: EntryOf<'call'>['recordings'];
	voicemails: EntryOf<'call'>['voicemails'];
	transcripts: EntryOf<'call'>['transcripts'];
	message?: MessageStanding;
	booking?: Told<'booking'>;
	payment?: Told<'payment'>;
}

/** What one event says of its subject; of events that no conversation shows, that there is one. */
export function thingOf(event: RingsideEvent): Thing {
	const none: Thing = {
		subject: event.subject,
		since: event.time,
		views: [],
		recordings: [],
		voicemails: [],
		transcripts: [],
	};
	return { ...none, ...partOf(event) };
}

/** Commutative, associative and idempotent. Both must be of the same subject. */
export function mergeThings(a: Thing, b: Thing): Thing {
	return {
		subject: a.subject,
		since: earlier(a.since, b.since) ?? a.since,
		views: union(a.views, b.views),
		matched: surerMatch(a.matched, b.matched),
		recordings: union(a.recordings, b.recordings),
		voicemails: union(a.voicemails, b.voicemails),
		transcripts: union(a.transcripts, b.transcripts),
		message: a.message && b.message ? mergeMessages(a.message, b.message) : (a.message ?? b.message),
		booking: greater(a.booking, b.booking, ({ state }) => bookingStates.indexOf(state), toldAt),
		payment: greater(a.payment, b.payment, ({ state }) => paymentStates.indexOf(state), toldAt),
	};
}

// A cancelled booking stays so; between created and moved the later word holds.
const bookingStates: readonly BookingState[] = ['created', 'rescheduled', 'cancelled'];
const paymentStates: readonly PaymentState[] = ['failed', 'succeeded'];

function toldAt({ toldAt: iso }: { toldAt: string }): number {
	return Date.parse(iso) || 0;
}

function partOf(event: RingsideEvent): Partial<Thing> {
	switch (event.type) {
		case 'ringside.call.ringing':
		case 'ringside.call.answered':
		case 'ringside.call.updated':
		case 'ringside.call.ended':
			return { views: [{ time: event.time, data: event.data }] };
		case 'ringside.call.matched':
		case 'ringside.call.assigned':
			return { matched: event.data };
		case 'ringside.call.recording.ready':
			return { recordings: [event.data] };
		case 'ringside.voicemail.received':
			return { voicemails: [event.data] };
		case 'ringside.transcript.ready':
			return { transcripts: [event.data] };
		default:
			return partOfRest(event);
	}
}

function partOfRest(event: RingsideEvent): Partial<Thing> {
	switch (event.type) {
		case 'ringside.message.received':
			return { message: { state: 'received', message: event.data } };
		case 'ringside.message.sent':
			return { message: { state: 'sent', message: event.data } };
		case 'ringside.message.delivered':
			return { message: { state: 'delivered', message: event.data } };
		case 'ringside.message.failed':
			return { message: { state: 'failed', message: event.data } };
		case 'ringside.booking.created':
			return { booking: { state: 'created', booking: event.data, toldAt: event.time } };
		case 'ringside.booking.rescheduled':
			return { booking: { state: 'rescheduled', booking: event.data, toldAt: event.time } };
		case 'ringside.booking.cancelled':
			return { booking: { state: 'cancelled', booking: event.data, toldAt: event.time } };
		case 'ringside.payment.succeeded':
			return { payment: { state: 'succeeded', payment: event.data, toldAt: event.time } };
		case 'ringside.payment.failed':
			return { payment: { state: 'failed', payment: event.data, toldAt: event.time } };
		default:
			return {};
	}
}
