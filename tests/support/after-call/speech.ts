import { speak } from '../speech.ts';
import type { HeardUpload, HeardWords } from '../vendors/openai.ts';
import type { ModelWords } from '../vendors/openai-words.ts';

/** What is said in the calls of these tests, sentence by sentence; the first is ours. */
export const sentences = [
	'Guten Tag, Talentbüro Berlin, was kann ich für Sie tun?',
	'Hier ist Mira Lindqvist von der Nordlicht Logistik.',
	'Meine Kündigungsfrist beträgt vier Wochen zum Monatsende.',
	'Ich stelle mir 65000 Euro im Jahr vor.',
] as const;

/** Real German speech of these sentences. @throws Error where no speech can be made */
export async function spokenCall(): Promise<Buffer> {
	const speech = await speak(sentences.join(' '));
	if (speech.kind === 'missing') throw new Error(speech.message);
	return speech.wav;
}

/** What a model hears in an upload: the sentences, each as long as it has letters. */
export function hearSentences({ seconds }: HeardUpload): HeardWords {
	const letters = sentences.join('').length;
	let before = 0;
	const segments = sentences.map((text, index) => {
		const start = (before / letters) * seconds;
		before += text.length;
		return { start, end: (before / letters) * seconds, text, speaker: index === 0 ? 'A' : 'B' };
	});
	return { language: 'german', segments };
}

/** What a model finds in them; the last is one that nobody said. */
export function findFacts(): ModelWords {
	const fact = (field: string, value: string, line: number, quote = sentences[line] ?? '') => ({
		...{ field, value, quote, line },
	});
	return {
		kind: 'json',
		value: {
			facts: [
				fact('name', 'Mira Lindqvist', 1),
				fact('company', 'Nordlicht Logistik', 1),
				fact('notice_period', 'vier Wochen zum Monatsende', 2),
				fact('salary_wish', '65000 Euro im Jahr', 3),
				fact('location', 'Potsdam', 1, 'Ich wohne in Potsdam.'),
			],
		},
	};
}
