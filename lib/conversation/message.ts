import type { MessageData, MessageState, Party } from '../contract/index.ts';
import { earlier, greater } from './order.ts';

export interface MessageStanding {
	state: MessageState;
	message: MessageData;
}

const states: readonly MessageState[] = ['received', 'sent', 'failed', 'delivered'];

/**
 * What two reports on one message say together: commutative, associative, idempotent. A report on its delivery often
 * lacks the text, so each field is the fullest that any report had.
 */
export function mergeMessages(a: MessageStanding, b: MessageStanding): MessageStanding {
	const state = states.indexOf(a.state) >= states.indexOf(b.state) ? a.state : b.state;
	const [one, other] = [a.message, b.message];
	return {
		state,
		message: {
			messageId: greater(one.messageId, other.messageId) ?? one.messageId,
			provider: greater(one.provider, other.provider) ?? one.provider,
			connectionId: greater(one.connectionId, other.connectionId) ?? one.connectionId,
			channel: greater(one.channel, other.channel) ?? one.channel,
			direction: greater(one.direction, other.direction) ?? one.direction,
			remote: richer(one.remote, other.remote),
			local: richer(one.local, other.local),
			threadId: fuller(one.threadId, other.threadId),
			subject: fuller(one.subject, other.subject),
			text: fuller(one.text, other.text) ?? '',
			at: earlier(one.at, other.at) ?? one.at,
			failure: fuller(one.failure, other.failure),
		},
	};
}

/** Without the reason of a failure that was none in the end. */
export function shownMessage({ state, message }: MessageStanding): MessageData {
	const { failure, ...rest } = message;
	return state === 'failed' && failure ? { ...rest, failure } : rest;
}

function fuller(a: string | undefined, b: string | undefined): string | undefined {
	return greater(a, b, (text) => text.length);
}

/** One unit, so that a number of one report never stands beside the name of another person. */
function richer(a: Party, b: Party): Party {
	const told = (party: Party) => Object.values(party).filter(Boolean).length;
	return greater(a, b, told) ?? a;
}
