import { z } from 'zod';
import { Rfc2822 } from '../times.ts';
import { NextPage } from './api.ts';
import { Address, Count, sid } from './schema.ts';

const optional = <T extends z.ZodType>(schema: T) =>
	schema
		.nullish()
		.catch(undefined)
		.transform((value) => value ?? undefined);

/** https://www.twilio.com/docs/voice/api/call-resource */
const CallResource = z.object({
	sid: sid(/CA/),
	parent_call_sid: optional(sid(/CA/)),
	status: z.string().max(40),
	direction: z.enum(['inbound', 'outbound-api', 'outbound-dial']),
	from: Address,
	to: Address,
	end_time: optional(Rfc2822),
	/** Seconds. */
	duration: optional(Count),
	answered_by: optional(z.string().max(40)),
});

/** https://www.twilio.com/docs/messaging/api/message-resource */
const MessageResource = z.object({
	sid: sid(/SM|MM/),
	direction: z.enum(['inbound', 'outbound-api', 'outbound-call', 'outbound-reply']),
	status: z.string().max(40),
	from: Address,
	to: Address,
	body: z.string().max(20_000).nullish(),
	date_sent: Rfc2822,
	error_code: optional(z.number().int().nonnegative()),
});

/** What cannot be read is left out, e.g. a call of a SIP trunk. */
function allOf<T extends z.ZodType>(item: T) {
	return z.array(z.unknown()).transform((all) =>
		all.flatMap((one): z.infer<T>[] => {
			const read = item.safeParse(one);
			return read.success ? [read.data] : [];
		}),
	);
}

export const CallsPage = z
	.object({ calls: allOf(CallResource), next_page_uri: NextPage })
	.transform(({ calls, next_page_uri: next }) => ({ items: calls, next }));

export const MessagesPage = z
	.object({ messages: allOf(MessageResource), next_page_uri: NextPage })
	.transform(({ messages, next_page_uri: next }) => ({ items: messages, next }));

export type CallResource = z.infer<typeof CallResource>;
export type MessageResource = z.infer<typeof MessageResource>;
