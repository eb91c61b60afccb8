import type { CallMatched } from '../contract/index.ts';

/**
 * Which of two reports on who a call is holds: what a person chose before what was computed, then the later, then the
 * smaller device id. One rule for server and browser; the order in which reports came cannot matter.
 */
export function surerMatch(a: CallMatched | undefined, b: CallMatched | undefined): CallMatched | undefined {
	if (!a || !b) return a ?? b;
	return outranks(b, a) ? b : a;
}

function outranks(a: CallMatched, b: CallMatched): boolean {
	if (a.chosen !== b.chosen) return a.chosen;
	const later = Date.parse(a.at) - Date.parse(b.at);
	if (later !== 0) return later > 0;
	if (a.deviceId !== b.deviceId) return a.deviceId < b.deviceId;
	// One device, one instant: any fixed order serves.
	return JSON.stringify(a.matches) < JSON.stringify(b.matches);
}
