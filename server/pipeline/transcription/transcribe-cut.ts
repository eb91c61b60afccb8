import type { NewRecording } from '../../store/ports.ts';
import type { HeardPart } from './answer.ts';
import { askModel } from './ask-model.ts';
import { cutSpans } from './cut.ts';
import { openSound } from './open-sound.ts';
import type { PlannedPart } from './parts.ts';
import type { Span } from './spans.ts';
import { type Said, stitch } from './stitch.ts';
import type { Line, Transcribed, TranscribeTools } from './transcribed.ts';
import { createVoices, type Voices } from './voices.ts';
import { wavFile } from './wav.ts';
import { openRecording } from './whole-file.ts';

interface CutPlan {
	spans: Span[];
	parts: PlannedPart[];
	durationMs: number;
}

/** Reads the recording once more, and sends it part by part. */
export async function transcribeCut(
	recording: NewRecording,
	{ spans, parts, durationMs }: CutPlan,
	tools: TranscribeTools,
): Promise<Transcribed> {
	const opened = await openRecording(tools.blobs, recording.blobId);
	if (opened.kind !== 'opened') return opened;
	const found = await openSound(opened.bytes);
	if (found.kind !== 'sound') return { kind: 'stop', reason: 'wrong-content' };
	const { sound } = found;
	const transcript = createTranscript(createVoices(), sound.sampleRate);
	let done = 0;
	await tools.tell(done, parts.length);
	for await (const { span, channels } of cutSpans(sound, spans)) {
		for (const part of parts.filter((one) => one.span === span)) {
			const samples = part.channel === undefined ? mixed(channels) : channels[part.channel];
			if (!samples) continue;
			const asked = await sendPart(part, samples, sound.sampleRate, transcript, tools);
			if (asked.kind === 'lost') return asked;
			if (asked.kind !== 'heard') return { kind: 'failed', failure: asked };
			transcript.add(part, asked.heard, samples);
			done += 1;
			await tools.tell(done, parts.length);
		}
	}
	return { kind: 'heard', ...transcript.end(), durationMs };
}

function sendPart(
	{ key, durationMs, channel }: PlannedPart,
	samples: Int16Array,
	sampleRate: number,
	transcript: ReturnType<typeof createTranscript>,
	{ access, clock, language, work }: TranscribeTools,
) {
	return work.heard(key, durationMs, () =>
		askModel(
			access,
			{
				fileName: 'audio.wav',
				bytes: wavFile(samples, sampleRate),
				durationMs,
				language,
				// On a channel of its own there is nobody to tell apart.
				knownSpeakers: channel === undefined ? transcript.knownSpeakers() : [],
			},
			clock.now,
		),
	);
}

/** Puts parts together, each channel for itself. */
function createTranscript(voices: Voices, sampleRate: number) {
	const byChannel = new Map<number | undefined, Said[]>();
	const letters = new Map<string, number>();
	return {
		knownSpeakers: voices.known,
		add({ span, channel }: PlannedPart, heard: HeardPart, samples: Int16Array) {
			const { said, language } = channel === undefined ? voices.named(heard, samples, sampleRate) : heard;
			const before = byChannel.get(channel) ?? [];
			const overlaps = span.overlapsBefore && (before.at(-1)?.endMs ?? 0) > span.startMs;
			byChannel.set(
				channel,
				stitch(
					before,
					said.map((one) => later(one, span.startMs)),
					overlaps,
				),
			);
			const count = said.reduce((sum, { text }) => sum + text.length, 0);
			if (language) letters.set(language, (letters.get(language) ?? 0) + count);
		},
		end(): { lines: Line[]; language?: string } {
			const lines = [...byChannel].flatMap(([channel, said]) => said.map((one) => ({ ...one, channel })));
			const [most] = [...letters].sort(([, a], [, b]) => b - a);
			return { lines: lines.sort((a, b) => a.startMs - b.startMs), ...(most && { language: most[0] }) };
		},
	};
}

function later(one: Said, ms: number): Said {
	return { ...one, startMs: one.startMs + ms, endMs: one.endMs + ms };
}

function mixed([first, second]: Int16Array[]): Int16Array | undefined {
	if (!first || !second) return first;
	return first.map((sample, at) => (sample + (second[at] ?? 0)) / 2);
}
