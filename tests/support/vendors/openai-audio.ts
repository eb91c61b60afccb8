import type { HeardUpload, HeardWords } from './openai.ts';

type Transcription =
	| { kind: 'heard'; upload: HeardUpload; answer(words: HeardWords): unknown }
	| { kind: 'refused'; status: number; code: string; message?: string };

const MOST_BYTES = 26_214_400;
const MOST_SECONDS = 1_400;
const ENDINGS = /\.(flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/;

/** Reads a form as `POST /audio/transcriptions` takes it, and refuses what the vendor refuses. */
export async function transcription(bytes: Buffer, type: string): Promise<Transcription> {
	const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
	const file = form.get('file');
	if (!(file instanceof File)) return refused(400, 'missing_required_parameter');
	const upload = {
		fields: fieldsOf(form),
		fileName: file.name,
		bytes: Buffer.from(await file.arrayBuffer()),
		seconds: 0,
	};
	upload.seconds = secondsOf(upload.bytes);
	const model = upload.fields.model?.[0] ?? '';
	return refusalOf(upload, model) ?? { kind: 'heard', upload, answer: (words) => answerOf(upload, words) };
}

function refusalOf(
	{ fields, fileName, bytes, seconds }: HeardUpload,
	model: string,
): Transcription | undefined {
	const format = fields.response_format?.[0] ?? 'json';
	const isDiarizing = model.includes('diarize');
	if (bytes.length > MOST_BYTES) return refused(413, 'request_too_large');
	if (!ENDINGS.test(fileName)) return refused(400, 'invalid_value', 'Unrecognized file format.');
	if (bytes.length === 0 || (seconds > 0 && seconds < 0.1)) return refused(400, 'audio_too_short');
	if (/^gpt-.*transcribe/.test(model) && seconds > MOST_SECONDS) {
		const message = `audio duration ${seconds} seconds is longer than 1400 seconds which is the maximum for this model`;
		return refused(400, 'invalid_value', message);
	}
	if (!formatsOf(model).includes(format))
		return refused(400, 'unsupported_value', `response_format ${format}`);
	if (isDiarizing && seconds > 30 && !fields.chunking_strategy) {
		return refused(400, 'invalid_value', 'chunking_strategy is required for diarization models');
	}
	const unwanted = isDiarizing
		? ['prompt', 'timestamp_granularities[]', 'include[]']
		: ['known_speaker_names[]'];
	if (unwanted.some((name) => fields[name])) return refused(400, 'unsupported_parameter');
	return undefined;
}

function formatsOf(model: string): string[] {
	if (model.includes('diarize')) return ['json', 'text', 'diarized_json'];
	return model.startsWith('gpt-') ? ['json', 'text'] : ['json', 'text', 'srt', 'verbose_json', 'vtt'];
}

function answerOf({ fields, seconds }: HeardUpload, { language, segments }: HeardWords): unknown {
	const text = segments.map((one) => one.text).join(' ');
	const usage = { type: 'duration', seconds: Math.ceil(seconds) };
	switch (fields.response_format?.[0]) {
		case 'diarized_json': {
			const said = segments.map(({ start, end, text, speaker = 'A' }, index) => ({
				...{ id: `seg_${index}`, type: 'transcript.text.segment', start, end, speaker, text },
			}));
			return { task: 'transcribe', duration: seconds, text, segments: said, usage };
		}
		case 'verbose_json': {
			const said = segments.map(({ start, end, text, no_speech_prob = 0.01 }, id) => ({
				...{ id, seek: 0, start, end, text, tokens: [], temperature: 0 },
				...{ avg_logprob: no_speech_prob > 0.5 ? -1.4 : -0.2, compression_ratio: 1.1, no_speech_prob },
			}));
			return { task: 'transcribe', language: language ?? 'german', duration: seconds, text, segments: said };
		}
		default:
			return { text, usage };
	}
}

function fieldsOf(form: FormData): Record<string, string[]> {
	const names = [...new Set(form.keys())].filter((name) => name !== 'file');
	return Object.fromEntries(names.map((name) => [name, form.getAll(name).map(String)]));
}

function secondsOf(bytes: Buffer): number {
	if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'RIFF') return 0;
	return (bytes.length - 44) / Math.max(1, bytes.readUInt32LE(28));
}

function refused(status: number, code: string, message?: string): Transcription {
	return { kind: 'refused', status, code, ...(message !== undefined && { message }) };
}
