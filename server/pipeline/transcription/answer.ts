import { z } from 'zod';
import type { ModelFamily } from './model-family.ts';
import { cleanText, MOST_LETTERS, sentencesOf } from './text.ts';

/** What a model heard in one upload; times in ms from the upload's start. Kept until the transcript is stored. */
export const HeardPart = z.object({
	language: z.string().optional(),
	said: z.array(
		z.object({
			startMs: z.number().int().nonnegative(),
			endMs: z.number().int().nonnegative(),
			text: z.string(),
			speaker: z.string().optional(),
		}),
	),
});

export type HeardPart = z.infer<typeof HeardPart>;

const Timed = z.object({
	start: z.number(),
	end: z.number(),
	text: z.string(),
	speaker: z.string().nullish(),
	avg_logprob: z.number().nullish(),
	no_speech_prob: z.number().nullish(),
});

/** Of all three formats; servers that know no segments leave them out. */
const Answer = z.object({
	text: z.string(),
	language: z.string().nullish(),
	duration: z.coerce.number().nullish(),
	segments: z.array(Timed).max(50_000).nullish(),
});

type Answer = z.infer<typeof Answer>;

/** Reads a model's answer for `durationMs` of audio. Undefined where it is not what was asked for. */
export function readHeard(
	raw: unknown,
	{ format, durationMs }: { format: ModelFamily['format']; durationMs: number },
): HeardPart | undefined {
	const read = Answer.safeParse(raw);
	if (!read.success) return undefined;
	const { segments, language } = read.data;
	const said = segments && format !== 'json' ? timed(segments, durationMs) : spread(read.data, durationMs);
	return { said, ...(language && { language: languageCode(language) }) };
}

/** Whisper's own rule for what it made up over noise. */
const NO_SPEECH = 0.6;
const UNSURE = -1;

function timed(segments: z.infer<typeof Timed>[], durationMs: number): HeardPart['said'] {
	return segments.flatMap(({ start, end, text, speaker, no_speech_prob, avg_logprob }) => {
		const cleaned = cleanText(text);
		const isMadeUp = (no_speech_prob ?? 0) > NO_SPEECH && (avg_logprob ?? 0) < UNSURE;
		if (cleaned === '' || isMadeUp) return [];
		const startMs = within(start * 1_000, durationMs);
		const endMs = Math.max(startMs, within(end * 1_000, durationMs));
		return [
			{
				startMs,
				endMs,
				text: cleaned.slice(0, MOST_LETTERS),
				...(speaker && { speaker: speaker.slice(0, 40) }),
			},
		];
	});
}

/** Without times: each sentence gets as much of the time as it has of the letters. */
function spread({ text }: Answer, durationMs: number): HeardPart['said'] {
	const sentences = sentencesOf(cleanText(text));
	const letters = sentences.reduce((sum, { length }) => sum + length, 0);
	let before = 0;
	return sentences.map((sentence) => {
		const startMs = Math.round((before / letters) * durationMs);
		before += sentence.length;
		return { startMs, endMs: Math.round((before / letters) * durationMs), text: sentence };
	});
}

function within(ms: number, durationMs: number): number {
	return Math.round(Math.min(Math.max(ms, 0), durationMs));
}

/** Whisper names languages in English; others give their code. */
function languageCode(language: string): string {
	const name = language.toLowerCase();
	return codes[name] ?? name.slice(0, 20);
}

const codes: Record<string, string> = {
	...{ german: 'de', english: 'en', spanish: 'es', french: 'fr', italian: 'it', dutch: 'nl', polish: 'pl' },
	...{ portuguese: 'pt', turkish: 'tr', russian: 'ru', ukrainian: 'uk', romanian: 'ro', arabic: 'ar' },
};
