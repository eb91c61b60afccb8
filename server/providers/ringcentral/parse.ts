import type { z } from 'zod';
import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { parseMessage, parseMessageChanges } from './messages.ts';
import type { Notification } from './notification.ts';
import { Envelope, Message, MessageChanges, Session } from './schema.ts';
import { parseSession } from './session.ts';

type Reader = (notification: Notification) => Parsed;

/** By the path in `event`, never by the shape of the body. */
const readers: [path: RegExp, read: Reader][] = [
	[/\/telephony\/sessions$/, readBy(Session, parseSession)],
	[/\/message-store\/instant$/, readBy(Message, parseMessage)],
	[/\/message-store$/, readBy(MessageChanges, parseMessageChanges)],
	[/\/voicemail$/, readBy(Message, parseMessage)],
	[/\/subscription\/[^/]+$/, () => ({ kind: 'ignored', reason: 'reminder that the subscription ends' })],
];

/** One notification → views of this extension's parties, a message, a voicemail, or a message to fetch. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const read = readJsonBody(request.body, Envelope);
	if (read.kind === 'malformed') return read;
	const envelope = read.value;
	const { subscriptionId } = connection.settings;
	if (subscriptionId && envelope.subscriptionId && envelope.subscriptionId !== subscriptionId) {
		return { kind: 'ignored', reason: 'of another subscription' };
	}
	const path = envelope.event.split('?')[0] ?? '';
	const reader = readers.find(([pattern]) => pattern.test(path))?.[1];
	if (!reader) return { kind: 'unsupported', reason: `event ${path.slice(0, 200)}` };
	return reader({ envelope, request, connection });
}

function readBy<T>(schema: z.ZodType<T>, read: (body: T, notification: Notification) => Parsed): Reader {
	return (notification) => {
		const body = schema.safeParse(notification.envelope.body);
		if (body.success) return read(body.data, notification);
		const fields = body.error.issues.map((issue) => ['body', ...issue.path].join('.'));
		return { kind: 'malformed', reason: fields.join(', ').slice(0, 300) };
	};
}
