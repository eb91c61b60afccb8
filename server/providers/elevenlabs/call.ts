import type { CallData, EndReason, Party } from '../../../lib/contract/call.ts';
import { readParty } from '../../../lib/phone/index.ts';
import { toInstant } from '../../clock.ts';
import type { HookConnection } from '../provider.ts';
import type { InitiationFailure, Transcription } from './schema.ts';

/** Underscores here, hyphens in `failure_reason`. */
const callResults = new Map<string, EndReason>([
	['voicemail', 'voicemail'],
	['busy', 'declined'],
	['no_answer', 'missed'],
	['failed', 'failed'],
]);

export function callIdOf(conversationId: string): string {
	return `elevenlabs-${conversationId}`;
}

/** The whole call, told once it is over. */
export function endedCall(conversation: Transcription, connection: HookConnection): CallData {
	const { metadata } = conversation;
	const phone = metadata.phone_call;
	const talkedFrom = metadata.accepted_time_unix_secs ?? metadata.start_time_unix_secs;
	const endReason = endReasonOf(conversation);
	return {
		...partsOf(conversation, connection),
		direction: phone?.direction ?? 'inbound',
		remote: partyOf(phone?.external_number, connection, contactOf(conversation)),
		local: partyOf(phone?.agent_number, connection),
		agent: { id: conversation.agent_id, name: conversation.agent_name ?? undefined },
		startedAt: metadata.start_time_unix_secs,
		answeredAt: endReason === 'completed' ? talkedFrom : undefined,
		endedAt: toInstant(Date.parse(talkedFrom) + metadata.call_duration_secs * 1000),
		endReason,
	};
}

/** A call of ours that reached nobody; it is always an outgoing one. */
export function failedCall(failure: InitiationFailure, at: string, connection: HookConnection): CallData {
	const numbers = failure.metadata?.body;
	return {
		...partsOf(failure, connection),
		direction: 'outbound',
		remote: partyOf(numbers?.To ?? numbers?.to_number, connection),
		local: partyOf(numbers?.From ?? numbers?.from_number, connection),
		agent: { id: failure.agent_id },
		endedAt: at,
		endReason: 'failed',
	};
}

function partsOf({ conversation_id }: { conversation_id: string }, connection: HookConnection) {
	return {
		callId: callIdOf(conversation_id),
		legId: conversation_id,
		provider: 'elevenlabs',
		connectionId: connection.connectionId,
		branchId: connection.branchId,
		state: 'ended',
	} as const;
}

function endReasonOf(conversation: Transcription): EndReason {
	const told = callResults.get(conversation.metadata.phone_call?.call_result ?? '');
	return told ?? (conversation.status === 'failed' ? 'failed' : 'completed');
}

/** A conversation in a web page has no numbers, which is not the same as a withheld one. */
function partyOf(number: string | null | undefined, connection: HookConnection, contactId?: string): Party {
	return number ? readParty(number, connection.region, { contactId }) : { raw: '' };
}

/** Who we meant to call. Only outgoing calls are ours to name: a visitor of a web page may set these variables too. */
function contactOf(conversation: Transcription): string | undefined {
	if (conversation.metadata.phone_call?.direction !== 'outbound') return undefined;
	const reference = conversation.conversation_initiation_client_data?.dynamic_variables?.candidate_ref;
	return typeof reference === 'string' ? reference : undefined;
}
