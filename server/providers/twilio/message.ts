import type { EventName } from '../../../lib/contract/event.ts';
import type { MessageData } from '../../../lib/contract/message.ts';
import { readParty } from '../../../lib/phone/index.ts';
import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import type { MessageResource } from './history-schema.ts';
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
	return event('message.received', id, { ...message, remote, local, text }, request.receivedAt, connection);
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
	return event(name, `${message.MessageSid}|${status}`, told, request.receivedAt, connection);
}

/** A message as Twilio's history has it, with its text and the time when it was sent. */
export function parseSent(message: MessageResource, connection: HookConnection): Parsed {
	const isInbound = message.direction === 'inbound';
	const name = isInbound ? 'message.received' : statuses.get(message.status);
	if (!name || name === 'ignored') return { kind: 'ignored', reason: `message ${message.status}` };
	const [remote, local] = isInbound ? [message.from, message.to] : [message.to, message.from];
	const status = { MessageStatus: message.status, ErrorCode: message.error_code?.toString() };
	const failure = name === 'message.failed' ? failureOf(status) : undefined;
	const told = { MessageSid: message.sid, remote, local, text: message.body ?? '', failure };
	const id = `${message.sid}|${isInbound ? 'received' : message.status}`;
	return event(name, id, told, Date.parse(message.date_sent), connection);
}

interface Told {
	MessageSid: string;
	remote: string;
	local: string;
	text: string;
	failure?: string;
}

function event(name: MessageEvent, id: string, told: Told, at: number, connection: HookConnection): Parsed {
	if (/^[a-z]+:/.test(told.remote)) return { kind: 'unsupported', reason: 'a message that is no SMS' };
	// A callback tells no time of a message: that it came is what is known.
	const time = toInstant(at);
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
function failureOf(message: Pick<MessageStatus, 'MessageStatus' | 'ErrorCode'>): string {
	const code = message.ErrorCode ? ` (Twilio error ${message.ErrorCode})` : '';
	return `${message.MessageStatus}${code}`;
}
