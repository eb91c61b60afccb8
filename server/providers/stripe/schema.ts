import { z } from 'zod';
import { UnixSeconds } from '../times.ts';

const ProviderId = z.string().min(1).max(200);
const Text = z
	.string()
	.transform((text) => text.slice(0, 500))
	.nullish();

/** Smallest unit of the currency; in those that have none, whole units. */
const Amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Currency = z.string().regex(/^[A-Za-z]{3}$/);

const Snapshot = z.object({
	object: z.literal('event'),
	id: ProviderId,
	type: z.string().max(100),
	created: UnixSeconds,
	livemode: z.boolean(),
	data: z.object({ object: z.unknown() }),
});

/** Names what changed and leaves the asking to us. */
const Thin = z.object({ object: z.literal('v2.core.event'), type: z.string().max(100) });

export const Envelope = z.discriminatedUnion('object', [Snapshot, Thin]);

/** An id, or the object itself where the endpoint expands it. */
const Reference = z
	.union([ProviderId, z.object({ id: ProviderId }).transform(({ id }) => id)])
	.nullish()
	.catch(undefined);

/** https://docs.stripe.com/api/checkout/sessions/object */
export const CheckoutSession = z.object({
	id: ProviderId,
	mode: z.string().max(40),
	/** A complete session may still be unpaid. */
	payment_status: z.string().max(40),
	amount_total: Amount.nullish(),
	currency: Currency.nullish(),
	invoice: Reference,
	customer_email: Text,
	customer_details: z.object({ email: Text, name: Text, phone: Text }).nullish(),
});

/** https://docs.stripe.com/api/invoices/object */
export const Invoice = z.object({
	id: ProviderId,
	currency: Currency,
	amount_due: Amount,
	amount_paid: Amount,
	attempt_count: z.number().int().min(0).max(1_000).default(0),
	number: Text,
	description: Text,
	customer_email: Text,
	customer_name: Text,
	customer_phone: Text,
});

export type Envelope = z.infer<typeof Envelope>;
export type Snapshot = z.infer<typeof Snapshot>;
export type CheckoutSession = z.infer<typeof CheckoutSession>;
export type Invoice = z.infer<typeof Invoice>;
