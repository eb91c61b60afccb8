import { type CallSummary, matchParty } from '../calls/index.ts';
import type { Lead, LeadMatch } from '../contract/index.ts';
import { regionOf } from '../phone/index.ts';
import type { Caller, LeadCard } from './card.ts';

/** Who the other side is, from the leads that were found for it and what a person chose. */
export function callerOf(
	summary: CallSummary,
	leads: readonly Lead[],
	chosenLeadId: string | undefined,
	placeName: (region: string) => string | undefined,
): Caller {
	const { remote } = summary;
	if (remote.internal) return { kind: 'colleague', name: remote.name, extension: remote.extension };
	const matches = matchParty(remote, leads);
	const chosen = leads.find((lead) => lead.leadId === chosenLeadId);
	if (chosen) return leadCaller(chosen, matches, true);
	const found = leadsOf(matches, leads);
	const [first] = found;
	if (first && found.length === 1) return leadCaller(first, matches, false);
	if (first) return { kind: 'choose', leads: found.map(leadCard), rule: matches[0]?.rule ?? 'exact' };
	return strangerOf(summary, placeName);
}

function leadCaller(lead: Lead, matches: readonly LeadMatch[], chosen: boolean): Caller {
	const match = matches.find(({ leadId }) => leadId === lead.leadId);
	// Attached by hand on another device: nothing of the number agrees, the person is sure.
	return { kind: 'lead', lead: leadCard(lead), rule: match?.rule ?? 'exact', field: match?.field, chosen };
}

function leadsOf(matches: readonly LeadMatch[], leads: readonly Lead[]): Lead[] {
	return matches
		.map(({ leadId }) => leads.find((lead) => lead.leadId === leadId))
		.filter((lead) => lead !== undefined);
}

function strangerOf({ remote }: CallSummary, placeName: (region: string) => string | undefined): Caller {
	const { name, anonymous, sip, extension, e164 } = remote;
	if (anonymous) return { kind: 'anonymous' };
	if (sip && !e164) return { kind: 'sip', address: sip, name };
	if (extension && !e164) return { kind: 'extension', extension, name };
	const region = e164 && regionOf(e164);
	return { kind: 'unknown', name, place: region ? placeName(region) : undefined };
}

function leadCard(lead: Lead): LeadCard {
	const lastContactAt = lead.lastContact && Date.parse(lead.lastContact.at);
	const { leadId, name, company, role, stage, owner, nextStep, recordUrl } = lead;
	return {
		leadId,
		name,
		company,
		role,
		stage,
		owner,
		nextStep,
		recordUrl: recordUrl && /^https?:\/\//i.test(recordUrl) ? recordUrl : undefined,
		lastContactAt,
		lastContactQuote: lead.lastContact?.quote,
	};
}
