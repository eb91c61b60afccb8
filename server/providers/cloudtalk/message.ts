import { toInstant } from '../../clock.ts';
import { eventOf } from '../event.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import type { Fields } from './schema.ts';
import { sidesOf } from './sides.ts';

/** An SMS in either direction. It needs something of its own to be told from the next one with the same text. */
export function parseMessage(fields: Fields, request: HookRequest, connection: HookConnection): Parsed {
	const isReceived = fields.event === 'sms.received';
	const key = fields.message_id ?? fields.id ?? contentKey(fields);
	if (!key) return { kind: 'malformed', reason: 'missing message_id or sent_at' };
	if (!fields.text) return { kind: 'malformed', reason: 'missing text' };
	const direction = isReceived ? 'inbound' : 'outbound';
	const at = fields.sent_at ?? toInstant(request.receivedAt);
	const messageId = `cloudtalk-${key}`;
	return {
		kind: 'events',
		events: [
			eventOf(connection, isReceived ? 'message.received' : 'message.sent', {
				id: `${key}|${fields.event}`,
				subject: messageId,
				time: at,
				data: {
					messageId,
					provider: 'cloudtalk',
					connectionId: connection.connectionId,
					channel: 'sms',
					direction,
					...sidesOf(fields, direction, connection.region),
					text: fields.text,
					at,
				},
			}),
		],
	};
}

/** One person sends one text in one second. */
function contentKey({ sent_at: sentAt, external_number, from, to }: Fields): string | undefined {
	const numbers = [external_number, from, to].filter(Boolean).join('-');
	return sentAt && numbers ? `${sentAt}-${numbers}`.slice(0, 150) : undefined;
}
