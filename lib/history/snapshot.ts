import type { CallRecord } from '../contract/index.ts';
import { type Arrival, hearView, type StoredCall } from './stored-call.ts';

/** A call as the server tells it whole, with what only this browser knows of it. */
export function fromRecord(
	record: CallRecord,
	known: StoredCall | undefined,
	arrival: Arrival & { first: boolean },
): StoredCall | undefined {
	let told: StoredCall | undefined;
	for (const view of record.views) told = hearView(told, view, arrival);
	if (!told) return undefined;
	// What was over before this browser was paired is no news to it.
	const heardAt = known?.heardAt ?? (arrival.first ? told.newsAt : told.heardAt);
	const { note } = record;
	return {
		...known,
		...told,
		firstHeardAt: known?.firstHeardAt ?? Math.min(told.firstHeardAt, heardAt),
		heardAt,
		matched: record.matched ?? known?.matched,
		note: known?.note ?? (note === undefined ? undefined : { text: note, writtenAt: 0 }),
	};
}
