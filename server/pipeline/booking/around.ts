import type { AppointmentWish, BookingOffered } from '../../../lib/contract/after-call.ts';
import { mapAsked } from '../../providers/pages.ts';
import type { Asked } from '../../providers/vendor.ts';
import type { Desk } from './desk.ts';

/** What is free around a wish. */
export type Around = Pick<BookingOffered, 'isFree' | 'alternatives'> & {
	/** All that is free in these days, ISO 8601 in UTC. */
	free: string[];
};

const DAYS = 7;
const MOST_ALTERNATIVES = 6;

/** Looks from the wished day on, a week far; the six nearest to the wish are the alternatives. */
export async function lookAround(
	{ startsAt, timeZone, hasTime }: AppointmentWish,
	{ bookings, tools, eventTypeId }: Desk,
): Promise<Asked<Around>> {
	const wished = Temporal.Instant.from(startsAt).toZonedDateTimeISO(timeZone);
	const begin = wished.startOfDay();
	const from = Math.max(begin.epochMilliseconds, tools.clock.now());
	const to = Math.max(begin.add({ days: DAYS }).epochMilliseconds, from);
	const slots = await bookings.slots({ eventTypeId, from, to, timeZone }, tools);
	return mapAsked(slots, (free) => {
		const at = wished.epochMilliseconds;
		const isFree = hasTime && free.some((start) => Date.parse(start) === at);
		const others = free.filter((start) => !hasTime || Date.parse(start) !== at);
		const distance = (start: string) => Math.abs(Date.parse(start) - at);
		const nearest = others.sort((a, b) => distance(a) - distance(b)).slice(0, MOST_ALTERNATIVES);
		return { free, isFree, alternatives: nearest.sort() };
	});
}
