import type { CallData, EndReason, Party } from '../../../lib/contract/call.ts';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { readParty } from '../../../lib/phone/index.ts';
import { eventOf } from '../event.ts';
import { announcedAs } from './inbound.ts';
import type { RetellCall } from './schema.ts';
import { callIdOf, type Told } from './told.ts';

/** Open list: what stands here neither is a talk that completed, or a failure where nobody talked. */
const endReasons = new Map<string, EndReason>([
	['user_hangup', 'completed'],
	['agent_hangup', 'completed'],
	['inactivity', 'completed'],
	['max_duration_reached', 'completed'],
	['call_transfer', 'transferred'],
	['voicemail_reached', 'voicemail'],
	['dial_no_answer', 'missed'],
	['dial_busy', 'declined'],
	['user_declined', 'declined'],
]);

/** By the event's name: `call_status` may still say `registered` of a call that has ended. */
export function callEvent(
	{ envelope, call, sentAt, connection }: Told,
	state: 'answered' | 'ended',
): RingsideEvent {
	const startedAt = call.start_timestamp;
	const endedAt = state === 'ended' ? (call.end_timestamp ?? sentAt) : undefined;
	const data: CallData = {
		callId: callIdOf(call),
		provider: 'retell',
		connectionId: connection.connectionId,
		branchId: connection.branchId,
		direction: call.direction ?? 'inbound',
		...sidesOf(call, connection.region),
		agent: call.agent_id ? { id: call.agent_id, name: call.agent_name } : undefined,
		legId: call.call_id,
		state,
		startedAt,
		// Retell has no call before it is connected, and never starts one that nobody took.
		answeredAt: startedAt ?? (state === 'answered' ? sentAt : undefined),
		endedAt,
		endReason: state === 'ended' ? endReasonOf(call) : undefined,
		sameAs: announcedAs(call),
	};
	return eventOf(connection, envelope.event === 'call_analyzed' ? 'call.updated' : `call.${state}`, {
		id: `${envelope.event}|${call.call_id}`,
		subject: data.callId,
		time: endedAt ?? startedAt ?? sentAt,
		data,
	});
}

function sidesOf(call: RetellCall, region: string): { remote: Party; local: Party } {
	const name = call.retell_llm_dynamic_variables?.name;
	const known = { name: typeof name === 'string' ? name : undefined };
	// A call from a web page has no numbers, which is not the same as withheld ones.
	if (call.call_type === 'web_call')
		return { remote: readParty('web call', region, known), local: { raw: '' } };
	const { from_number: from, to_number: to, direction } = call;
	const [remote, local] = direction === 'inbound' ? [from, to] : [to, from];
	return {
		remote: readParty(remote, region, known),
		local: local ? readParty(local, region) : { raw: '' },
	};
}

function endReasonOf(call: RetellCall): EndReason | undefined {
	if (call.call_analysis?.in_voicemail) return 'voicemail';
	const told = endReasons.get(call.disconnection_reason ?? '');
	if (told) return told;
	return call.start_timestamp ? 'completed' : 'failed';
}
