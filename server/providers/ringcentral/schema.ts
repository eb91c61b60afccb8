import { z } from 'zod';
import { IsoInstant } from '../times.ts';

// Several of them make an event's id, which the contract bounds to 300.
const MAX_ID = 90;
const MAX_TEXT = 500;

/** Text in samples, integers in the schemas; an integer that lost digits names nothing any more. */
export const ProviderId = z
	.union([z.string(), z.int().transform(String)])
	.pipe(z.string().min(1).max(MAX_ID));

const Text = z.string().transform((text) => text.slice(0, MAX_TEXT));
const optional = <T extends z.ZodType>(schema: T) =>
	schema.nullish().transform((value) => value ?? undefined);

/** `body` is read by the schema of its `event`. */
export const Envelope = z.object({
	uuid: ProviderId.optional().catch(undefined),
	event: z.string().min(1).max(MAX_TEXT),
	timestamp: IsoInstant.optional().catch(undefined),
	subscriptionId: optional(ProviderId),
	ownerId: optional(ProviderId),
	body: z.unknown(),
});

/** A phone number in E.164, a short extension, or a word for a withheld one. */
export const Address = z.object({
	phoneNumber: optional(Text),
	extensionNumber: optional(Text),
	extensionId: optional(ProviderId),
	name: optional(Text),
});

export const SessionParty = z.object({
	id: ProviderId,
	extensionId: optional(ProviderId),
	direction: z.enum(['Inbound', 'Outbound']),
	from: optional(Address),
	to: optional(Address),
	status: z.object({
		code: z.string().max(50),
		reason: optional(z.string().max(50)),
		peerId: optional(z.object({ telephonySessionId: optional(ProviderId) })),
	}),
	missedCall: optional(z.boolean()),
	recordings: optional(z.array(z.object({ id: ProviderId })).max(20)),
});

export const Session = z.object({
	sequence: optional(z.int().nonnegative()),
	telephonySessionId: ProviderId,
	eventTime: IsoInstant,
	parties: z.array(SessionParty).max(50),
	origin: optional(z.object({ type: optional(z.string().max(50)) })),
});

/** An SMS, or a voicemail: `subject` is the text, `vmDuration` is in seconds. */
export const Message = z.object({
	id: ProviderId,
	type: z.string().max(50),
	direction: optional(z.enum(['Inbound', 'Outbound'])),
	from: optional(Address),
	to: optional(z.array(Address).max(100)),
	subject: optional(z.string()),
	creationTime: IsoInstant,
	conversationId: optional(ProviderId),
	conversation: optional(z.object({ id: optional(ProviderId) })),
	/** `Queued`, `Sent`, `Delivered`, `SendingFailed`, `DeliveryFailed` or `Received`. */
	messageStatus: optional(z.string().max(50)),
	deliveryErrorCode: optional(z.string().max(100)),
	/** `Alive`, or on its way out. */
	availability: optional(z.string().max(50)),
	attachments: optional(z.array(z.object({ vmDuration: optional(z.number().min(0).max(86_400)) })).max(100)),
});

/** Only counts, and ids where RingCentral names them: what is new has to be fetched. */
export const MessageChanges = z.object({
	lastUpdated: IsoInstant.optional().catch(undefined),
	changes: z
		.array(
			z.object({
				type: z.string().max(50),
				newCount: z.int().nonnegative().optional().catch(undefined),
				newMessageIds: optional(z.array(ProviderId).max(500)),
			}),
		)
		.max(20),
});

/** A page of the message list; each record is read by itself, so that an odd one does not cost the others. */
export const MessagePage = z.object({ records: z.array(z.unknown()).max(1_000) });

export type Envelope = z.infer<typeof Envelope>;
export type Address = z.infer<typeof Address>;
export type SessionParty = z.infer<typeof SessionParty>;
export type Session = z.infer<typeof Session>;
export type Message = z.infer<typeof Message>;
export type MessageChanges = z.infer<typeof MessageChanges>;
