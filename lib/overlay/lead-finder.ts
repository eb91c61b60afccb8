import type { Lead, Party } from '../contract/index.ts';
import type { LeadStore } from '../leads/lead-store.ts';

export interface LeadFinder {
	/** Leads found for a call so far; none before `find`. */
	known(callId: string): readonly Lead[];
	/** Looks the party up unless that was done; resolves to whether something changed. */
	find(callId: string, party: Party, alsoIds: readonly string[]): Promise<boolean>;
	/** The leads have changed: what was found is to be looked up again. */
	forgetAll(): void;
}

/** What was found for the calls at hand, so that a later event of a call costs no lookup. */
export function leadFinder(store: Pick<LeadStore, 'find'>): LeadFinder {
	const found = new Map<string, { asked: string; leads: Lead[] }>();
	return {
		known: (callId) => found.get(callId)?.leads ?? [],
		async find(callId, party, alsoIds) {
			const asked = JSON.stringify([party, alsoIds]);
			if (found.get(callId)?.asked === asked) return false;
			const leads = await store.find(party, alsoIds);
			found.set(callId, { asked, leads });
			return true;
		},
		forgetAll() {
			for (const entry of found.values()) entry.asked = '';
		},
	};
}
