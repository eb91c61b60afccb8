import type { RingsideEvent } from '../../../lib/contract/event.ts';
import type { ExtractedField } from '../../../lib/contract/extraction.ts';
import type { FactField } from '../../../lib/contract/settings.ts';
import { holdingExtraction } from '../../../lib/facts/holding.ts';
import { mergeReviews } from '../../../lib/facts/review.ts';
import type { CrmFields } from '../../crm/crm.ts';
import { eventsOf } from '../call-parts.ts';

/** Facts that say who called, in each preset. */
export const NAME = 'name';
export const COMPANY = 'company';
const LONGEST = 500;

/** Fact → value, of those that may leave the house: accepted or edited; with `alone` each that nobody rejected. */
export function decidedFacts(
	events: readonly RingsideEvent[],
	{ alone }: { alone: boolean },
): Map<string, string> {
	const made = eventsOf(events, 'ringside.extraction.ready').map(({ data }) => data);
	const extraction = holdingExtraction(made);
	if (!extraction) return new Map();
	const review = mergeReviews(
		extraction.extractionId,
		eventsOf(events, 'ringside.extraction.reviewed').map(({ data }) => data),
	);
	const decisions = new Map((review?.decisions ?? []).map((one) => [one.name, one]));
	return new Map(
		extraction.fields.flatMap(({ name, value }: ExtractedField): [string, string][] => {
			const decided = decisions.get(name);
			if (!decided) return alone ? [[name, value]] : [];
			if (decided.decision === 'rejected') return [];
			return [[name, decided.decision === 'edited' ? (decided.value ?? value) : value]];
		}),
	);
}

/** The same by the names that the CRM's records have for them; facts without one stay here. */
export function crmFieldsOf(facts: ReadonlyMap<string, string>, fields: readonly FactField[]): CrmFields {
	const entries = fields.flatMap(({ name, crmField }): [string, string][] => {
		const value = facts.get(name);
		return crmField === undefined || value === undefined ? [] : [[crmField, value]];
	});
	return Object.fromEntries(entries);
}

/** Those of them that this record has not been given yet. */
export function unwritten(events: readonly RingsideEvent[], recordId: string, wanted: CrmFields): CrmFields {
	const written = new Map<string, string>();
	for (const { data } of eventsOf(events, 'ringside.crm.written')) {
		if (data.target !== 'lead' || data.recordId !== recordId) continue;
		for (const [name, value] of Object.entries(data.fields)) written.set(name, value);
	}
	return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => written.get(name) !== value));
}

/** Id of the last write to the CRM, whatever it was; undefined before the first. */
export function lastWriteOf(events: readonly RingsideEvent[]): string | undefined {
	return events.findLast(({ type }) => type === 'ringside.crm.written')?.id;
}

/** What was said of who called. */
export function saidOf(events: readonly RingsideEvent[]): { saidName?: string; saidCompany?: string } {
	const facts = decidedFacts(events, { alone: true });
	const saidName = facts.get(NAME)?.trim().slice(0, LONGEST);
	const saidCompany = facts.get(COMPANY)?.trim().slice(0, LONGEST);
	return { ...(saidName && { saidName }), ...(saidCompany && { saidCompany }) };
}
