import type { Lead, LeadMatch, MatchRule, Party } from '../contract/index.ts';
import { contactIdKey, emailKey, exactKey, partyKeys, phoneKeys } from '../phone/index.ts';

/**
 * Which of these leads the party is: only those found by the surest rule that found any, most recently touched
 * first, a lead with the same extension ahead of all. A `suffix` match is a possibility, to be shown as such.
 */
export function matchParty(party: Party, leads: readonly Lead[]): LeadMatch[] {
	for (const { rule, key } of partyKeys(party)) {
		const found = leads.filter((lead) => fieldFor(lead, rule, key) !== undefined);
		if (found.length === 0) continue;
		return found.sort((a, b) => compare(party, a, b)).map((lead) => matchOf(lead, rule, key));
	}
	return [];
}

function matchOf(lead: Lead, rule: MatchRule, key: string): LeadMatch {
	const field = fieldFor(lead, rule, key);
	return field ? { leadId: lead.leadId, rule, field } : { leadId: lead.leadId, rule };
}

/** Label of the field that agrees (may be empty), or undefined. */
function fieldFor(lead: Lead, rule: MatchRule, key: string): string | undefined {
	switch (rule) {
		case 'contact-id':
			return lead.externalId && contactIdKey(lead.externalId) === key ? '' : undefined;
		case 'email':
			return lead.emails.some((email) => emailKey(email) === key) ? '' : undefined;
		case 'exact':
			return labelOf(lead.phones.find((phone) => phone.e164 && exactKey(phone.e164) === key));
		case 'suffix':
			return labelOf(lead.phones.find((phone) => phoneKeys(phone.e164, phone.raw).includes(key)));
	}
}

function labelOf(phone: Lead['phones'][number] | undefined): string | undefined {
	return phone && (phone.label ?? '');
}

function compare(party: Party, a: Lead, b: Lead): number {
	const sameExtension = (lead: Lead) =>
		party.extension !== undefined && lead.phones.some((phone) => phone.extension === party.extension) ? 0 : 1;
	return sameExtension(a) - sameExtension(b) || touchedAt(b) - touchedAt(a) || (a.leadId < b.leadId ? -1 : 1);
}

function touchedAt(lead: Lead): number {
	return Date.parse(lead.lastContact?.at ?? lead.updatedAt) || 0;
}
