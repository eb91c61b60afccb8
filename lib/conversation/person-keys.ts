import type { Party, RingsideEvent } from '../contract/index.ts';
import { contactIdKey, emailKey, exactKey } from '../phone/index.ts';

/**
 * What the people are reached at whom an event tells of, surest for telling them apart first: number, mail, the
 * provider's contact id; a lead that somebody chose for a call. None for colleagues, withheld numbers and test rings.
 */
export function personKeysOf(event: RingsideEvent): string[] {
	switch (event.type) {
		case 'ringside.call.matched':
		case 'ringside.call.assigned':
			return event.data.chosen ? event.data.matches.map(({ leadId }) => leadKey(leadId)) : [];
		default: {
			const party = partyOfEvent(event);
			return party ? keysOfParty(party) : [];
		}
	}
}

/** Whom an event is about; undefined where it is about nobody outside. */
export function partyOfEvent({ data }: RingsideEvent): Party | undefined {
	if ('test' in data && data.test) return undefined;
	if ('remote' in data) return data.remote;
	if ('attendee' in data) return data.attendee;
	return 'payer' in data ? data.payer : undefined;
}

/** Keys that name one person; numbers that agree in their last digits only do not. */
export function keysOfParty({ internal, anonymous, e164, email, contactId }: Party): string[] {
	if (internal) return [];
	return [
		...(e164 && !anonymous ? [exactKey(e164)] : []),
		...(email?.trim() ? [emailKey(email)] : []),
		...(contactId?.trim() ? [contactIdKey(contactId)] : []),
	];
}

/** Key of the events by which a person said that a call is this lead's. */
export function leadKey(leadId: string): string {
	return `lead:${leadId}`;
}
