import { addressParser } from 'postal-mime';
import type { EventName } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { bodyText } from './mail-text.ts';
import type { GmailMessage } from './schema.ts';

export interface MailAddress {
	/** Lower case. */
	email: string;
	name?: string;
}

/** A mail in either direction, with those of the other side who may be known. */
export interface Mail {
	messageId: string;
	threadId: string;
	event: Extract<EventName, 'message.received' | 'message.sent'>;
	others: MailAddress[];
	subject: string | undefined;
	text: string;
	/** ISO 8601 in UTC. */
	at: string;
}

const MOST_OTHERS = 50;

/** Undefined for what is no conversation: drafts, spam, chats, what was archived by a filter, mail to oneself. */
export function readMail(message: GmailMessage, mailbox: string): Mail | undefined {
	const labels = message.labelIds ?? [];
	if (!isConversation(labels)) return undefined;
	const header = (name: string) => headerOf(message, name);
	const sent = labels.includes('SENT');
	const named = sent
		? [...addressesOf(header('to')), ...addressesOf(header('cc'))]
		: addressesOf(header('from'));
	const others = named.filter(({ email }) => email !== mailbox.toLowerCase()).slice(0, MOST_OTHERS);
	if (others.length === 0) return undefined;
	return {
		messageId: message.id,
		threadId: message.threadId,
		event: sent ? 'message.sent' : 'message.received',
		others,
		subject: header('subject')?.slice(0, 500),
		text: bodyText(message),
		at: toInstant(Number(message.internalDate)),
	};
}

/** Whether a message with these labels is one that came in or was sent. */
export function isConversation(labels: string[]): boolean {
	const has = (label: string) => labels.includes(label);
	return (has('INBOX') || has('SENT')) && !has('DRAFT') && !has('SPAM') && !has('TRASH');
}

function headerOf({ payload }: GmailMessage, name: string): string | undefined {
	return payload?.headers?.find((header) => header.name.toLowerCase() === name)?.value;
}

/** Those that are addresses; a header from outside may hold anything. */
function addressesOf(header: string | undefined): MailAddress[] {
	return addressParser((header ?? '').slice(0, 20_000), { flatten: true }).flatMap(({ address, name }) => {
		const email = address?.trim().toLowerCase() ?? '';
		if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 320) return [];
		return [{ email, ...(name && { name: name.slice(0, 500) }) }];
	});
}
