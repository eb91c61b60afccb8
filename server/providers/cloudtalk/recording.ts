import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import type { Fields } from './schema.ts';

/** A recording that was uploaded after the call. */
export function parseRecording(fields: Fields, request: HookRequest, connection: HookConnection): Parsed {
	if (!fields.recording_url) return { kind: 'malformed', reason: 'missing recording_url' };
	const event = recordingReady(fields, connection, toInstant(request.receivedAt));
	return event ? { kind: 'events', events: [event] } : { kind: 'malformed', reason: 'missing call_uuid' };
}

/** That there is a recording, not where: whoever has the link may listen, so it stays in the delivery. */
export function recordingReady(
	fields: Fields,
	connection: HookConnection,
	time: string,
): RingsideEvent | undefined {
	const key = fields.call_uuid ?? fields.id ?? fields.call_id;
	if (!key || !fields.recording_url) return undefined;
	const { connectionId } = connection;
	const callId = `cloudtalk-${key}`;
	// By which it is fetched, where it is told.
	const recordingId = `cloudtalk-${fields.call_id ?? key}`;
	return eventOf(connection, 'call.recording.ready', {
		id: `${key}|recording`,
		subject: callId,
		time,
		data: { recordingId, provider: 'cloudtalk', connectionId, callId },
	});
}
