import { begunCallId, callOf, joinedCallOf } from '../calls/index.ts';
import type { CallRecord, Lead } from '../contract/index.ts';
import type { CardView } from './card.ts';
import { pastCard } from './cards.ts';
import { chosenLead } from './choice.ts';

interface RecordContext {
	/** ms since 1970 */
	now: number;
	/** The leads that the record's match names, at least. */
	leads: readonly Lead[];
	/** Region code → its name in the user's language. */
	placeName(region: string): string | undefined;
}

/** A call as the server tells it, as a card; undefined where nothing is known of it. */
export function cardOfRecord(
	{ callId, views, matched }: CallRecord,
	{ now, leads, placeName }: RecordContext,
): CardView | undefined {
	const call = joinedCallOf(views);
	if (!call) return undefined;
	const newsAt = Math.max(...views.map(({ time }) => Date.parse(time)));
	const parts = Map.groupBy(views, ({ data }) => data.callId).values();
	const begunId = begunCallId([...parts].flatMap((own) => callOf(own) ?? []));
	const { callIds } = call;
	const times = { firstHeardAt: newsAt, heardAt: newsAt, newsAt };
	const stored = { callId: begunId ?? callId, callIds, call, ...times, matched };
	const known = new Set(matched?.matches.map(({ leadId }) => leadId));
	return pastCard(stored, {
		now,
		clockOffset: 0,
		leadsOf: () => leads.filter(({ leadId }) => known.has(leadId)),
		chosenLead: (one) => chosenLead(one, () => undefined),
		// Its lines are shown beside it.
		spokenIn: () => undefined,
		placeName,
	});
}
