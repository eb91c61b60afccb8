import { z } from 'zod';
import { EndReason } from '../../../lib/contract/call.ts';
import { IsoInstant } from '../times.ts';

const MAX_ID = 200;
const MAX_TEXT = 500;
const MAX_EVENTS = 100;

/** Flow tools write null or an empty text where they have nothing. */
const absent = (value: unknown) => (value === null || value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(absent, schema.optional());

const Text = z.union([z.string(), z.number().transform(String)]).transform((text) => text.slice(0, MAX_TEXT));
const SenderId = z
	.union([z.string(), z.number().transform(String)])
	.pipe(z.string().trim().min(1).max(MAX_ID));
const Time = z.string().max(40).pipe(IsoInstant);

/** One thing that happened to a call; README.md shows it. */
export const CallEvent = z.object({
	id: optional(SenderId),
	callId: SenderId,
	legId: optional(SenderId),
	state: z.enum(['ringing', 'answered', 'ended']),
	direction: optional(z.enum(['inbound', 'outbound'])),
	from: optional(Text),
	to: optional(Text),
	name: optional(Text),
	email: optional(Text),
	contactId: optional(Text),
	queue: optional(Text),
	agent: optional(z.object({ id: optional(Text), name: optional(Text) })),
	at: optional(Time),
	startedAt: optional(Time),
	answeredAt: optional(Time),
	endedAt: optional(Time),
	endReason: optional(EndReason),
	/** Shown as a test, and counted nowhere. */
	test: optional(z.boolean()),
});

/** One event, a list of them, or a list under `events`. */
export const Body = z
	.union([
		z.array(CallEvent).max(MAX_EVENTS),
		z.object({ events: z.array(CallEvent).max(MAX_EVENTS) }),
		CallEvent,
	])
	.transform((body) => (Array.isArray(body) ? body : 'events' in body ? body.events : [body]));

export type CallEvent = z.infer<typeof CallEvent>;
