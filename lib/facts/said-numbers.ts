import { numberPieces, type Piece } from './number-words.ts';
import { spoken } from './said-text.ts';

const TOKEN = /\d[\d.,']*\d|\d|[\p{L}\p{M}]+/gu;

/**
 * Every number of a text, in digits or in words: "80.000", "80k", "achtzigtausend", "eighty thousand".
 */
export function numbersIn(text: string): Set<number> {
	const found: number[] = [];
	let digits: number[] = [];
	let run: Piece[] = [];
	const close = () => {
		found.push(...digits, ...numbersOfRun(run));
		[digits, run] = [[], []];
	};
	for (const token of spoken(text).match(TOKEN) ?? []) {
		const pieces = /^\d/.test(token) ? undefined : numberPieces(token);
		const [first] = pieces ?? [];
		const scale = first && first !== 'joint' && 'scale' in first ? first.scale : undefined;
		// "80 tausend", "80k"
		if (digits.length > 0 && scale !== undefined) digits = digits.map((number) => number * scale);
		else if (pieces && digits.length === 0) run.push(...pieces);
		else {
			close();
			if (pieces) run.push(...pieces);
			else if (/^\d/.test(token)) digits = readings(token);
		}
	}
	close();
	return new Set(found);
}

/** A dot or comma before three digits groups thousands, before others it begins a fraction. */
function readings(token: string): number[] {
	const plain = token.replace(/'/g, '');
	const parts = plain.split(/[.,]/);
	const asGroups = parts.slice(1).every((part) => part.length === 3) ? [Number(parts.join(''))] : [];
	const [whole, fraction] = parts;
	const asFraction = parts.length === 2 && asGroups.length === 0 ? [Number(`${whole}.${fraction}`)] : [];
	// Dates and lists: "20.6.2026"
	const apart = parts.length > 2 && asGroups.length === 0 ? parts.map(Number) : [];
	return [...asGroups, ...asFraction, ...apart].filter(Number.isFinite);
}

/** What the words make together; digits that are said one after the other are each one, and a number together. */
function numbersOfRun(run: readonly Piece[]): number[] {
	const real = run.filter((piece) => piece !== 'joint');
	if (real.length === 0) return [];
	let total = 0;
	let part = 0;
	for (const piece of real) {
		if ('unit' in piece) part += piece.unit;
		else if (piece.scale === 100) part = Math.max(part, 1) * 100;
		else {
			total += Math.max(part, 1) * piece.scale;
			part = 0;
		}
	}
	const digits = real.flatMap((piece) => ('unit' in piece && piece.unit < 10 ? [piece.unit] : []));
	if (real.length > 1 && digits.length === real.length) return [Number(digits.join('')), ...digits];
	return [total + part];
}
