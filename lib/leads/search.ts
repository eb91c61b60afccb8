import type { Lead } from '../contract/index.ts';
import type { Database } from '../database.ts';

/** A list that one looks through while typing. */
const MOST_FOUND = 20;
/** Read at a time, so that a large CRM is never whole in memory. */
const CHUNK = 2_000;
const FEWEST_DIGITS = 4;

/** Leads that have every word of `text` in name, company or mail, or its digits in a number; none for blank text. */
export async function searchLeads(db: Database, text: string): Promise<Lead[]> {
	const fits = searchTest(text);
	const found: Lead[] = [];
	if (!fits) return found;
	let range: IDBKeyRange | undefined;
	for (;;) {
		const chunk: Lead[] = await db.getAll('leads', range, CHUNK);
		found.push(...chunk.filter(fits));
		const last = chunk.at(-1);
		if (!last || chunk.length < CHUNK || found.length >= MOST_FOUND) return found.slice(0, MOST_FOUND);
		range = IDBKeyRange.lowerBound(last.leadId, true);
	}
}

/** Whether a lead is meant by what was typed; undefined where nothing was. */
export function searchTest(text: string): ((lead: Lead) => boolean) | undefined {
	const words = folded(text).split(/\s+/).filter(Boolean);
	if (words.length === 0) return undefined;
	// A national number begins with a zero that the international one lacks.
	const digits = /^[\d\s+()/.-]+$/.test(text) ? text.replaceAll(/\D/g, '').replace(/^0+/, '') : '';
	return ({ name, company, emails, phones }) => {
		if (digits.length >= FEWEST_DIGITS) {
			return phones.some(({ e164, raw }) => (e164 ?? raw).replaceAll(/\D/g, '').includes(digits));
		}
		const whole = folded([name, company ?? '', ...emails].join(' '));
		return words.every((word) => whole.includes(word));
	};
}

/** Without case and accents: `Müller` is found by `muller`. */
function folded(text: string): string {
	return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
