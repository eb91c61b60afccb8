import { matchParty } from '../../lib/calls/index.ts';
import type { Party } from '../../lib/contract/call.ts';
import { type RingsideEvent, readEvent } from '../../lib/contract/event.ts';
import type { CallMatched, Lead } from '../../lib/contract/lead.ts';
import { keysOfParty, leadKey, partyOfEvent } from '../../lib/conversation/index.ts';
import { contactIdKey, emailKey, exactKey } from '../../lib/phone/index.ts';
import { resolveMatches } from '../leads/resolve.ts';
import type { Store, SubjectEvents } from '../store/ports.ts';

/** A subject, whom it is about, and the conversation it stands in. */
export interface Homed {
	conversationId: string;
	lastSeq: number;
	events: RingsideEvent[];
	party?: Party;
	/** Every lead that it may be of, the likeliest first. */
	leads: Lead[];
	/** Keys of all that stands in the same conversation, and perhaps of more. */
	keys: string[];
}

type Stores = Pick<Store, 'conversations' | 'leads'>;

/** Puts each subject where it belongs today: with the lead that was chosen or has this number, else with the number. */
export async function homesOf(
	workspaceId: string,
	subjects: readonly SubjectEvents[],
	store: Stores,
): Promise<Homed[]> {
	const read = subjects.map((subject) => readSubject(subject));
	const keys = new Set(read.flatMap(({ party }) => (party ? keysOfParty(party) : [])));
	const chosen = new Set(read.flatMap((one) => one.chosen?.matches.map(({ leadId }) => leadId) ?? []));
	const [byKeys, byIds] = await Promise.all([
		store.leads.byKeys(workspaceId, [...keys]),
		store.leads.get(workspaceId, [...chosen]),
	]);
	const personIds = await namesOf(workspaceId, [...keys], store);
	return read.flatMap((one) => {
		const leads = leadsOf(one, byKeys, byIds);
		const [lead] = leads;
		const [key] = one.party ? keysOfParty(one.party) : [];
		const { lastSeq, events, party } = one;
		const known = { lastSeq, events, party, leads };
		if (lead) return { ...known, conversationId: leadConversation(lead.leadId), keys: keysOfLead(lead) };
		const personId = key && personIds.get(key);
		return personId ? { ...known, conversationId: personConversation(personId), keys: [key] } : [];
	});
}

/** What events of a lead's conversation are found by. */
export function keysOfLead({ leadId, phones, emails, externalId }: Lead): string[] {
	const numbers = phones.flatMap(({ e164 }) => (e164 ? [exactKey(e164)] : []));
	const ids = externalId ? [contactIdKey(externalId)] : [];
	return [...new Set([leadKey(leadId), ...numbers, ...emails.map(emailKey), ...ids])];
}

export function leadConversation(leadId: string): string {
	return `lead.${leadId}`;
}

function personConversation(personId: string): string {
	return `person.${personId}`;
}

/** Which lead or person an id names; undefined for what is no id of ours. */
export function readConversationId(id: string): { leadId: string } | { personId: string } | undefined {
	const [, kind, name] = /^(lead|person)\.(.+)$/.exec(id) ?? [];
	if (!name) return undefined;
	return kind === 'lead' ? { leadId: name } : { personId: name };
}

interface ReadSubject {
	lastSeq: number;
	events: RingsideEvent[];
	party?: Party;
	/** Who a person said that it is. */
	chosen?: CallMatched;
}

function readSubject({ lastSeq, events: stored }: SubjectEvents): ReadSubject {
	const events = stored.flatMap(({ json }) => {
		const read = readEvent(JSON.parse(json));
		return read.kind === 'event' ? [read.event] : [];
	});
	const parties = events.flatMap((event) => partyOfEvent(event) ?? []);
	const reports = events.flatMap((event) =>
		event.type === 'ringside.call.matched' || event.type === 'ringside.call.assigned' ? [event.data] : [],
	);
	const report = resolveMatches(reports);
	return { lastSeq, events, party: surest(parties), chosen: report?.chosen ? report : undefined };
}

/** A view that names number and mail says more than one with a withheld number. */
function surest(parties: Party[]): Party | undefined {
	return parties.reduce<Party | undefined>(
		(best, party) => (best && keysOfParty(best).length >= keysOfParty(party).length ? best : party),
		undefined,
	);
}

function leadsOf({ party, chosen }: ReadSubject, byKeys: Lead[], byIds: Lead[]): Lead[] {
	if (chosen) {
		const wanted = chosen.matches.flatMap(({ leadId }) => byIds.find((lead) => lead.leadId === leadId) ?? []);
		// Chosen to be nobody's, it is; a lead that was removed since is no choice.
		if (wanted.length > 0 || chosen.matches.length === 0) return wanted;
	}
	if (!party) return [];
	const sure = matchParty(party, byKeys).filter(({ rule }) => rule !== 'suffix');
	return sure.flatMap(({ leadId }) => byKeys.find((lead) => lead.leadId === leadId) ?? []);
}

async function namesOf(workspaceId: string, keys: string[], { conversations }: Stores) {
	const personIds = await conversations.personIds(workspaceId, keys);
	return new Map(keys.map((key, index) => [key, personIds[index]]));
}
