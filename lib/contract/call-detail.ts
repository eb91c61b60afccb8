import { z } from 'zod';
import { BookingOffered, CallProgress, CrmWritten, RecordingView, UnassignedCall } from './after-call.ts';
import { CallRecord } from './api.ts';
import { ExtractionReady, ExtractionReviewed } from './extraction.ts';
import { Id, LongText, ShortText } from './primitives.ts';
import { ConsentMode, FactField } from './settings.ts';
import { Segment } from './transcript.ts';

/** `GET /v1/calls/:id`: everything that is known of one call. */
export const CallDetail = z.object({
	call: CallRecord,
	/** In the order in which they were said. */
	segments: z.array(Segment).max(20_000),
	/** True once no more will come. */
	isTranscriptComplete: z.boolean(),
	language: ShortText.optional(),
	recordings: z.array(RecordingView).max(50),
	/** The latest of each stage. */
	progress: z.array(CallProgress),
	/** How the caller learned of the recording. */
	consent: ConsentMode,
	isDeclined: z.boolean(),
	extraction: ExtractionReady.optional(),
	/** Of that extraction. */
	reviewed: ExtractionReviewed.optional(),
	/** What the facts are called, and which CRM field each goes to. */
	fields: z.array(FactField),
	/** What accepting writes to: the lead's CRM record, the CRM's unassigned calls, or nothing. */
	writesTo: z.enum(['lead', 'unassigned', 'nowhere']),
	written: z.array(CrmWritten).max(50),
	booking: BookingOffered.optional(),
	unassigned: UnassignedCall.optional(),
});

/** `POST /v1/commands/<name>` bodies of what follows a call; each with an `Idempotency-Key`. */
export const afterCallCommands = {
	/** All decisions of one review; fields that are not named stay open. A later review of a field replaces the earlier. */
	reviewFacts: z.object({
		callId: Id,
		extractionId: Id,
		decisions: z
			.array(
				z.object({
					name: ShortText,
					decision: z.enum(['accepted', 'edited', 'rejected']),
					/** Of `edited`. */
					value: LongText.optional(),
				}),
			)
			.min(1)
			.max(200),
	}),
	declineTranscript: z.object({ callId: Id }),
	deleteRecording: z.object({ connectionId: Id, recordingId: Id, callId: Id }),
	/** Does again what stopped. */
	retryStage: z.object({ callId: Id, stage: z.enum(['recording', 'transcript', 'facts', 'crm', 'booking']) }),
	assignCall: z.object({ callId: Id, leadId: Id }),
	createLead: z.object({ callId: Id, name: ShortText.min(1), company: ShortText.optional() }),
	dismissCall: z.object({ callId: Id }),
	/** Takes a dismissal back. */
	reopenCall: z.object({ callId: Id }),
	bookSlot: z.object({ callId: Id, startsAt: z.iso.datetime({ offset: false }), name: ShortText.optional() }),
} as const;

export type CallDetail = z.infer<typeof CallDetail>;
