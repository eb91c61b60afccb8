import type { CallData, EndReason, LegState } from '../../../lib/contract/call.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import type { RecordingStatus, VoiceStatus } from './schema.ts';
import { readHints, sidesOf } from './sides.ts';

const states = new Map<string, LegState | 'ignored'>([
	['queued', 'ignored'],
	['initiated', 'ignored'],
	['ringing', 'ringing'],
	['in-progress', 'answered'],
	['completed', 'ended'],
	['busy', 'ended'],
	['failed', 'ended'],
	['no-answer', 'ended'],
	['canceled', 'ended'],
]);

const endReasons = new Map<string, EndReason>([
	['completed', 'completed'],
	['busy', 'declined'],
	['failed', 'failed'],
	['no-answer', 'missed'],
	['canceled', 'missed'],
]);

/** One status callback → one view of one leg. Legs of a `<Dial>` join their parent's call. */
export function parseVoice(
	leg: VoiceStatus,
	request: Pick<HookRequest, 'url' | 'receivedAt'>,
	connection: HookConnection,
): Parsed {
	const state = states.get(leg.CallStatus);
	if (!state) return { kind: 'unsupported', reason: `call status ${leg.CallStatus}` };
	if (state === 'ignored') return { kind: 'ignored', reason: `${leg.CallStatus}: nothing rings yet` };
	const time = leg.Timestamp ?? toInstant(request.receivedAt);
	const callId = `twilio-${leg.ParentCallSid ?? leg.CallSid}`;
	const data: CallData = {
		callId,
		provider: 'twilio',
		connectionId: connection.connectionId,
		branchId: connection.branchId,
		...sidesOf(leg, readHints(request.url), connection),
		legId: leg.CallSid,
		state,
		...timesOf(leg, state, time),
		endReason: endReasonOf(leg),
		providerSequence: leg.SequenceNumber,
	};
	// A leg enters each status once, while a number and a call may both have a callback for it.
	const id = `${leg.CallSid}|${leg.CallStatus}`;
	return {
		kind: 'events',
		events: [eventOf(connection, `call.${state}`, { id, subject: callId, time, data })],
	};
}

function timesOf(
	leg: VoiceStatus,
	state: LegState,
	time: string,
): Pick<CallData, 'startedAt' | 'answeredAt' | 'endedAt'> {
	if (state === 'ringing') return { startedAt: time };
	if (state === 'answered') return { answeredAt: time };
	const talked = leg.CallStatus === 'completed' && !isTakenByTwilio(leg) ? (leg.CallDuration ?? 0) : 0;
	const answeredAt = talked > 0 ? toInstant(Date.parse(time) - talked * 1000) : undefined;
	return { answeredAt, endedAt: time };
}

function endReasonOf(leg: VoiceStatus): EndReason | undefined {
	if (leg.CallStatus !== 'completed') return endReasons.get(leg.CallStatus);
	if (isTakenByTwilio(leg)) return undefined;
	return leg.AnsweredBy?.startsWith('machine') ? 'voicemail' : 'completed';
}

/** Twilio itself picks up an incoming call to run the TwiML: whether a person did, only the `<Dial>` legs tell. */
function isTakenByTwilio(leg: VoiceStatus): boolean {
	return leg.Direction === 'inbound' && leg.ParentCallSid === undefined;
}

/** The address of the audio is not passed on: it is made from the ids, so that no credential follows a link from outside. */
export function parseRecording(
	recording: RecordingStatus,
	request: HookRequest,
	connection: HookConnection,
): Parsed {
	const status = recording.RecordingStatus;
	if (status === 'in-progress' || status === 'absent' || status === 'failed') {
		const code = recording.ErrorCode ? ` (${recording.ErrorCode})` : '';
		return { kind: 'ignored', reason: `recording ${status}${code}` };
	}
	if (status !== 'completed') return { kind: 'unsupported', reason: `recording status ${status}` };
	const callId = `twilio-${recording.CallSid}`;
	return {
		kind: 'events',
		events: [
			eventOf(connection, 'call.recording.ready', {
				id: `${recording.RecordingSid}|${status}`,
				subject: callId,
				time: recordedAt(recording) ?? toInstant(request.receivedAt),
				data: {
					recordingId: recording.RecordingSid,
					provider: 'twilio',
					connectionId: connection.connectionId,
					callId,
					durationSeconds: recording.RecordingDuration,
				},
			}),
		],
	};
}

function recordedAt(recording: RecordingStatus): string | undefined {
	const start = recording.RecordingStartTime;
	return start && toInstant(Date.parse(start) + (recording.RecordingDuration ?? 0) * 1000);
}
