/** As it sounds: case, kinds of quotes and dashes, and spaces do not matter; letters with their marks do. */
export function spoken(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\p{Cf}\p{Cc}]/gu, ' ')
		.replace(/[‘’‚‛`´]/g, "'")
		.replace(/[“”„‟«»]/g, '"')
		.replace(/\p{Pd}/gu, '-')
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/^["'.,;:!?…-]+|["'.,;:!?…-]+$/g, '')
		.trim();
}

/** Whether the sentence holds the quote, from the beginning of a word to the end of one. */
export function holds(sentence: string, quote: string): boolean {
	const wanted = spoken(quote);
	if (wanted === '') return false;
	return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(wanted)}(?![\\p{L}\\p{N}])`, 'u').test(
		spoken(sentence),
	);
}

/** Words of letters and digits, as they sound. */
export function wordsOf(text: string): string[] {
	return spoken(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** At least so many letters must agree for two forms of a word to be one: "Monat", "Monaten". */
const STEM = 4;

/** Whether one is a form of the other. */
export function sameWord(a: string, b: string): boolean {
	if (a === b) return true;
	const shorter = Math.min(a.length, b.length);
	const longer = Math.max(a.length, b.length);
	if (shorter < STEM || /\p{N}/u.test(a + b)) return false;
	let common = 0;
	while (common < shorter && a[common] === b[common]) common += 1;
	return common >= STEM && common * 2 > longer;
}
