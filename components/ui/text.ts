const LONGEST = 200;

// Bidi marks, overrides, embeddings and isolates, zero-width spaces: they let a name pose as another text.
const hiding = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const controls = /[\u0000-\u001f\u007f-\u009f\s]+/g;

/** Text from outside as it may be shown: no marks that turn or hide, one line, at most 200 characters. */
export function displayText(text: string): string {
	const plain = text
		.slice(0, LONGEST * 4)
		.replace(hiding, '')
		.replace(controls, ' ')
		.trim();
	const letters = Array.from(plain);
	return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : plain;
}

/** The same for what somebody said: whole, as long as the contract lets it be. */
export function displayLines(text: string): string {
	return text.replace(hiding, '').replace(controls, ' ').trim();
}
