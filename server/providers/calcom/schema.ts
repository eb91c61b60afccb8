import { z } from 'zod';
import { IsoInstant } from '../times.ts';

const Uid = z.string().min(1).max(200);
const Text = z
	.string()
	.transform((text) => text.slice(0, 500))
	.nullish();

export const Envelope = z.object({
	triggerEvent: z.string().max(100),
	createdAt: IsoInstant,
	payload: z.unknown(),
});

const Attendee = z.object({ name: Text, email: Text, phoneNumber: Text });

/** An answer of the booking form: a text, or something else that we don't read. */
const FormAnswer = z.object({ value: z.unknown() }).nullish().catch(undefined);

/** `payload` of the booking events. https://cal.com/docs/core-features/webhooks */
export const Booking = z.object({
	uid: Uid,
	title: Text,
	startTime: IsoInstant,
	endTime: IsoInstant.nullish(),
	/** The first is who booked. */
	attendees: z.array(Attendee).nullish(),
	responses: z
		.object({
			attendeePhoneNumber: FormAnswer,
			smsReminderNumber: FormAnswer,
		})
		.nullish()
		.catch(undefined),
	/** The booking that this one replaces; `uid` and `startTime` are the new one's. */
	rescheduleUid: Uid.nullish(),
});

export type Booking = z.infer<typeof Booking>;
