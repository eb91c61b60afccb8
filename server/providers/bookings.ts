import { z } from 'zod';
import { BookingData } from '../../lib/contract/booking.ts';
import type { Asked, VendorTools } from './vendor.ts';

/** Who an appointment is for; reachable by mail or by phone, else there is none. */
export interface Attendee {
	name: string;
	email?: string;
	/** E.164. */
	phone?: string;
	/** ISO 639-1. */
	language?: string;
}

export interface BookingOrder {
	eventTypeId: number;
	/** UTC, ISO 8601. */
	startsAt: string;
	/** IANA, of the attendee. */
	timeZone: string;
	attendee: Attendee;
	/** Ours: by it the booking is found again. */
	reference: string;
	/** For the whole answer, ms. */
	timeoutMs: number;
}

/** A booking as the vendor holds it. */
export const MadeBooking = z.object({
	booking: BookingData,
	/** Id of the event that tells of it; the same as that of the vendor's history. */
	eventId: z.string(),
	/** ISO 8601, UTC. */
	madeAt: z.string(),
	/** False: somebody at the vendor has to confirm it first. */
	isAccepted: z.boolean(),
});

export type MadeBooking = z.infer<typeof MadeBooking>;

/** Appointments that are made at a vendor for us. */
export interface Bookings {
	/** Starts that are free from `from` to `to`, ISO 8601 in UTC, soonest first. Times are ms since 1970. */
	slots(
		wanted: { eventTypeId: number; from: number; to: number; timeZone: string },
		tools: VendorTools,
	): Promise<Asked<string[]>>;
	/** `refused` also where the time was taken meanwhile: vendors do not tell that apart reliably. */
	book(order: BookingOrder, tools: VendorTools): Promise<Asked<MadeBooking>>;
	/** The booking with this reference made since then (ms since 1970) that stands; undefined where there is none. */
	find(
		wanted: { eventTypeId: number; reference: string; since: number; attendee: Attendee },
		tools: VendorTools,
	): Promise<Asked<MadeBooking | undefined>>;
}
