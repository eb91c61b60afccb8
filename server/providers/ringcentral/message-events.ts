import type { RingsideEvent } from '../../../lib/contract/event.ts';
import type { MessageData } from '../../../lib/contract/message.ts';
import { eventOf } from '../event.ts';
import type { HookConnection } from '../provider.ts';
import { partyOf } from './parties.ts';
import type { Message } from './schema.ts';

const MAX_TEXT = 20_000;

/**
 * What a message of the message store is to us, whoever told of it: nothing for what is neither a text nor a
 * voicemail, for what was deleted, and for a text that still waits to be sent.
 */
export function eventsOf(message: Message, connection: HookConnection): RingsideEvent[] {
	if (message.availability && message.availability !== 'Alive') return [];
	const type = message.type.toLowerCase();
	if (type === 'voicemail') return [voicemailOf(message, connection)];
	return type === 'sms' ? textEvents(message, connection) : [];
}

/** An outgoing text of which RingCentral does not know yet whether it can be sent. */
export function isQueued({ type, direction, messageStatus }: Message): boolean {
	return type.toLowerCase() === 'sms' && direction === 'Outbound' && messageStatus === 'Queued';
}

function textEvents(message: Message, connection: HookConnection): RingsideEvent[] {
	if (isQueued(message)) return [];
	const data = textOf(message, connection);
	// The message store tells of the same message again, with another notification.
	const fields = { id: `message:${message.id}`, subject: data.messageId, time: message.creationTime, data };
	if (data.direction === 'inbound') return [eventOf(connection, 'message.received', fields)];
	const { messageStatus = '', deliveryErrorCode } = message;
	if (messageStatus === 'SendingFailed' || messageStatus === 'DeliveryFailed') {
		const failure = [messageStatus, deliveryErrorCode].filter(Boolean).join(' ');
		const failed = { ...fields, id: `${fields.id}:failed`, data: { ...data, failure } };
		return [eventOf(connection, 'message.failed', failed)];
	}
	const sent = eventOf(connection, 'message.sent', fields);
	if (messageStatus !== 'Delivered') return [sent];
	return [sent, eventOf(connection, 'message.delivered', { ...fields, id: `${fields.id}:delivered` })];
}

function textOf(message: Message, { region, connectionId }: HookConnection): MessageData {
	const outbound = message.direction === 'Outbound';
	const to = message.to?.[0];
	return {
		messageId: `ringcentral-${message.id}`,
		provider: 'ringcentral',
		connectionId,
		channel: 'sms',
		direction: outbound ? 'outbound' : 'inbound',
		remote: partyOf(outbound ? to : message.from, region),
		local: partyOf(outbound ? message.from : to, region),
		threadId: message.conversation?.id ?? message.conversationId,
		text: (message.subject ?? '').slice(0, MAX_TEXT),
		at: message.creationTime,
	};
}

function voicemailOf(message: Message, connection: HookConnection): RingsideEvent {
	const voicemailId = `ringcentral-${message.id}`;
	return eventOf(connection, 'voicemail.received', {
		// Told again when its transcript is there: it is still one voicemail.
		id: `voicemail:${message.id}`,
		subject: voicemailId,
		time: message.creationTime,
		data: {
			voicemailId,
			provider: 'ringcentral',
			connectionId: connection.connectionId,
			remote: partyOf(message.from, connection.region),
			durationSeconds: message.attachments?.find((one) => one.vmDuration !== undefined)?.vmDuration,
			receivedAt: message.creationTime,
		},
	});
}
