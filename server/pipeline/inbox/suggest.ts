import type { UnassignedCall } from '../../../lib/contract/after-call.ts';
import type { Lead } from '../../../lib/contract/lead.ts';

/** What was said of who called. */
export interface Said {
	saidName?: string;
	saidCompany?: string;
}

type Suggestion = UnassignedCall['suggestions'][number];

const MOST = 5;
const scores = { 'name-and-company': 3, name: 2, company: 1 } as const;
const LEGAL_FORMS = new Set(
	'gmbh mbh ag se kg kgaa ohg gbr ug co inc ltd llc plc sa sl slu srl bv nv ev und and y the'.split(' '),
);

/** Leads whose name or company is nearly what was said, the likeliest first. Feed it page by page. */
export class Suggestions {
	readonly #name: string[];
	readonly #company: string[];
	#best: { score: number; updatedAt: string; suggestion: Suggestion }[] = [];

	constructor({ saidName = '', saidCompany = '' }: Said) {
		this.#name = wordsOf(saidName);
		this.#company = companyWords(saidCompany);
	}

	/** False where nothing was said by which anybody could be found. */
	get canFind(): boolean {
		return this.#name.length > 1 || this.#company.length > 0;
	}

	add(leads: readonly Lead[]): void {
		for (const lead of leads) {
			const why = this.#compare(lead);
			if (why === undefined) continue;
			const score = scores[why];
			const { leadId, name, updatedAt } = lead;
			this.#best.push({ score, updatedAt, suggestion: { leadId, name, why } });
		}
		this.#best.sort((a, b) => b.score - a.score || Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
		this.#best = this.#best.slice(0, MOST);
	}

	result(): Suggestion[] {
		return this.#best.map(({ suggestion }) => suggestion);
	}

	#compare({ name, company = '' }: Lead): Suggestion['why'] | undefined {
		const [known, place] = [wordsOf(name), companyWords(company)];
		const shares = nearlyAll(this.#name, known);
		// A first name alone is nobody; with the right company it is.
		const hasName = shares && Math.min(this.#name.length, known.length) > 1;
		const hasCompany = nearlyAll(this.#company, place) || nearlyAll(this.#company, companyWords(name));
		if (shares && hasCompany) return 'name-and-company';
		if (hasName) return 'name';
		return hasCompany ? 'company' : undefined;
	}
}

/** Each word of the shorter one stands, nearly so, in the longer one. */
function nearlyAll(a: readonly string[], b: readonly string[]): boolean {
	const [few, many] = a.length <= b.length ? [a, b] : [b, a];
	return few.length > 0 && few.every((word) => many.some((other) => isNearly(word, other)));
}

function wordsOf(text: string): string[] {
	const plain = text
		.slice(0, 200)
		.toLowerCase()
		.replace(/ß/g, 'ss')
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.replace(/([aou])e/g, '$1')
		.replace(/ph/g, 'f');
	return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])];
}

function companyWords(text: string): string[] {
	return wordsOf(text).filter((word) => !LEGAL_FORMS.has(word));
}

/** What one mishears: a letter of five, two of nine. */
function isNearly(a: string, b: string): boolean {
	if (a === b) return true;
	const length = Math.min(a.length, b.length);
	const most = length >= 9 ? 2 : length >= 5 ? 1 : 0;
	return most > 0 && Math.abs(a.length - b.length) <= most && distance(a, b) <= most;
}

/** Letters to be put in, left out or changed (Levenshtein). */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
