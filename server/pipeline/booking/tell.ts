import { createHash } from 'node:crypto';
import type { AppointmentWish, BookingOffered } from '../../../lib/contract/after-call.ts';
import type { MadeBooking } from '../../providers/bookings.ts';
import type { CallHistory, CallLog, FollowingEvent } from '../call-log.ts';
import { stageEvent } from '../stage.ts';
import type { Around } from './around.ts';

/** Whose work is told of. */
export interface Teller {
	workspaceId: string;
	/** Names the work: what it tells of is told once. */
	jobId: string;
	attempt: number;
	callLog: CallLog;
}

/** Tells what is free around a wish. */
export async function tellOffer(
	teller: Teller,
	history: CallHistory,
	wish: AppointmentWish,
	{ isFree, alternatives }: Around,
	wasTaken: boolean,
): Promise<void> {
	const { callId } = history;
	const data = { callId, wish, isFree, alternatives, ...(wasTaken && { wasTaken }) };
	await append(teller, history, { name: 'booking.offered', id: offerId(teller, data), data });
}

/** Tells of an appointment that was made: in its call, and in the conversation with who it is for. */
export async function tellMade(
	teller: Teller,
	history: CallHistory,
	wish: AppointmentWish,
	{ booking, eventId, madeAt, isAccepted }: MadeBooking,
): Promise<void> {
	const { callId } = history;
	const { connectionId, bookingId } = booking;
	if (isAccepted) {
		const of = { callId: bookingId, connectionId };
		const at = Date.parse(madeAt);
		await teller.callLog.append(teller.workspaceId, of, [
			{ name: 'booking.created', id: eventId, data: booking, at },
		]);
	}
	const isFree = wish.hasTime && Date.parse(booking.startsAt) === Date.parse(wish.startsAt);
	const data = { callId, wish, isFree, alternatives: [], booked: booking };
	await append(teller, history, { name: 'booking.offered', id: `booked|${callId}|${bookingId}`, data });
}

async function append(
	teller: Teller,
	history: CallHistory,
	event: FollowingEvent<'booking.offered'>,
): Promise<void> {
	const done = stageEvent(teller, history, 'booking', { state: 'done' });
	await teller.callLog.append(teller.workspaceId, history, [event, done]);
}

function offerId({ jobId, attempt }: Teller, data: BookingOffered): string {
	const text = JSON.stringify([jobId, attempt, data]);
	return `offer|${data.callId}|${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
}
