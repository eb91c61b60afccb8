import { z } from 'zod';
import { IsoInstant } from '../times.ts';

/** Bookings have a version of their own; without it an older interface answers. */
export const VERSION = { 'cal-api-version': '2024-08-13' };

const Uid = z.string().min(1).max(200);

/** A booking as the API gives it. https://cal.com/docs/api-reference/v2/bookings/get-all-bookings */
export const Listed = z.object({
	uid: Uid,
	title: z.string().nullish(),
	status: z.enum(['accepted', 'cancelled', 'rejected', 'pending']),
	start: z.string(),
	end: z.string().nullish(),
	attendees: z.array(z.unknown()).nullish(),
	bookingFieldsResponses: z.record(z.string(), z.unknown()).nullish().catch(undefined),
	metadata: z.record(z.string(), z.unknown()).nullish().catch(undefined),
	rescheduledFromUid: Uid.nullish(),
	rescheduledToUid: Uid.nullish(),
	createdAt: IsoInstant.nullish().catch(undefined),
	updatedAt: IsoInstant.nullish().catch(undefined),
});

export type Listed = z.infer<typeof Listed>;

export const Page = z.object({ data: z.array(z.unknown()) });

/** In the words of the webhook. */
export function toPayload({ uid, title, start, end, attendees, rescheduledFromUid, ...booking }: Listed) {
	const { attendeePhoneNumber, smsReminderNumber } = booking.bookingFieldsResponses ?? {};
	return {
		...{ uid, title, startTime: start, endTime: end, attendees, rescheduleUid: rescheduledFromUid },
		responses: {
			attendeePhoneNumber: { value: attendeePhoneNumber },
			smsReminderNumber: { value: smsReminderNumber },
		},
	};
}

/** Of the event by which the history tells of it. */
export function historyId(uid: string, name: string): string {
	return `history|${uid}|${name}`;
}
