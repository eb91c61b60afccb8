import type OpenAI from 'openai';
import { type ModelFailure, outcomeOf } from '../../models/failure.ts';
import { type HeardPart, readHeard } from './answer.ts';
import type { ModelFamily } from './model-family.ts';

/** One upload. */
export interface Upload {
	/** With the ending that its bytes have. */
	fileName: string;
	bytes: Uint8Array<ArrayBuffer>;
	durationMs: number;
	/** ISO 639-1; without it, what is spoken is detected. */
	language?: string;
	/** Of models that tell speakers apart: who was heard before, with a sample each (`data:` address). */
	knownSpeakers?: { name: string; sample: string }[];
}

export type Asked = { kind: 'heard'; heard: HeardPart } | ModelFailure;

/** Sends one upload. `now` in ms since 1970, read when the answer is there. */
export async function askModel(
	{ client, model, family }: { client: OpenAI; model: string; family: ModelFamily },
	upload: Upload,
	now: () => number,
): Promise<Asked> {
	const { durationMs } = upload;
	try {
		const raw = await client.audio.transcriptions.create({
			file: new File([upload.bytes], upload.fileName),
			model,
			response_format: family.format,
			...(upload.language && { language: upload.language }),
			...extrasOf(family, upload),
		});
		const heard = readHeard(raw, { format: family.format, durationMs });
		return heard
			? { kind: 'heard', heard }
			: { kind: 'invalid-answer', reason: 'The model’s answer was not understood.' };
	} catch (error) {
		return outcomeOf(error, now());
	}
}

/** https://platform.openai.com/docs/guides/speech-to-text: what each format wants, and refuses. */
function extrasOf({ format }: ModelFamily, { knownSpeakers = [] }: Upload) {
	if (format === 'verbose_json') return { timestamp_granularities: ['segment' as const] };
	if (format === 'json') return {};
	return {
		chunking_strategy: 'auto' as const,
		...(knownSpeakers.length > 0 && {
			known_speaker_names: knownSpeakers.map(({ name }) => name),
			known_speaker_references: knownSpeakers.map(({ sample }) => sample),
		}),
	};
}
