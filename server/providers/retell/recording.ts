import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { eventOf } from '../event.ts';
import { callIdOf, type Told } from './told.ts';

/** That there is a recording, not where: whoever has the link may listen, so it stays in the delivery. */
export function recordingOf({ call, sentAt, connection }: Told): RingsideEvent[] {
	if (!call.recording_url && !call.recording_multi_channel_url) return [];
	const callId = callIdOf(call);
	return [
		eventOf(connection, 'call.recording.ready', {
			id: `recording|${call.call_id}`,
			subject: callId,
			time: call.end_timestamp ?? sentAt,
			data: {
				recordingId: callId,
				provider: 'retell',
				connectionId: connection.connectionId,
				callId,
				durationSeconds: call.duration_ms === undefined ? undefined : call.duration_ms / 1_000,
			},
		}),
	];
}
