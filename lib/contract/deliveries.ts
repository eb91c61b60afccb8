import { z } from 'zod';
import { DeliveryView, Outcome } from './api.ts';
import { Id } from './primitives.ts';

/** `GET /v1/deliveries`: newest first. */
export const DeliveriesPage = z.object({ deliveries: z.array(DeliveryView) });

/** `GET /v1/deliveries/:id` */
export const DeliveryDetail = DeliveryView.extend({
	/** Of a refused one also others than its provider's; a credential as a print of it. */
	headers: z.record(z.string(), z.string()),
	/** The body byte for byte; of a refused one its first 16 KiB. */
	bodyBase64: z.string(),
	/** Why it was most likely refused, and how to mend it. */
	diagnosis: z
		.object({
			cause: z.string(),
			certainty: z.enum(['certain', 'likely']),
			words: z.string(),
			mend: z.string(),
		})
		.optional(),
});

/** `POST /v1/deliveries/:id/replay` */
export const DeliveryReplayed = z.object({ outcome: Outcome, reason: z.string().optional() });

/** `GET /v1/deliveries/count`: how many fit, by outcome; outcomes without any are left out. */
export const DeliveriesCount = z.object({ counts: z.partialRecord(Outcome, z.number().int()) });

/** `POST /v1/deliveries/replay`: one step of a range. */
export const RangeReplayed = z.object({
	/** By outcome; `was-refused` and `connection-gone` were passed over. */
	counts: z.partialRecord(z.enum([...Outcome.options, 'was-refused', 'connection-gone']), z.number().int()),
	/** Events that were not in the log before. */
	newEvents: z.number().int(),
	/** Where there may be more: `before` of the next step. */
	next: Id.optional(),
});

export type DeliveryDetail = z.infer<typeof DeliveryDetail>;
export type RangeReplayed = z.infer<typeof RangeReplayed>;
