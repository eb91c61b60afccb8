import type { Lead, MatchRule, Party } from '../contract/index.ts';

/** Digits that must agree for a possible match; fewer pair up strangers. */
export const SUFFIX_DIGITS = 8;

/** An index key, and by which rule a lead that has it is found. */
export interface MatchKey {
	rule: MatchRule;
	key: string;
}

/** Every key under which this lead is to be found, without repeats. */
export function leadKeys(lead: Pick<Lead, 'phones' | 'emails' | 'externalId'>): string[] {
	const keys = lead.phones.flatMap((phone) => phoneKeys(phone.e164, phone.raw));
	const mails = lead.emails.map(emailKey);
	const ids = lead.externalId ? [contactIdKey(lead.externalId)] : [];
	return [...new Set([...keys, ...mails, ...ids])];
}

/** Keys to look up for a caller, surest first; none for those who cannot be a lead. */
export function partyKeys(party: Party): MatchKey[] {
	if (party.internal) return [];
	const keys: MatchKey[] = [];
	if (party.contactId) keys.push({ rule: 'contact-id', key: contactIdKey(party.contactId) });
	if (party.e164) keys.push({ rule: 'exact', key: exactKey(party.e164) });
	if (party.email) keys.push({ rule: 'email', key: emailKey(party.email) });
	const suffix = party.anonymous || party.sip ? undefined : suffixKey(party.e164 ?? party.raw);
	if (suffix) keys.push({ rule: 'suffix', key: suffix });
	return keys;
}

export function phoneKeys(e164: string | undefined, raw: string): string[] {
	const suffix = suffixKey(e164 ?? raw);
	return [...(e164 ? [exactKey(e164)] : []), ...(suffix ? [suffix] : [])];
}

export function exactKey(e164: string): string {
	return `tel:${e164}`;
}

export function emailKey(email: string): string {
	return `mail:${email.trim().toLowerCase()}`;
}

export function contactIdKey(id: string): string {
	return `id:${id.trim()}`;
}

function suffixKey(number: string): string | undefined {
	const digits = number.replace(/\D/g, '');
	return digits.length >= SUFFIX_DIGITS ? `suffix:${digits.slice(-SUFFIX_DIGITS)}` : undefined;
}
