import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { callIdOf, instant } from './identity.ts';
import { type Envelope, Recording } from './schema.ts';

const callServices = new Set(['calling', 'customerassist']);

/** Formats as Webex names them; a call is MP3. */
const contentTypes = new Map([
	['mp3', 'audio/mpeg'],
	['mp4', 'video/mp4'],
]);

/** That there is a recording, not where: a link is made for whoever asks for it, and dies after three hours. */
export function parseRecording(envelope: Envelope, request: HookRequest, connection: HookConnection): Parsed {
	const read = Recording.safeParse(envelope.data);
	if (!read.success) {
		const fields = read.error.issues.map((issue) => issue.path.join('.') || 'data');
		return { kind: 'malformed', reason: `data: ${fields.join(', ')}`.slice(0, 300) };
	}
	const recording = read.data;
	if (envelope.event === 'deleted' || isInBin(recording)) {
		return { kind: 'ignored', reason: 'a recording that is no longer there' };
	}
	if (isMeeting(recording)) return { kind: 'ignored', reason: 'a recording of a meeting' };
	return { kind: 'events', events: [recordingReady(recording, request, connection)] };
}

function isMeeting({ serviceType, meetingId, meetingSeriesId }: Recording): boolean {
	if (serviceType) return !callServices.has(serviceType.toLowerCase());
	return Boolean(meetingId ?? meetingSeriesId);
}

function isInBin({ status }: Recording): boolean {
	return status === 'deleted' || status === 'purged';
}

function recordingReady(recording: Recording, request: HookRequest, connection: HookConnection) {
	const { connectionId } = connection;
	const { callSessionId } = recording.serviceData ?? {};
	const callId = callSessionId ? callIdOf(callSessionId) : undefined;
	const recordingId = `webex-${recording.id}`;
	return eventOf(connection, 'call.recording.ready', {
		// One recording, whichever resource tells of it, and however often it changes.
		id: `recording|${recording.id}`,
		subject: callId ?? recordingId,
		time: instant(recording.createTime) ?? instant(recording.timeRecorded) ?? toInstant(request.receivedAt),
		data: {
			recordingId,
			provider: 'webex',
			connectionId,
			callId,
			contentType: contentTypes.get(recording.format?.toLowerCase() ?? ''),
			durationSeconds: recording.durationSeconds ?? undefined,
		},
	});
}
