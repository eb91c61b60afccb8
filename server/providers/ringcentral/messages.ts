import type { NewJob } from '../../store/ports.ts';
import type { Parsed } from '../provider.ts';
import { eventsOf } from './message-events.ts';
import type { Notification } from './notification.ts';
import type { Message, MessageChanges } from './schema.ts';

const FETCH_ATTEMPTS = 10;

/** Payloads stand with their handlers. */
export const FETCH_MESSAGE = 'ringcentral.fetch-message';
export const FETCH_MESSAGES = 'ringcentral.fetch-messages';

/** An SMS or a voicemail, told as it comes in. */
export function parseMessage(message: Message, { connection }: Notification): Parsed {
	const events = eventsOf(message, connection);
	return events.length > 0
		? { kind: 'events', events }
		: { kind: 'ignored', reason: `message of type ${message.type}` };
}

/** What was sent from a phone shows up here alone, and nothing of it but that it is there. */
export function parseMessageChanges({ changes, lastUpdated }: MessageChanges, told: Notification): Parsed {
	// The guide and the reference spell voicemail differently.
	const known = changes.filter(({ type }) => /^(sms|voicemail)$/i.test(type));
	const { connectionId } = told.connection;
	const ids = [...new Set(known.flatMap(({ newMessageIds = [] }) => newMessageIds))];
	const jobs = ids.map((messageId) => jobOf(FETCH_MESSAGE, messageId, { connectionId, messageId }, told));
	const isCounted = known.some(({ newCount = 0, newMessageIds = [] }) => newCount > newMessageIds.length);
	const since = lastUpdated ?? told.envelope.timestamp;
	if (isCounted && since) jobs.push(jobOf(FETCH_MESSAGES, since, { connectionId, since }, told));
	if (jobs.length > 0) return { kind: 'events', events: [], jobs };
	return { kind: 'ignored', reason: 'no new message among the changes' };
}

function jobOf(kind: string, what: string, payload: object, { request, connection }: Notification): NewJob {
	const key = `${connection.connectionId}|${what}`;
	return { kind, key, payload, runAt: request.receivedAt, maxAttempts: FETCH_ATTEMPTS };
}
