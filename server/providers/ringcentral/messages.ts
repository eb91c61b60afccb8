import type { NewJob } from '../../store/ports.ts';
import { eventOf } from '../event.ts';
import type { Parsed } from '../provider.ts';
import type { Notification } from './notification.ts';
import { partyOf } from './parties.ts';
import type { Message, MessageChanges } from './schema.ts';

const MAX_TEXT = 20_000;
const FETCH_ATTEMPTS = 10;

/** Fetches one message of the message store by its id: `{ connectionId, messageId }`. */
const FETCH_MESSAGE = 'ringcentral.fetch-message';

/** An SMS, told as it comes in. */
export function parseMessage(message: Message, { connection }: Notification): Parsed {
	if (message.type !== 'SMS') return { kind: 'ignored', reason: `message of type ${message.type}` };
	const { region, connectionId } = connection;
	const outbound = message.direction === 'Outbound';
	const to = message.to?.[0];
	const messageId = `ringcentral-${message.id}`;
	return {
		kind: 'events',
		events: [
			eventOf(connection, outbound ? 'message.sent' : 'message.received', {
				// The message store tells of the same message again, with another notification.
				id: `message:${message.id}`,
				subject: messageId,
				time: message.creationTime,
				data: {
					messageId,
					provider: 'ringcentral',
					connectionId,
					channel: 'sms',
					direction: outbound ? 'outbound' : 'inbound',
					remote: partyOf(outbound ? to : message.from, region),
					local: partyOf(outbound ? message.from : to, region),
					threadId: message.conversation?.id ?? message.conversationId,
					text: (message.subject ?? '').slice(0, MAX_TEXT),
					at: message.creationTime,
				},
			}),
		],
	};
}

/** What was sent from a phone shows up here alone, as an id. Voicemails have a notification of their own. */
export function parseMessageChanges(
	{ changes }: MessageChanges,
	{ request, connection }: Notification,
): Parsed {
	const ids = changes
		.filter((change) => change.type === 'SMS')
		.flatMap((change) => change.newMessageIds ?? []);
	if (ids.length === 0) return { kind: 'ignored', reason: 'no new SMS among the changes' };
	const { connectionId } = connection;
	const jobs = [...new Set(ids)].map(
		(messageId): NewJob => ({
			kind: FETCH_MESSAGE,
			key: `${connectionId}|${messageId}`,
			payload: { connectionId, messageId },
			runAt: request.receivedAt,
			maxAttempts: FETCH_ATTEMPTS,
		}),
	);
	return { kind: 'events', events: [], jobs };
}

export function parseVoicemail(message: Message, { connection }: Notification): Parsed {
	const { region, connectionId } = connection;
	const voicemailId = `ringcentral-${message.id}`;
	return {
		kind: 'events',
		events: [
			eventOf(connection, 'voicemail.received', {
				// Told again when its transcript is there: it is still one voicemail.
				id: `voicemail:${message.id}`,
				subject: voicemailId,
				time: message.creationTime,
				data: {
					voicemailId,
					provider: 'ringcentral',
					connectionId,
					remote: partyOf(message.from, region),
					durationSeconds: message.attachments?.find((one) => one.vmDuration !== undefined)?.vmDuration,
					receivedAt: message.creationTime,
				},
			}),
		],
	};
}
