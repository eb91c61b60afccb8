import { z } from 'zod';
import { E164, Id, Instant, Provider, ShortText } from './primitives.ts';

export const Direction = z.enum(['inbound', 'outbound']);
export const LegState = z.enum(['ringing', 'answered', 'ended']);

/** `answered-elsewhere`: another device or colleague took this ring. */
export const EndReason = z.enum([
	'completed',
	'transferred',
	'answered-elsewhere',
	'voicemail',
	'declined',
	'missed',
	'failed',
]);

/** One side of a call. `raw` is what the provider said; the rest is what we could read from it. */
export const Party = z.object({
	raw: ShortText,
	e164: E164.optional(),
	name: ShortText.optional(),
	email: ShortText.optional(),
	anonymous: z.boolean().optional(),
	extension: ShortText.optional(),
	sip: ShortText.optional(),
	/** A colleague: no lead is looked up. */
	internal: z.boolean().optional(),
	/** The provider's own id of the contact, matched against a lead's external ids. */
	contactId: ShortText.optional(),
});

export const Agent = z.object({
	/** The provider's id of its user. */
	id: ShortText.optional(),
	name: ShortText.optional(),
	/** Our user, where the workspace mapped it. */
	userId: Id.optional(),
});

/** One view of one leg of a call, as one provider event told it. */
export const CallData = z.object({
	callId: Id,
	provider: Provider,
	connectionId: Id,
	branchId: Id.optional(),
	direction: Direction,
	remote: Party,
	local: Party,
	queue: ShortText.optional(),
	agent: Agent.optional(),
	legId: Id,
	state: LegState,
	startedAt: Instant.optional(),
	answeredAt: Instant.optional(),
	endedAt: Instant.optional(),
	endReason: EndReason.optional(),
	providerSequence: z.number().int().nonnegative().optional(),
	/** Rang before the provider gave it an id: one card with the call of these numbers that begins within a minute. */
	provisional: z.boolean().optional(),
	/** Another `callId` that this call was announced as or goes on as: both are one card. */
	sameAs: Id.optional(),
	/** Read from the vendor's history afterwards: joined by the vendor's id, or only by number and time. */
	fromHistory: z.enum(['id', 'number-and-time']).optional(),
	/** Held by an assistant for us, not by a person. */
	assistant: z.boolean().optional(),
	/** Made by the test-ring button; never counted, logged or written back. */
	test: z.boolean().optional(),
});

export const RecordingReady = z.object({
	recordingId: Id,
	provider: Provider,
	connectionId: Id,
	callId: Id.optional(),
	contentType: ShortText.optional(),
	durationSeconds: z.number().nonnegative().optional(),
});

export const VoicemailReceived = z.object({
	voicemailId: Id,
	provider: Provider,
	connectionId: Id,
	callId: Id.optional(),
	remote: Party,
	durationSeconds: z.number().nonnegative().optional(),
	receivedAt: Instant,
});

export type Direction = z.infer<typeof Direction>;
export type LegState = z.infer<typeof LegState>;
export type EndReason = z.infer<typeof EndReason>;
export type Party = z.infer<typeof Party>;
export type Agent = z.infer<typeof Agent>;
export type CallData = z.infer<typeof CallData>;
