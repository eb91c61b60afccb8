import { z } from 'zod';
import { Party } from './call.ts';
import { Id, Instant, LongText, Provider, ShortText } from './primitives.ts';

export const Channel = z.enum(['sms', 'email']);

/** An SMS or mail, in either direction. `text` is plain text; HTML never crosses the wire. */
export const MessageData = z.object({
	messageId: Id,
	provider: Provider,
	connectionId: Id,
	channel: Channel,
	direction: z.enum(['inbound', 'outbound']),
	remote: Party,
	local: Party,
	threadId: Id.optional(),
	subject: ShortText.optional(),
	text: LongText,
	at: Instant,
	/** Why it failed, in the vendor's words. */
	failure: ShortText.optional(),
});

export type MessageData = z.infer<typeof MessageData>;
