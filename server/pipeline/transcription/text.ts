/** What models write where nobody speaks: `[Music]`, `♪ … ♪`. */
const SOUNDS = /\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|♪[^♪]*♪/gu;
/** And the credits of the films that they learned from. */
const CREDITS =
	/^(untertitel(ung)?|subtitles?|subtítulos|sous-titres)\b.{0,40}\b(zdf|ard|swr|wdr|amara|funk|community)\b.{0,30}$/iu;
/** Of a whole answer. */
const MOST_TEXT = 1_000_000;
/** Of what is said at once, as the contract has it. */
export const MOST_LETTERS = 20_000;

/** One line, without control and formatting characters; empty where it is no speech. */
export function cleanText(text: string): string {
	const line = text
		.slice(0, MOST_TEXT)
		.replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
		.replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
		.trim();
	const isSpeech = /[\p{L}\p{N}]/u.test(line.replace(SOUNDS, '')) && !CREDITS.test(line);
	return isSpeech ? line : '';
}

const SENTENCE_LETTERS = 400;

/** At full stops and the like; longer ones also between words. */
export function sentencesOf(text: string): string[] {
	return [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].flatMap(({ segment }) =>
		shorter(segment.trim()),
	);
}

function shorter(sentence: string): string[] {
	const parts: string[] = [];
	let part = '';
	for (const word of sentence.split(' ')) {
		if (part.length + word.length >= SENTENCE_LETTERS && part !== '') {
			parts.push(part);
			part = '';
		}
		part = part === '' ? word.slice(0, MOST_LETTERS) : `${part} ${word}`;
	}
	return part === '' ? parts : [...parts, part];
}
