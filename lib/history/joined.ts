import { joinCalls, surerMatch } from '../calls/index.ts';
import type { StoredCall } from './stored-call.ts';

/** Calls as people count them: one that was told of under several ids (a transfer, a ring before it had an id) is one. */
export function joinStored(calls: readonly StoredCall[]): StoredCall[] {
	const known = new Map(calls.map((call) => [call.callId, call]));
	return joinCalls(calls.map(({ call }) => call)).flatMap(({ callIds, ...call }) => {
		const parts = callIds.flatMap((id) => known.get(id) ?? []);
		const first = known.get(call.callId);
		if (!first || parts.length < 2) return first ?? [];
		return parts.reduce(joinTwo, { ...first, call });
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
