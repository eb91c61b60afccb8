import { systemClock } from '../../lib/clock.ts';
import type { CallRecord } from '../../lib/contract/index.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { CardView } from '../../lib/overlay/card.ts';
import { cardOfRecord } from '../../lib/overlay/record-card.ts';

const MOST_LEADS = 500;

/** Calls as cards: who called is asked of the worker, which has the leads. */
export async function cardsOf(records: readonly CallRecord[], locale: string): Promise<CardView[]> {
	const ids = records.flatMap(({ matched }) => matched?.matches.map(({ leadId }) => leadId) ?? []);
	const leadIds = [...new Set(ids)].slice(0, MOST_LEADS);
	const asked = messenger.sendMessage('leads', { leadIds }).catch(() => undefined);
	const leads = (await asked) ?? [];
	const places = new Intl.DisplayNames([locale], { type: 'region' });
	const context = { now: systemClock.now(), leads, placeName: (region: string) => places.of(region) };
	return records.flatMap((record) => cardOfRecord(record, context) ?? []);
}
