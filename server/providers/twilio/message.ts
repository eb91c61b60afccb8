import type { EventName } from '../../../lib/contract/event.ts';
import type { MessageData } from '../../../lib/contract/message.ts';
import { readParty } from '../../../lib/phone/index.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import type { IncomingMessage, MessageStatus } from './schema.ts';

type MessageEvent = Extract<EventName, `message.${string}`>;

const statuses = new Map<string, MessageEvent | 'ignored'>([
	['accepted', 'ignored'],
	['scheduled', 'ignored'],
	['queued', 'ignored'],
	['sending', 'ignored'],
	['read', 'ignored'],
	['sent', 'message.sent'],
	['delivered', 'message.delivered'],
	['undelivered', 'message.failed'],
	['failed', 'message.failed'],
	['canceled', 'message.failed'],
]);

export function parseIncoming(
	message: IncomingMessage,
	request: HookRequest,
	connection: HookConnection,
): Parsed {
	const { From: remote, To: local, Body: text } = message;
	const id = `${message.MessageSid}|received`;
	return event('message.received', id, { ...message, remote, local, text }, request, connection);
}

/** What became of a message we sent; its text is not told again. */
export function parseStatus(
	message: MessageStatus,
	request: HookRequest,
	connection: HookConnection,
): Parsed {
	const status = message.MessageStatus;
	const name = statuses.get(status);
	if (!name) return { kind: 'unsupported', reason: `message status ${status}` };
	if (name === 'ignored') return { kind: 'ignored', reason: `message ${status}` };
	const failure = name === 'message.failed' ? failureOf(message) : undefined;
	const told = { ...message, remote: message.To, local: message.From, text: '', failure };
	return event(name, `${message.MessageSid}|${status}`, told, request, connection);
}

interface Told {
	MessageSid: string;
	remote: string;
	local: string;
	text: string;
	failure?: string;
}

function event(
	name: MessageEvent,
	id: string,
	told: Told,
	request: HookRequest,
	connection: HookConnection,
): Parsed {
	if (/^[a-z]+:/.test(told.remote)) return { kind: 'unsupported', reason: 'a message that is no SMS' };
	// Twilio tells no time of a message.
	const time = toInstant(request.receivedAt);
	const messageId = `twilio-${told.MessageSid}`;
	const data: MessageData = {
		messageId,
		provider: 'twilio',
		connectionId: connection.connectionId,
		channel: 'sms',
		direction: name === 'message.received' ? 'inbound' : 'outbound',
		remote: readParty(told.remote, connection.region),
		local: readParty(told.local, connection.region),
		text: told.text,
		at: time,
		failure: told.failure,
	};
	return { kind: 'events', events: [eventOf(connection, name, { id, subject: messageId, time, data })] };
}

/** https://www.twilio.com/docs/api/errors explains the code. */
function failureOf(message: MessageStatus): string {
	const code = message.ErrorCode ? ` (Twilio error ${message.ErrorCode})` : '';
	return `${message.MessageStatus}${code}`;
}
