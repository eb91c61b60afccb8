import { z } from 'zod';
import { toInstant } from '../../clock.ts';
import type { Attendee, BookingOrder, Bookings, MadeBooking } from '../bookings.ts';
import { mapAsked, readPages } from '../pages.ts';
import { personOf } from '../person.ts';
import { IsoInstant } from '../times.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { API } from './api.ts';
import { historyId, Listed, Page, toPayload, VERSION } from './listed.ts';
import { dataOf } from './parse.ts';
import { Booking } from './schema.ts';

const PER_PAGE = 100;
/** Slots have a version of their own as well. https://cal.com/docs/api-reference/v2/slots */
const SLOTS_VERSION = { 'cal-api-version': '2024-09-04' };
/** Key of a booking's metadata. */
const REFERENCE = 'ringside_call';
/** Cal.com's clock may be behind ours. */
const CLOCK_MARGIN_MS = 120_000;

/** A person waits for the answer. */
const LOOK_MS = 5_000;

/** Days without a free start are missing. */
const Slots = z.object({ data: z.record(z.string(), z.array(z.object({ start: IsoInstant }))) });
const Made = z.object({ data: Listed });

/** https://cal.com/docs/api-reference/v2/bookings/create-a-booking */
export const bookings: Bookings = {
	async slots({ eventTypeId, from, to, timeZone }, { ask }) {
		const query = new URLSearchParams({
			...{ eventTypeId: String(eventTypeId), start: toInstant(from), end: toInstant(to), timeZone },
		});
		const asked = await ask({
			url: `${API}/slots?${query}`,
			headers: SLOTS_VERSION,
			schema: Slots,
			timeoutMs: LOOK_MS,
		});
		return mapAsked(asked, ({ data }) => {
			const starts = Object.values(data).flatMap((day) => day.map(({ start }) => start));
			return [...new Set(starts)].filter((start) => isWithin(start, from, to)).sort();
		});
	},
	async book(order, tools) {
		const request = { method: 'POST', url: `${API}/bookings`, headers: VERSION } as const;
		const { timeoutMs } = order;
		const asked = await tools.ask({ ...request, json: bodyOf(order), schema: Made, timeoutMs });
		if (asked.kind !== 'read') return asked;
		return madeOf(asked.value.data, order.attendee, tools);
	},
	async find({ eventTypeId, reference, since, attendee }, tools) {
		const listed = await readPages((next = '0') => page({ eventTypeId, since, next }, tools));
		if (listed.kind !== 'read') return listed;
		for (const value of listed.value) {
			const read = Listed.safeParse(value);
			if (!read.success || read.data.metadata?.[REFERENCE] !== reference) continue;
			const { status } = read.data;
			if (status === 'accepted' || status === 'pending') return madeOf(read.data, attendee, tools);
		}
		return { kind: 'read', value: undefined };
	},
};

async function page(
	{ eventTypeId, since, next }: { eventTypeId: number; since: number; next: string },
	{ ask }: VendorTools,
) {
	const query = new URLSearchParams({
		eventTypeId: String(eventTypeId),
		afterCreatedAt: toInstant(since - CLOCK_MARGIN_MS),
		take: String(PER_PAGE),
		skip: next,
	});
	const asked = await ask({
		url: `${API}/bookings?${query}`,
		headers: VERSION,
		schema: Page,
		timeoutMs: LOOK_MS,
	});
	return mapAsked(asked, ({ data }) => ({
		items: data,
		...(data.length >= PER_PAGE && { next: String(Number(next) + data.length) }),
	}));
}

function isWithin(start: string, from: number, to: number): boolean {
	const at = Date.parse(start);
	return at >= from && at < to;
}

function bodyOf({ eventTypeId, startsAt, timeZone, attendee, reference }: BookingOrder) {
	const { name, email, phone, language } = attendee;
	return {
		start: startsAt,
		eventTypeId,
		attendee: {
			...{ name, timeZone },
			...(email && { email }),
			...(phone && { phoneNumber: phone }),
			...(language && { language }),
		},
		metadata: { [REFERENCE]: reference },
	};
}

function madeOf(listed: Listed, attendee: Attendee, { connection, clock }: VendorTools): Asked<MadeBooking> {
	const read = Booking.safeParse(toPayload(listed));
	if (!read.success) return { kind: 'unexpected', reason: 'Cal.com’s booking was not understood.' };
	const booking = dataOf(read.data, 'booking.created', connection);
	const { name = attendee.name, email = attendee.email, e164 } = booking.attendee;
	// What it does not repeat of what it was told is needed to know whose it is.
	const whole = e164
		? { ...booking.attendee, name, email }
		: personOf(attendee.phone, connection.region, { name, email });
	return {
		kind: 'read',
		value: {
			booking: { ...booking, attendee: whole },
			eventId: historyId(listed.uid, 'booking.created'),
			madeAt: listed.createdAt ?? toInstant(clock.now()),
			isAccepted: listed.status === 'accepted',
		},
	};
}
