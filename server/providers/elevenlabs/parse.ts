import type { z } from 'zod';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { withoutAudio } from './audio.ts';
import { callIdOf, endedCall, failedCall } from './call.ts';
import { Audio, Envelope, InitiationFailure, Transcription } from './schema.ts';
import { segmentsOf } from './turns.ts';

/** More than the longest conversation needs; only audio is larger, and that is not parsed. */
const LARGEST_JSON = 16_777_216;

type Read = (data: unknown, time: string, connection: HookConnection, audioLength: number) => Parsed;

const kinds = new Map<string, Read>([
	['post_call_transcription', reader(Transcription, parseTranscription)],
	['post_call_audio', reader(Audio, parseAudio)],
	['call_initiation_failure', reader(InitiationFailure, parseFailure)],
]);

/** There is no event for the start of a call or for live turns: everything is told when it is over. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const cut = withoutAudio(request.body);
	const body = cut?.body ?? request.body;
	if (body.byteLength > LARGEST_JSON) return { kind: 'malformed', reason: 'body is too large to be read' };
	const envelope = readJsonBody(body, Envelope);
	if (envelope.kind === 'malformed') return envelope;
	const { type, event_timestamp, data } = envelope.value;
	const read = kinds.get(type);
	if (!read) return { kind: 'unsupported', reason: `type ${type}` };
	return read(data, event_timestamp, connection, cut?.audioLength ?? 0);
}

/** A conversation as the API gives it: what the webhook carries, without the time when it was sent. */
export function parseConversation(data: unknown, connection: HookConnection): Parsed {
	const read = reader(Transcription, (conversation) => {
		const { endedAt, startedAt } = endedCall(conversation, connection);
		const time = endedAt ?? startedAt ?? conversation.metadata.start_time_unix_secs;
		return parseTranscription(conversation, time, connection);
	});
	return read(data, '', connection, 0);
}

function reader<T>(
	schema: z.ZodType<T>,
	read: (value: T, time: string, connection: HookConnection, audioLength: number) => Parsed,
): Read {
	return (data, time, connection, audioLength) => {
		const checked = schema.safeParse(data);
		if (checked.success) return read(checked.data, time, connection, audioLength);
		const fields = checked.error.issues.map((issue) => issue.path.join('.') || 'data');
		return { kind: 'malformed', reason: `data: ${fields.join(', ')}`.slice(0, 300) };
	};
}

function parseTranscription(conversation: Transcription, time: string, connection: HookConnection): Parsed {
	const { conversation_id: id, metadata } = conversation;
	const callId = callIdOf(id);
	const ended = eventOf(connection, 'call.ended', {
		id: `post_call_transcription|${id}`,
		subject: callId,
		time,
		data: endedCall(conversation, connection),
	});
	const segments = segmentsOf(id, conversation.transcript ?? []).map((segment) => {
		const at = Date.parse(metadata.start_time_unix_secs) + segment.startMs;
		return eventOf(connection, 'transcript.segment', {
			id: `segment|${segment.segmentId}`,
			subject: callId,
			time: toInstant(at),
			data: { callId, segment },
		});
	});
	const ready = eventOf(connection, 'transcript.ready', {
		id: `transcript|${id}`,
		subject: callId,
		time,
		data: {
			callId,
			transcriptId: id,
			language: metadata.main_language ?? undefined,
			segmentCount: segments.length,
		},
	});
	return { kind: 'events', events: [ended, ...segments, ...(segments.length > 0 ? [ready] : [])] };
}

/** The audio came inline; what is left of it here may be a reference to where it was put. */
function parseAudio(
	audio: z.infer<typeof Audio>,
	time: string,
	connection: HookConnection,
	audioLength: number,
): Parsed {
	const id = audio.conversation_id;
	if (audioLength === 0 && audio.full_audio === '') return { kind: 'ignored', reason: 'no audio in it' };
	const callId = callIdOf(id);
	const data = {
		recordingId: id,
		provider: 'elevenlabs',
		connectionId: connection.connectionId,
		callId,
		contentType: 'audio/mpeg',
	};
	return {
		kind: 'events',
		events: [
			eventOf(connection, 'call.recording.ready', {
				id: `post_call_audio|${id}`,
				subject: callId,
				time,
				data,
			}),
		],
	};
}

function parseFailure(failure: InitiationFailure, time: string, connection: HookConnection): Parsed {
	const data = failedCall(failure, time, connection);
	const id = `call_initiation_failure|${failure.conversation_id}`;
	return {
		kind: 'events',
		events: [eventOf(connection, 'call.ended', { id, subject: data.callId, time, data })],
	};
}
