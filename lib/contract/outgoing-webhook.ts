import { z } from 'zod';
import { Id, Instant, ShortText } from './primitives.ts';

/** An event type (`call.ended`), all of a family (`call.*`) or everything (`*`); `ringside.` may stand before it. */
export const EventPattern = z
	.string()
	.max(100)
	.regex(
		/^(\*|[a-z-]+(\.[a-z-]+)*(\.\*)?)$/,
		'is neither an event type like call.ended nor a family like call.*',
	);

const fields = {
	url: z.string().min(1).max(2_000),
	/** Types that this server does not know yet may be named. */
	events: z.array(EventPattern).min(1).max(50),
	name: ShortText.min(1),
};

/** `POST /v1/outgoing-webhooks` */
export const AddOutgoingWebhook = z.object({ ...fields, name: fields.name.optional() });

/** `POST /v1/outgoing-webhooks/:id`; enabling makes everything that waits due at once. */
export const ChangeOutgoingWebhook = z.object({ ...fields, enabled: z.boolean() }).partial();

export const OutgoingWebhookView = z.object({
	webhookId: Id,
	name: ShortText,
	url: z.string(),
	events: z.array(z.string()),
	/** `failing`: tried again and again since `failingSince`, disabled after a day of that. */
	state: z.enum(['enabled', 'failing', 'disabled']),
	/** By an admin; because the other side answered 410; because it took nothing for a day. */
	disabledReason: z.enum(['by-hand', 'gone', 'failing']).optional(),
	failingSince: Instant.optional(),
	lastFailure: ShortText.optional(),
	lastAcceptedAt: Instant.optional(),
	/** Events that were refused while later ones were accepted: still tried, and given up after a day. */
	overtaken: z.object({ waiting: z.number().int(), givenUp: z.number().int() }),
	createdAt: Instant,
});

/** The secret is shown this once. */
export const AddedOutgoingWebhook = z.object({ webhook: OutgoingWebhookView, secret: z.string() });

/** `POST /v1/outgoing-webhooks/:id/test` */
export const OutgoingWebhookTest = z.object({
	accepted: z.boolean(),
	/** What came back, in plain words. */
	found: ShortText,
	ms: z.number().int().nonnegative(),
});

export type AddOutgoingWebhook = z.infer<typeof AddOutgoingWebhook>;
export type ChangeOutgoingWebhook = z.infer<typeof ChangeOutgoingWebhook>;
export type OutgoingWebhookView = z.infer<typeof OutgoingWebhookView>;
