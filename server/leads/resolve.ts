import type { CallMatched } from '../../lib/contract/lead.ts';

/**
 * Which of two reports on a call holds: what a person chose before what was computed, then the later, then the
 * smaller device id. The order in which they came cannot matter.
 */
export function resolveMatches(reports: Iterable<CallMatched>): CallMatched | undefined {
	let best: CallMatched | undefined;
	for (const report of reports) if (!best || outranks(report, best)) best = report;
	return best;
}

function outranks(a: CallMatched, b: CallMatched): boolean {
	if (a.chosen !== b.chosen) return a.chosen;
	const later = Date.parse(a.at) - Date.parse(b.at);
	if (later !== 0) return later > 0;
	if (a.deviceId !== b.deviceId) return a.deviceId < b.deviceId;
	// One device, one instant: any fixed order serves.
	return JSON.stringify(a.matches) < JSON.stringify(b.matches);
}
