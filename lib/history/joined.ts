import { joinCalls, surerMatch } from '../calls/index.ts';
import type { StoredCall } from './stored-call.ts';

/** A call as people count it, with every id that it was told of under. */
export interface CountedCall extends StoredCall {
	callIds: readonly string[];
}

/** Calls as people count them: one that was told of under several ids (a transfer, a ring before it had an id) is one. */
export function joinStored(calls: readonly StoredCall[]): CountedCall[] {
	const known = new Map(calls.map((call) => [call.callId, call]));
	return joinCalls(calls.map(({ call }) => call)).flatMap(({ callIds, ...call }) => {
		const parts = callIds.flatMap((id) => known.get(id) ?? []);
		const first = known.get(call.callId);
		if (!first) return [];
		const counted = parts.length < 2 ? first : parts.reduce(joinTwo, { ...first, call });
		return { ...counted, callIds };
	});
}

/** What was done to one of them was done to the call; the first one's own words come first. */
function joinTwo(first: StoredCall, other: StoredCall): StoredCall {
	return {
		...other,
		...first,
		firstHeardAt: Math.min(first.firstHeardAt, other.firstHeardAt),
		heardAt: Math.max(first.heardAt, other.heardAt),
		newsAt: Math.max(first.newsAt, other.newsAt),
		matched: surerMatch(first.matched, other.matched),
		choice: first.choice ?? other.choice,
		dismissed: first.dismissed ?? other.dismissed,
		touched: first.touched || other.touched,
		note: first.note ?? other.note,
	};
}
