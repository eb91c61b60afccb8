import type { AppointmentWish } from '../../../lib/contract/after-call.ts';
import { APPOINTMENT_FIELD } from '../../../lib/facts/presets.ts';
import { mergeReviews } from '../../../lib/facts/review.ts';
import { toInstant } from '../../clock.ts';
import type { CallHistory } from '../call-log.ts';
import { eventsOf, extractionOf } from '../call-parts.ts';
import { readWish } from './wish.ts';

/** A wish as it stands in a call. */
export interface Wished {
	wish: AppointmentWish;
	/** False: it may mean another time as well; nothing is booked by it alone. */
	isSure: boolean;
}

/** Of calls whose branch is not known; the reader is shown it, and nothing is booked by it alone. */
const ZONE_OF_NOBODY = 'UTC';

/** The time that the caller asked for, as the facts that hold prove it; undefined where there is none, or none to come. */
export function wishedOf(history: Pick<CallHistory, 'events' | 'timeZone' | 'call'>): Wished | undefined {
	const { events, call, timeZone = ZONE_OF_NOBODY } = history;
	const extraction = extractionOf(events);
	const fact = extraction?.fields.find(({ name }) => name === APPOINTMENT_FIELD);
	const [first] = events;
	if (!extraction || !fact || !first) return undefined;
	const reviews = eventsOf(events, 'ringside.extraction.reviewed').map(({ data }) => data);
	const review = mergeReviews(extraction.extractionId, reviews);
	const decided = review?.decisions.find(({ name }) => name === APPOINTMENT_FIELD);
	if (decided?.decision === 'rejected') return undefined;
	const words = decided?.value ?? fact.value;
	const read = readWish(words, { saidAt: Date.parse(call?.startedAt ?? first.time), timeZone });
	if (!read) return undefined;
	const { startsAt, hasTime, isSure } = read;
	const { quote, segmentId } = fact.evidence;
	return {
		wish: { startsAt: toInstant(startsAt), timeZone, hasTime, quote, segmentId },
		isSure: isSure && history.timeZone !== undefined,
	};
}
