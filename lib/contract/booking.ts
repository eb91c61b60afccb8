import { z } from 'zod';
import { Party } from './call.ts';
import { Id, Instant, Provider, ShortText } from './primitives.ts';

export const BookingData = z.object({
	bookingId: Id,
	provider: Provider,
	connectionId: Id,
	title: ShortText,
	startsAt: Instant,
	endsAt: Instant.optional(),
	attendee: Party,
	/** The booking that this one replaces. */
	replaces: Id.optional(),
});

export const PaymentData = z.object({
	paymentId: Id,
	provider: Provider,
	connectionId: Id,
	payer: Party,
	/** In the smallest unit of `currency`, e.g. cents. */
	amount: z.number().int(),
	currency: z.string().length(3),
	description: ShortText.optional(),
	failure: ShortText.optional(),
});
