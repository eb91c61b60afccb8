import { z } from 'zod';
import { CallRecord } from './api.ts';
import { BookingData, PaymentData } from './booking.ts';
import { RecordingReady, VoicemailReceived } from './call.ts';
import { Lead } from './lead.ts';
import { MessageData } from './message.ts';
import { E164, Id, Instant, ShortText } from './primitives.ts';
import { TranscriptReady } from './transcript.ts';

/** In the order in which one outweighs another, whichever was told of last. */
export const MessageState = z.enum(['received', 'sent', 'failed', 'delivered']);
export const BookingState = z.enum(['created', 'rescheduled', 'cancelled']);
export const PaymentState = z.enum(['failed', 'succeeded']);

/** `at`: when it began. */
const entry = { entryId: Id, at: Instant };

/** One thing that happened with a person, as all that is known of it says (lib/conversation merges). */
export const ConversationEntry = z.discriminatedUnion('kind', [
	z.object({
		...entry,
		kind: z.literal('call'),
		/** Views of several `callId`s where it is known by several: `joinedCallOf` reads them as one. */
		call: CallRecord,
		recordings: z.array(RecordingReady).max(50),
		voicemails: z.array(VoicemailReceived).max(50),
		transcripts: z.array(TranscriptReady).max(50),
	}),
	z.object({ ...entry, kind: z.literal('message'), state: MessageState, message: MessageData }),
	z.object({
		...entry,
		kind: z.literal('voicemail'),
		voicemail: VoicemailReceived,
		transcripts: z.array(TranscriptReady).max(50),
	}),
	z.object({
		...entry,
		kind: z.literal('booking'),
		state: BookingState,
		booking: BookingData,
		/** When the provider said so: what it said last holds. */
		toldAt: Instant,
	}),
	z.object({
		...entry,
		kind: z.literal('payment'),
		state: PaymentState,
		payment: PaymentData,
		toldAt: Instant,
	}),
]);

export const ConversationPerson = z.object({
	name: ShortText.optional(),
	e164s: z.array(E164).max(50),
	emails: z.array(ShortText).max(50),
});

/** All that happened with one lead, or with one number or mail that is no lead's. */
export const ConversationSummary = z.object({
	/** Tells nothing of the person. Another one once the number is a lead's; the old one still leads there. */
	conversationId: Id,
	lead: Lead.pick({
		leadId: true,
		name: true,
		company: true,
		role: true,
		stage: true,
		owner: true,
	}).optional(),
	person: ConversationPerson,
	lastAt: Instant,
	last: z.object({
		kind: z.enum(['call', 'message', 'voicemail', 'booking', 'payment']),
		direction: z.enum(['inbound', 'outbound']).optional(),
		/** Of a message, booking or payment; cut short. */
		text: z.string().max(200).optional(),
	}),
});

/** `GET /v1/conversations`: most recent first. */
export const ConversationsPage = z.object({
	conversations: z.array(ConversationSummary),
	next: z.string().optional(),
});

/** `GET /v1/conversations/:id`: most recent first. */
export const ConversationPage = z.object({
	/** The one it is now. */
	conversationId: Id,
	entries: z.array(ConversationEntry),
	next: z.string().optional(),
});

export type MessageState = z.infer<typeof MessageState>;
export type BookingState = z.infer<typeof BookingState>;
export type PaymentState = z.infer<typeof PaymentState>;
export type ConversationEntry = z.infer<typeof ConversationEntry>;
export type ConversationPerson = z.infer<typeof ConversationPerson>;
export type ConversationSummary = z.infer<typeof ConversationSummary>;
export type ConversationPage = z.infer<typeof ConversationPage>;
export type ConversationsPage = z.infer<typeof ConversationsPage>;
