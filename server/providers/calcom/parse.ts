import type { Party } from '../../../lib/contract/call.ts';
import type { EventName } from '../../../lib/contract/event.ts';
import { eventOf } from '../event.ts';
import { readJsonBody } from '../json-body.ts';
import { personOf } from '../person.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { Booking, Envelope } from './schema.ts';

export type BookingEvent = Extract<EventName, `booking.${string}`>;

const triggers = new Map<string, BookingEvent>([
	['BOOKING_CREATED', 'booking.created'],
	['BOOKING_RESCHEDULED', 'booking.rescheduled'],
	['BOOKING_CANCELLED', 'booking.cancelled'],
]);

/** Real triggers that tell of no appointment made, moved or dropped. */
const ofNoInterest =
	/^(PING|BOOKING_(REQUESTED|REJECTED|PAYMENT_INITIATED|PAID|NO_SHOW_UPDATED)|MEETING_(STARTED|ENDED)|RECORDING_(READY|TRANSCRIPTION_GENERATED)|INSTANT_MEETING|FORM_SUBMITTED(_NO_EVENT)?|OOO_CREATED|AFTER_[A-Z_]+)$/;

export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const envelope = readJsonBody(request.body, Envelope);
	if (envelope.kind === 'malformed') return envelope;
	const { triggerEvent, createdAt, payload } = envelope.value;
	const name = triggers.get(triggerEvent);
	if (!name) {
		const kind = ofNoInterest.test(triggerEvent) ? 'ignored' : 'unsupported';
		return { kind, reason: `trigger ${triggerEvent}` };
	}
	const booking = Booking.safeParse(payload);
	if (!booking.success) {
		const fields = booking.error.issues.map((issue) => issue.path.join('.') || 'payload');
		return { kind: 'malformed', reason: `payload: ${fields.join(', ')}`.slice(0, 300) };
	}
	const bookingId = `calcom-${booking.data.uid}`;
	// The moment tells the seats of one shared booking apart: they have one uid.
	const id = `${triggerEvent}|${booking.data.uid}|${createdAt}`;
	const data = dataOf(booking.data, name, connection);
	return {
		kind: 'events',
		events: [eventOf(connection, name, { id, subject: bookingId, time: createdAt, data })],
	};
}

/** What an event tells of a booking. */
export function dataOf(booking: Booking, name: BookingEvent, connection: HookConnection) {
	const replaced = name === 'booking.rescheduled' ? booking.rescheduleUid : undefined;
	return {
		bookingId: `calcom-${booking.uid}`,
		provider: 'calcom',
		connectionId: connection.connectionId,
		title: booking.title ?? '',
		startsAt: booking.startTime,
		endsAt: booking.endTime ?? undefined,
		attendee: attendeeOf(booking, connection),
		replaces: replaced && replaced !== booking.uid ? `calcom-${replaced}` : undefined,
	};
}

function attendeeOf(booking: Booking, connection: HookConnection): Party {
	const booker = booking.attendees?.[0];
	const { attendeePhoneNumber, smsReminderNumber } = booking.responses ?? {};
	const phone = booker?.phoneNumber || textOf(attendeePhoneNumber) || textOf(smsReminderNumber);
	const email = booker?.email ?? undefined;
	return personOf(phone, connection.region, {
		name: booker?.name ?? undefined,
		// Made up by Cal.com for who gave a phone number alone; nobody reads it.
		email: email?.toLowerCase().endsWith('@sms.cal.com') ? undefined : email,
	});
}

function textOf(answer: { value?: unknown } | null | undefined): string | undefined {
	return typeof answer?.value === 'string' ? answer.value : undefined;
}
