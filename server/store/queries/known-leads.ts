import type { Lead } from '../../../lib/contract/lead.ts';

interface KnownLead {
	leadId: string;
	externalId: string | null;
	json: string | null;
}

/** What is stored of these leads, by id and by external id; kept up to date while a batch is planned. */
export class KnownLeads {
	readonly #byId = new Map<string, KnownLead>();
	readonly #byExternalId = new Map<string, KnownLead>();

	find(lead: Lead): KnownLead | undefined {
		const same = lead.externalId ? this.#byExternalId.get(lead.externalId) : undefined;
		return same ?? this.#byId.get(lead.leadId);
	}

	set(known: KnownLead): void {
		const before = this.#byId.get(known.leadId);
		if (before?.externalId) this.#byExternalId.delete(before.externalId);
		this.#byId.set(known.leadId, known);
		if (known.externalId) this.#byExternalId.set(known.externalId, known);
	}
}
