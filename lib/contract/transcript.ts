import { z } from 'zod';
import { Id, LongText, ShortText } from './primitives.ts';

/** One utterance. Offsets in ms from the start of the recording or call. */
export const Segment = z.object({
	segmentId: Id,
	speaker: z.enum(['remote', 'local', 'assistant', 'unknown']),
	speakerName: ShortText.optional(),
	text: LongText,
	startMs: z.number().int().nonnegative(),
	endMs: z.number().int().nonnegative().optional(),
});

export const TranscriptSegment = z.object({ callId: Id, segment: Segment });

export const TranscriptReady = z.object({
	callId: Id,
	transcriptId: Id,
	language: ShortText.optional(),
	segmentCount: z.number().int().nonnegative(),
});

export type Segment = z.infer<typeof Segment>;
