import { z } from 'zod';
import { Id, Instant, LongText, ShortText } from './primitives.ts';

/** The sentence that proves a value, and the segment it stands in. */
export const Evidence = z.object({ quote: LongText, segmentId: Id });

export const ExtractedField = z.object({
	name: ShortText,
	value: LongText,
	evidence: Evidence,
});

export const ExtractionReady = z.object({
	callId: Id,
	extractionId: Id,
	fields: z.array(ExtractedField).max(200),
	/** Values the model gave without proof; never shown as facts. */
	droppedCount: z.number().int().nonnegative(),
});

export const ExtractionReviewed = z.object({
	callId: Id,
	extractionId: Id,
	userId: Id,
	at: Instant,
	decisions: z
		.array(
			z.object({
				name: ShortText,
				decision: z.enum(['accepted', 'edited', 'rejected']),
				value: LongText.optional(),
			}),
		)
		.max(200),
});

export type ExtractedField = z.infer<typeof ExtractedField>;
export type ExtractionReady = z.infer<typeof ExtractionReady>;
export type ExtractionReviewed = z.infer<typeof ExtractionReviewed>;
