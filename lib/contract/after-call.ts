import { z } from 'zod';
import { BookingData } from './booking.ts';
import { RecordingReady } from './call.ts';
import { Id, Instant, LongText, ShortText } from './primitives.ts';

export const Stage = z.enum(['recording', 'transcript', 'facts', 'crm', 'booking']);

/**
 * Why a stage waits or ended without a result; words for each in the browser's locales. `no-consent`: the connection's
 * setting forbids it; `declined`: a person did for this call; `limit`: the month's is used up.
 */
export const StageReason = z.enum([
	'no-consent',
	'declined',
	'not-set-up',
	'limit',
	'not-yet-there',
	'gone',
	'forbidden',
	'signed-out',
	'wrong-content',
	'too-large',
	'too-long',
	'silence',
	'vendor-busy',
	'refused',
	'no-room',
	'invalid-answer',
	'unexpected',
]);

/** How far the work after a call has come: `ringside.stage.changed`. The latest of a stage holds. */
export const CallProgress = z.object({
	callId: Id,
	stage: Stage,
	/** `waiting`: goes on by itself; `stopped`: does not, somebody has to mend what `reason` says. */
	state: z.enum(['running', 'waiting', 'done', 'stopped']),
	reason: StageReason.optional(),
	/** For people, e.g. the vendor's words; nothing personal. */
	detail: ShortText.optional(),
	/** Of `total`, e.g. parts of a recording. */
	done: z.number().int().nonnegative().optional(),
	total: z.number().int().nonnegative().optional(),
});

/** `ringside.recording.removed`: its audio is nowhere with us any more. */
export const RecordingRemoved = z.object({
	recordingId: Id,
	callId: Id,
	connectionId: Id,
	/** Absent: its time was up. */
	userId: Id.optional(),
});

/** `ringside.transcript.declined`: this call is not to be transcribed, nor its recording kept. */
export const TranscriptDeclined = z.object({ callId: Id, userId: Id });

/** A time that the caller asked for, read from her words. */
export const AppointmentWish = z.object({
	/** What was meant, UTC. */
	startsAt: Instant,
	/** Of the branch, IANA, e.g. `Europe/Berlin`: in which the words were meant. */
	timeZone: ShortText,
	/** False: only the day was said. */
	hasTime: z.boolean(),
	quote: LongText,
	segmentId: Id,
});

/** `ringside.booking.offered`: what is free around a wish; `isFree` for the wished time itself. The latest holds. */
export const BookingOffered = z.object({
	callId: Id,
	wish: AppointmentWish,
	isFree: z.boolean(),
	/** UTC starts, soonest first. */
	alternatives: z.array(Instant).max(10),
	/** The one wished for went while it was being booked. */
	wasTaken: z.boolean().optional(),
	/** What was booked for this call. */
	booked: BookingData.optional(),
});

/** `ringside.crm.written`: what the CRM has taken. */
export const CrmWritten = z.object({
	callId: Id,
	target: z.enum(['lead', 'unassigned']),
	/** The CRM's id of its record. */
	recordId: ShortText.optional(),
	/** CRM field → value as it was sent. */
	fields: z.record(ShortText, LongText),
	/** As the log tells it; added where a call is read. */
	at: Instant.optional(),
});

export const InboxState = z.enum(['open', 'assigned', 'created', 'dismissed']);

/** Whom a call of nobody known may be of, by what was said. */
export const InboxSuggestion = z.object({
	leadId: Id,
	name: ShortText,
	/** What fits. */
	why: z.enum(['name', 'company', 'name-and-company']),
});

/** `ringside.inbox.changed`, and `GET /v1/unassigned-calls`. */
export const UnassignedCall = z.object({
	callId: Id,
	state: InboxState,
	/** As said in the call, with proof in its facts. */
	saidName: ShortText.optional(),
	saidCompany: ShortText.optional(),
	suggestions: z.array(InboxSuggestion).max(5),
	/** Of state `assigned` and `created`. */
	leadId: Id.optional(),
	changedAt: Instant,
});

/** `GET /v1/unassigned-calls`, newest first; `next` is the `before` of the next page. */
export const UnassignedCallsPage = z.object({ calls: z.array(UnassignedCall), next: Instant.optional() });

/** Work that was given up, of `GET /v1/jobs/dead`; `POST /v1/jobs/:id/retry` does it again. */
export const DeadJob = z.object({
	jobId: Id,
	/** e.g. `crm.write`. */
	kind: ShortText,
	/** Of the work after a call. */
	callId: Id.optional(),
	connectionId: Id.optional(),
	/** For people; nothing personal. */
	reason: ShortText,
	attempts: z.number().int().nonnegative(),
	diedAt: Instant,
});

/** Of a call, in `GET /v1/calls/:id`. */
export const RecordingView = RecordingReady.extend({
	/** `kept`: can be played from `/v1/recordings/<connectionId>/<recordingId>`. */
	state: z.enum(['at-the-vendor', 'kept', 'removed']),
	size: z.number().int().nonnegative().optional(),
});

export type InboxState = z.infer<typeof InboxState>;
export type Stage = z.infer<typeof Stage>;
export type StageReason = z.infer<typeof StageReason>;
export type CallProgress = z.infer<typeof CallProgress>;
export type AppointmentWish = z.infer<typeof AppointmentWish>;
export type BookingOffered = z.infer<typeof BookingOffered>;
export type UnassignedCall = z.infer<typeof UnassignedCall>;
export type RecordingView = z.infer<typeof RecordingView>;
