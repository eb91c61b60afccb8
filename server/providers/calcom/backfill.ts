import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import { mapAsked, readPages } from '../pages.ts';
import type { Backfill, BackfillTools } from '../setup.ts';
import { API } from './api.ts';
import { historyId, Listed, Page, toPayload, VERSION } from './listed.ts';
import { type BookingEvent, dataOf } from './parse.ts';
import { Booking } from './schema.ts';

const PER_PAGE = 100;

/** Appointments that were made, moved or dropped since then. */
export const backfill: Backfill = async (since, tools) => {
	const all = await readPages(async (next = '0') => {
		const query = new URLSearchParams({
			afterUpdatedAt: toInstant(since),
			sortUpdatedAt: 'asc',
			take: String(PER_PAGE),
			skip: next,
		});
		const page = await tools.ask({ url: `${API}/bookings?${query}`, headers: VERSION, schema: Page });
		return mapAsked(page, ({ data }) => ({
			items: data,
			...(data.length >= PER_PAGE && { next: String(Number(next) + data.length) }),
		}));
	});
	return mapAsked(all, (bookings) => ({ events: bookings.flatMap((booking) => eventsOf(booking, tools)) }));
};

function eventsOf(value: unknown, { connection, clock }: BackfillTools): RingsideEvent[] {
	const listed = Listed.safeParse(value);
	const name = listed.success ? nameOf(listed.data) : undefined;
	if (!listed.success || !name) return [];
	const { uid, createdAt, updatedAt } = listed.data;
	const booking = Booking.safeParse(toPayload(listed.data));
	if (!booking.success) return [];
	const data = dataOf(booking.data, name, connection);
	const time = (name === 'booking.created' ? createdAt : updatedAt) ?? updatedAt ?? createdAt;
	const id = historyId(uid, name);
	const at = time ?? toInstant(clock.now());
	return [eventOf(connection, name, { id, subject: data.bookingId, time: at, data })];
}

/** A moved booking is told by the one that replaces it. */
function nameOf({ status, rescheduledFromUid, rescheduledToUid }: Listed): BookingEvent | undefined {
	if (status === 'accepted') return rescheduledFromUid ? 'booking.rescheduled' : 'booking.created';
	return status === 'cancelled' && !rescheduledToUid ? 'booking.cancelled' : undefined;
}
