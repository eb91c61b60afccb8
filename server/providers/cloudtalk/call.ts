import type { CallData, EndReason, LegState } from '../../../lib/contract/call.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { recordingReady } from './recording.ts';
import type { Fields } from './schema.ts';
import { directionOf, sidesOf } from './sides.ts';

/** Started tells once for the account, Ringing on Agent once for each agent rung: all are one ring. */
export function ringing(fields: Fields, request: HookRequest, connection: HookConnection): Parsed {
	const time = fields.started_at ?? toInstant(request.receivedAt);
	return callEvent(fields, connection, { state: 'ringing', time, startedAt: time });
}

export function answered(fields: Fields, request: HookRequest, connection: HookConnection): Parsed {
	const time = fields.answered_at ?? toInstant(request.receivedAt);
	return callEvent(fields, connection, { state: 'answered', time, answeredAt: time });
}

/** Sent after the wrap-up, minutes late: only `ended_at` knows when it was. There is no trigger for a missed call. */
export function ended(
	fields: Fields,
	request: Pick<HookRequest, 'receivedAt'>,
	connection: HookConnection,
): Parsed {
	const time = fields.ended_at ?? toInstant(request.receivedAt);
	return callEvent(fields, connection, {
		state: 'ended',
		time,
		endedAt: time,
		answeredAt: answerTime(fields),
		endReason: endReasonOf(fields),
	});
}

interface Told extends Pick<CallData, 'startedAt' | 'answeredAt' | 'endedAt' | 'endReason'> {
	state: LegState;
	time: string;
}

function callEvent(fields: Fields, connection: HookConnection, { time, ...told }: Told): Parsed {
	const key = callKeyOf(fields);
	if (!key) return { kind: 'malformed', reason: 'missing call_uuid' };
	const direction = directionOf(fields);
	if (!direction) return { kind: 'malformed', reason: 'missing direction' };
	if (direction === 'internal') return { kind: 'ignored', reason: 'a call between colleagues' };
	const { connectionId, branchId, region } = connection;
	const data: CallData = {
		callId: `cloudtalk-${key}`,
		provider: 'cloudtalk',
		connectionId,
		branchId,
		direction,
		...sidesOf(fields, direction, region),
		agent: agentOf(fields),
		// Ended does not say whose ring is over, so all agents share one leg.
		legId: key,
		startedAt: fields.started_at,
		...told,
	};
	const call = eventOf(connection, `call.${told.state}`, {
		id: [key, fields.event, data.agent?.id].filter(Boolean).join('|'),
		subject: data.callId,
		time,
		data,
	});
	const recording = told.state === 'ended' ? recordingReady(fields, connection, time) : undefined;
	return { kind: 'events', events: recording ? [call, recording] : [call] };
}

/** `call_uuid` names the call in automations; `call_id`, the id of the REST interface, is better than none. */
function callKeyOf(fields: Fields): string | undefined {
	return fields.call_uuid ?? fields.id ?? fields.call_id;
}

function agentOf(fields: Fields): CallData['agent'] {
	const id = fields.agent_id ?? fields.agent_email?.slice(0, 100);
	return id ? { id, name: fields.agent_name ?? fields.agent_email } : undefined;
}

function talkSeconds(fields: Fields): number | undefined {
	return fields.talking_time ?? fields.duration;
}

function isVoicemail(fields: Fields): boolean {
	return fields.is_voicemail === true || fields.status === 'voicemail';
}

function answerTime(fields: Fields): string | undefined {
	if (isVoicemail(fields)) return undefined;
	if (fields.answered_at) return fields.answered_at;
	const talked = talkSeconds(fields);
	// Talking ends with the call, so it began that long before.
	return fields.ended_at && talked ? toInstant(Date.parse(fields.ended_at) - talked * 1_000) : undefined;
}

function endReasonOf(fields: Fields): EndReason | undefined {
	if (isVoicemail(fields)) return 'voicemail';
	const talked = talkSeconds(fields);
	if (talked || (fields.answered_at && talked !== 0)) return 'completed';
	if (talked === 0 || fields.event === 'call.missed' || fields.status === 'missed') return 'missed';
	return fields.status === 'completed' ? 'completed' : undefined;
}
