import { callOf, joinCalls, surerMatch, type View } from '../../lib/calls/index.ts';
import type { CallRecord } from '../../lib/contract/api.ts';

/** As many as the contract lets a record have. */
export const MOST_VIEWS = 500;

/** Read beyond a page: a ring without an id and its call begin within a minute, so they stand close together. */
export const LOOK_AHEAD = 10;

/**
 * How many subjects make a page of at least `limit`, so that no call of it goes on beneath: given the views of each
 * subject, most recent first, `LOOK_AHEAD` more than the limit.
 */
export function pageEnd(viewsOf: readonly (readonly View[])[], limit: number): number {
	const places = new Map(
		viewsOf.flatMap(([view], place) => (view ? [[view.data.callId, place] as const] : [])),
	);
	let end = Math.min(limit, viewsOf.length);
	for (const { callIds } of joinCalls(viewsOf.flatMap((views) => callOf(views) ?? []))) {
		const own = callIds.map((id) => places.get(id) ?? 0);
		if (Math.min(...own) < limit) end = Math.max(end, Math.max(...own) + 1);
	}
	return end;
}

/** Calls that are known by several ids become one record, under the id of the first, in the place of the newest. */
export function joinRecords(records: readonly CallRecord[]): CallRecord[] {
	const byId = new Map(records.map((record) => [record.callId, record]));
	const joined = joinCalls(records.flatMap(({ views }) => callOf(views) ?? []));
	const groups = new Map(joined.flatMap((call) => call.callIds.map((id) => [id, call] as const)));
	const done = new Set<string>();
	return records.flatMap((record) => {
		const { callId, callIds } = groups.get(record.callId) ?? {
			callId: record.callId,
			callIds: [record.callId],
		};
		if (done.has(callId)) return [];
		done.add(callId);
		const parts = callIds.flatMap((id) => byId.get(id) ?? []);
		const matched = parts.map((part) => part.matched).reduce(surerMatch, undefined);
		return { callId, views: parts.flatMap(({ views }) => views).slice(-MOST_VIEWS), matched };
	});
}
