import type { ExtractedField } from '../contract/extraction.ts';
import type { FactField } from '../contract/settings.ts';
import type { Segment } from '../contract/transcript.ts';
import { numbersIn } from './said-numbers.ts';
import { holds, sameWord, spoken, wordsOf } from './said-text.ts';

/** What a model says that it has found: believed in nothing. */
export interface Claim {
	field: string;
	value: string;
	/** Word for word. */
	quote: string;
	/** Place of the line that it stands in, from 0. */
	line: number;
}

export interface Proven {
	fields: ExtractedField[];
	/** Claims without proof, and repeats of none. */
	droppedCount: number;
}

const LONGEST_VALUE = 500;
const LONGEST_QUOTE = 2_000;

/**
 * Those claims that the lines themselves prove: the quote was said, and what the value says is in the quote, every
 * number, date, address and word of it. Of a field that was said more than once, the caller's own and last word holds.
 */
export function proveFacts(
	claims: readonly Claim[],
	fields: readonly FactField[],
	segments: readonly Segment[],
): Proven {
	const best = new Map<string, { rank: number; fact: ExtractedField }>();
	let provenCount = 0;
	for (const claim of claims) {
		const field = fields.find(({ name }) => name === claim.field);
		const place = field && placeOf(claim, segments);
		const value = field && place !== undefined ? provenValue(claim, field) : undefined;
		const segment = place === undefined ? undefined : segments[place];
		if (!segment || place === undefined || value === undefined) continue;
		provenCount += 1;
		const rank = place + (segment.speaker === 'remote' ? segments.length : 0);
		if ((best.get(claim.field)?.rank ?? -1) > rank) continue;
		const evidence = { quote: claim.quote.trim(), segmentId: segment.segmentId };
		best.set(claim.field, { rank, fact: { name: claim.field, value, evidence } });
	}
	const found = fields.flatMap(({ name }) => best.get(name)?.fact ?? []);
	return { fields: found, droppedCount: claims.length - provenCount };
}

/** Where the quote was said: in the line that was named, else in the only one that holds it. */
function placeOf({ quote, line }: Claim, segments: readonly Segment[]): number | undefined {
	if (quote.length > LONGEST_QUOTE) return undefined;
	const named = segments[line];
	if (named && holds(named.text, quote)) return line;
	const places = segments.flatMap(({ text }, place) => (holds(text, quote) ? [place] : []));
	return places.length === 1 ? places[0] : undefined;
}

/** The value as it is kept; undefined where the quote does not prove it. */
function provenValue({ value, quote }: Claim, { kind, choices }: FactField): string | undefined {
	const text = value.normalize('NFC').replace(/\s+/g, ' ').trim();
	if (text === '' || text.length > LONGEST_VALUE || isMarkup(text)) return undefined;
	switch (kind) {
		case 'choice':
			return choices.find((choice) => spoken(choice) === spoken(text));
		case 'phone':
			return isSaidPhone(text, quote) ? text : undefined;
		case 'email':
			return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && holds(quote, text) ? text : undefined;
		// As it was said: what day that was is read from the words by us, never by a model.
		case 'date':
		case 'date-time':
			return !isAddress(text) && holds(quote, text) ? text : undefined;
		case 'number':
			return isSaidNumber(text, quote) ? text : undefined;
		case 'text':
			return !isAddress(text) && isSaidText(text, quote) ? text : undefined;
	}
}

function isMarkup(text: string): boolean {
	return /[<>{}[\]|\\^~\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(text);
}

/** Nothing that anybody could be led to. */
function isAddress(text: string): boolean {
	return /:\/\/|\bwww\.|[\p{L}\p{N}-]+\.\p{L}{2,}(\/|$|\s)|@/iu.test(text);
}

function isSaidPhone(text: string, quote: string): boolean {
	const digits = (one: string) => one.replace(/\D/g, '').replace(/^00/, '');
	const wanted = digits(text);
	return wanted.length >= 5 && /^\+?[\d\s()/.-]+$/.test(text) && digits(quote).includes(wanted);
}

function isSaidNumber(text: string, quote: string): boolean {
	const said = numbersIn(quote);
	const numbers = [...numbersIn(text)];
	return numbers.length > 0 && numbers.some((one) => said.has(one)) && isSaidText(text, quote);
}

/** Each of its numbers is a number of the quote, and each of its words a word of it, in whatever form. */
function isSaidText(text: string, quote: string): boolean {
	const said = numbersIn(quote);
	if (![...numbersOf(text)].every((readings) => readings.some((one) => said.has(one)))) return false;
	const words = wordsOf(quote);
	return wordsOf(text)
		.filter((word) => !/\p{N}/u.test(word) && numbersIn(word).size === 0)
		.every((word) => words.some((one) => sameWord(one, word)));
}

/** Each run of digits or number word, with every way to read it. */
function numbersOf(text: string): number[][] {
	const tokens = spoken(text).match(/\d[\d.,']*\d\s?k?|\d+\s?k?|[\p{L}\p{M}]+/gu) ?? [];
	return tokens.flatMap((token) => {
		const readings = [...numbersIn(token)];
		return readings.length > 0 ? [readings] : [];
	});
}
