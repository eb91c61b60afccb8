import { type CallSummary, matchParty } from '../../lib/calls/index.ts';
import type { CallMatched } from '../../lib/contract/lead.ts';
import { partyKeys } from '../../lib/phone/index.ts';
import type { Leads } from '../store/ports.ts';

/** Device id of matches that no browser reported. */
export const SERVER_DEVICE = 'server';

export interface CallToMatch {
	call: CallSummary;
	/** Time of what is known of it, ISO 8601. */
	at: string;
}

/** Which leads each caller is, by the rules that browsers use too; keyed by call id. */
export async function matchCalls(
	workspaceId: string,
	calls: readonly CallToMatch[],
	leads: Pick<Leads, 'byKeys'>,
): Promise<Map<string, CallMatched>> {
	const keys = new Set(calls.flatMap(({ call }) => partyKeys(call.remote).map(({ key }) => key)));
	const candidates = await leads.byKeys(workspaceId, [...keys]);
	const found = new Map<string, CallMatched>();
	for (const { call, at } of calls) {
		const matches = matchParty(call.remote, candidates).slice(0, MOST_MATCHES);
		if (matches.length === 0) continue;
		const { callId } = call;
		found.set(callId, { callId, matches, chosen: false, deviceId: SERVER_DEVICE, at });
	}
	return found;
}

const MOST_MATCHES = 50;
