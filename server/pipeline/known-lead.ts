import type { CallMatched, Lead } from '../../lib/contract/lead.ts';
import { matchCalls } from '../leads/match.ts';
import type { Store } from '../store/ports.ts';
import type { CallHistory } from './call-log.ts';

const SURE = new Set(['contact-id', 'exact', 'email']);

/**
 * The one lead that a call is surely with: the one that a person chose, else the only one that has the caller's
 * number, mail or id. Numbers that agree in their last digits only are no proof: nothing is ever written by them.
 */
export async function knownLead(
	workspaceId: string,
	{ call, matched, events }: Pick<CallHistory, 'call' | 'matched' | 'events'>,
	leads: Pick<Store['leads'], 'byKeys' | 'get'>,
): Promise<Lead | undefined> {
	const report = matched ?? (call && (await computed(workspaceId, call, events.at(0)?.time, leads)));
	const [leadId, ...others] = report ? surelyOf(report) : [];
	if (leadId === undefined || others.length > 0) return undefined;
	const [lead] = await leads.get(workspaceId, [leadId]);
	return lead;
}

async function computed(
	workspaceId: string,
	call: NonNullable<CallHistory['call']>,
	at: string | undefined,
	leads: Pick<Store['leads'], 'byKeys'>,
): Promise<CallMatched | undefined> {
	const found = await matchCalls(workspaceId, [{ call, at: at ?? '' }], leads);
	return found.get(call.callId);
}

function surelyOf({ matches, chosen }: CallMatched): string[] {
	const sure = chosen ? matches : matches.filter(({ rule }) => SURE.has(rule));
	return [...new Set(sure.map(({ leadId }) => leadId))];
}
