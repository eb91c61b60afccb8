import type { NewRecording } from '../../store/ports.ts';
import { askModel, type Upload } from './ask-model.ts';
import { loudnessOf } from './loudness.ts';
import { openSound } from './open-sound.ts';
import { type Plan, type PlannedPart, planParts } from './parts.ts';
import type { Container } from './sound.ts';
import { transcribeCut } from './transcribe-cut.ts';
import type { Transcribed, TranscribeTools } from './transcribed.ts';
import { durationOf, openRecording, readWhole } from './whole-file.ts';

const TOO_LONG: Transcribed = {
	kind: 'stop',
	reason: 'too-long',
	detail: 'It is longer than the model takes at once, and only WAV and MP3 can be cut.',
};

/** Listens to a recording, plans its parts, and has each transcribed that was not before. @throws BlobDamaged */
export async function transcribe(recording: NewRecording, tools: TranscribeTools): Promise<Transcribed> {
	const opened = await openRecording(tools.blobs, recording.blobId);
	if (opened.kind !== 'opened') return opened;
	const found = await openSound(opened.bytes);
	if (found.kind === 'wrong-content') return { kind: 'stop', reason: 'wrong-content' };
	if (found.kind === 'closed') return transcribeClosed(recording, found.container, tools);
	const { sampleRate } = found.sound;
	const loudness = await loudnessOf(found.sound);
	const { durationMs } = loudness;
	const file = { size: recording.size, sampleRate };
	const plan = planParts(loudness, file, tools.access.family, (span, channel) =>
		keyOf(recording, tools, `${span.startMs}-${span.endMs}|${channel ?? 'all'}`),
	);
	if (plan.kind === 'silent') return { kind: 'heard', lines: [], durationMs };
	if (!(await isPaidFor(plan, tools))) return { kind: 'stop', reason: 'limit' };
	if (plan.kind === 'whole') return transcribeWhole(recording, found.container, plan.part, tools);
	return transcribeCut(recording, { ...plan, durationMs }, tools);
}

function keyOf({ connectionId, recordingId }: NewRecording, { access }: TranscribeTools, bounds: string) {
	return ['transcription', connectionId, recordingId, access.model, bounds].join('|');
}

function isPaidFor(plan: Exclude<Plan, { kind: 'silent' }>, tools: TranscribeTools): Promise<boolean> {
	const parts = plan.kind === 'whole' ? [plan.part] : plan.parts;
	const due = new Map(parts.map(({ key, durationMs }) => [key, durationMs]));
	return tools.work.isWithinLimit(due, tools.monthlyMinutes);
}

/** A container that we cannot look into goes as it is, or not at all. */
async function transcribeClosed(
	recording: NewRecording,
	container: Container,
	tools: TranscribeTools,
): Promise<Transcribed> {
	const { family } = tools.access;
	if (recording.size > family.mostBytes) return TOO_LONG;
	const opened = await openRecording(tools.blobs, recording.blobId);
	if (opened.kind !== 'opened') return opened;
	const bytes = await readWhole(opened.bytes);
	const durationMs = await durationOf(bytes);
	if (durationMs > (family.mostMs ?? Number.POSITIVE_INFINITY)) return TOO_LONG;
	const span = { startMs: 0, endMs: durationMs, overlapsBefore: false };
	const part = { span, key: keyOf(recording, tools, 'whole'), durationMs };
	if (!(await isPaidFor({ kind: 'whole', part }, tools))) return { kind: 'stop', reason: 'limit' };
	return send(part, { fileName: `audio.${endings[container]}`, bytes, durationMs }, tools);
}

async function transcribeWhole(
	recording: NewRecording,
	container: Container,
	part: PlannedPart,
	tools: TranscribeTools,
): Promise<Transcribed> {
	const opened = await openRecording(tools.blobs, recording.blobId);
	if (opened.kind !== 'opened') return opened;
	const bytes = await readWhole(opened.bytes);
	const { durationMs } = part;
	return send(part, { fileName: `audio.${endings[container]}`, bytes, durationMs }, tools);
}

async function send(part: PlannedPart, upload: Upload, tools: TranscribeTools): Promise<Transcribed> {
	const { access, clock, language, work } = tools;
	await tools.tell(0, 1);
	const asked = await work.heard(part.key, part.durationMs, () =>
		askModel(access, { ...upload, language }, clock.now),
	);
	if (asked.kind === 'lost') return asked;
	if (asked.kind !== 'heard') return { kind: 'failed', failure: asked };
	const { said, language: heardLanguage } = asked.heard;
	return { kind: 'heard', lines: said, language: heardLanguage, durationMs: part.durationMs };
}

/** As vendors know them. */
const endings: Record<Container, string> = {
	...{ wav: 'wav', mp3: 'mp3', mp4: 'm4a' },
	...{ ogg: 'ogg', flac: 'flac', webm: 'webm' },
};
