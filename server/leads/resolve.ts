import { surerMatch } from '../../lib/calls/index.ts';
import type { CallMatched } from '../../lib/contract/lead.ts';

/** The one of all reports on a call that holds; undefined without a report. */
export function resolveMatches(reports: Iterable<CallMatched>): CallMatched | undefined {
	let best: CallMatched | undefined;
	for (const report of reports) best = surerMatch(best, report);
	return best;
}
