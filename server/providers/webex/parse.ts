import type { CallData, EndReason, LegState } from '../../../lib/contract/call.ts';
import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { callIdOf, instant } from './identity.ts';
import { queueOf, remoteOf } from './parties.ts';
import { parseRecording } from './recording.ts';
import { Envelope, TelephonyCall } from './schema.ts';

type Direction = CallData['direction'];

const directions = new Map<string, Direction>([
	['terminator', 'inbound'],
	['originator', 'outbound'],
	// Dialled by API: the first phone to ring is the user's own.
	['clickToDial', 'outbound'],
]);

/** Webex state → ours; the free text in `eventType` decides nothing. */
const states = new Map<string, LegState | 'ignored'>([
	['connecting', 'ringing'],
	['alerting', 'ringing'],
	['connected', 'answered'],
	['held', 'ignored'],
	['remoteHeld', 'ignored'],
	['disconnected', 'ended'],
]);

/** What tells of recordings: of calls today, and as it was before calls had a resource of their own. */
const recordingResources = new Set(['convergedRecordings', 'recordings']);

/** One delivery → one view of one leg of a call, or a recording of one. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const envelope = readJsonBody(request.body, Envelope);
	if (envelope.kind === 'malformed') return envelope;
	const { resource, data } = envelope.value;
	if (recordingResources.has(resource)) return parseRecording(envelope.value, request, connection);
	if (resource !== 'telephony_calls') return { kind: 'unsupported', reason: `resource ${word(resource)}` };
	const call = TelephonyCall.safeParse(data);
	if (!call.success) {
		const fields = call.error.issues.map((issue) => issue.path.join('.') || 'data');
		return { kind: 'malformed', reason: `data: ${fields.join(', ')}`.slice(0, 300) };
	}
	return parseCall(call.data, envelope.value, connection);
}

function parseCall(call: TelephonyCall, { actorId }: Envelope, connection: HookConnection): Parsed {
	const direction = directions.get(call.personality);
	if (!direction) return { kind: 'unsupported', reason: `personality ${word(call.personality)}` };
	const state = states.get(call.state);
	if (!state) return { kind: 'unsupported', reason: `state ${word(call.state)}` };
	if (state === 'ignored') return { kind: 'ignored', reason: `state ${call.state} changes nothing shown` };
	const time = instant(call.eventTimestamp);
	if (!time) return { kind: 'malformed', reason: 'data: eventTimestamp' };
	const agent = actorId ? { id: actorId } : undefined;
	const data = { ...callData(call, { direction, state, time }, connection), agent };
	return {
		kind: 'events',
		events: [
			{
				specversion: '1.0',
				// Webex names no event: these four together are unique. Its own id is the webhook's.
				id: [call.callId, call.state, call.eventType, call.eventTimestamp].join('|'),
				source: `/connections/${connection.connectionId}`,
				type: `ringside.call.${state}`,
				subject: data.callId,
				time,
				data,
			},
		],
	};
}

function callData(
	call: TelephonyCall,
	{ direction, state, time }: { direction: Direction; state: LegState; time: string },
	connection: HookConnection,
): CallData {
	const ended = state === 'ended';
	return {
		callId: callIdOf(call.callSessionId),
		provider: 'webex',
		connectionId: connection.connectionId,
		branchId: connection.branchId,
		direction,
		remote: remoteOf(call, connection.region),
		// Webex tells neither the dialled nor the owner's number.
		local: { raw: '' },
		queue: queueOf(call),
		legId: call.callId,
		state,
		startedAt: instant(call.created),
		answeredAt: instant(call.answered) ?? (state === 'answered' ? time : undefined),
		endedAt: ended ? (instant(call.disconnected) ?? time) : undefined,
		endReason: ended ? endReason(call, direction) : undefined,
	};
}

/** Nobody picked up an outgoing call: busy, declined or unanswered, which Webex does not tell, so neither do we. */
function endReason(call: TelephonyCall, direction: Direction): EndReason | undefined {
	if (call.answered) return 'completed';
	if (call.completedElsewhere) return 'answered-elsewhere';
	return direction === 'inbound' ? 'missed' : undefined;
}

function word(text: string): string {
	return text.slice(0, 50);
}
