import { applyView, type Call, describeCall, mergeCalls, surerMatch, type View } from '../calls/index.ts';
import type { CallMatched, LegState } from '../contract/index.ts';

/** A call as this browser knows it. Times are ms since 1970 by this machine's clock. */
export interface StoredCall {
	callId: string;
	call: Call;
	firstHeardAt: number;
	/** When we last learned something that shows. */
	heardAt: number;
	/** When that happened, as far as we can tell: much earlier than `heardAt` if we slept through it. */
	newsAt: number;
	/** The surest report of who it is, from this device or another. */
	matched?: CallMatched;
	/** Who it is as chosen here; without `leadId`: undecided again. */
	choice?: { leadId?: string; at: number };
	/** Taken away by her, and what it showed then. */
	dismissed?: { at: number; state: LegState };
	/** She has worked with the card: it does not go away by itself. */
	touched?: boolean;
	/** Lead ids last reported to the server, so that nothing is reported twice. */
	reported?: string;
	note?: { text: string; writtenAt: number };
}

/** How a view of a call came to us. */
export interface Arrival {
	/** This machine's clock. */
	at: number;
	/** It happens now; otherwise it is told again after a gap. */
	live: boolean;
	/** Server's clock minus ours, ms. */
	clockOffset: number;
}

/** The call with one more view. A view that changes nothing visible is no news. */
export function hearView(known: StoredCall | undefined, view: View, arrival: Arrival): StoredCall {
	const call = applyView(known?.call, view);
	const { at } = arrival;
	if (known && sameSummary(known.call, call)) return { ...known, call };
	const newsAt = arrival.live ? at : at - Math.max(0, at + arrival.clockOffset - Date.parse(view.time));
	return {
		...known,
		callId: call.callId,
		call,
		firstHeardAt: known?.firstHeardAt ?? at,
		heardAt: at,
		newsAt: Math.max(known?.newsAt ?? newsAt, newsAt),
	};
}

/** Joins what memory and disk know of the same call; what memory holds is the newer. */
export function mergeStored(disk: StoredCall, memory: StoredCall): StoredCall {
	return {
		...disk,
		...memory,
		call: mergeCalls(disk.call, memory.call),
		firstHeardAt: Math.min(disk.firstHeardAt, memory.firstHeardAt),
		heardAt: Math.max(disk.heardAt, memory.heardAt),
		newsAt: Math.max(disk.newsAt, memory.newsAt),
		matched: surerMatch(disk.matched, memory.matched),
	};
}

function sameSummary(a: Call, b: Call): boolean {
	return JSON.stringify(describeCall(a)) === JSON.stringify(describeCall(b));
}
