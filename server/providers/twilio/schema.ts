import { z } from 'zod';
import { Rfc2822 } from '../times.ts';

// To the letter: Twilio signs parameters joined without separators, so a captured request could be cut up anew, and an
// id that swallowed its neighbour would make a second event of it.
export const sid = (prefix: RegExp) => z.string().regex(new RegExp(`^(?:${prefix.source})[0-9a-fA-F]{32}$`));

export const Address = z.string().min(1).max(500);
export const Count = z
	.string()
	.regex(/^\d{1,7}$/)
	.transform(Number);

/** Voice status callback. https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
export const VoiceStatus = z.object({
	CallSid: sid(/CA/),
	ParentCallSid: sid(/CA/).optional(),
	CallStatus: z.string().max(40),
	Direction: z.enum(['inbound', 'outbound-api', 'outbound-dial']),
	From: Address,
	To: Address,
	Timestamp: Rfc2822.optional(),
	SequenceNumber: Count.optional(),
	/** Seconds; `Duration` is billed minutes. */
	CallDuration: Count.optional(),
	AnsweredBy: z.string().max(40).optional(),
});

/** https://www.twilio.com/docs/voice/api/recording#recording-status-callback-parameters */
export const RecordingStatus = z.object({
	/** Of the parent leg where there are two. */
	CallSid: sid(/CA/),
	RecordingSid: sid(/RE/),
	RecordingStatus: z.string().max(40),
	/** Seconds. */
	RecordingDuration: Count.optional(),
	RecordingStartTime: Rfc2822.optional(),
	ErrorCode: z.string().max(40).optional(),
});

/** https://www.twilio.com/docs/messaging/guides/webhook-request */
export const IncomingMessage = z.object({
	MessageSid: sid(/SM|MM/),
	From: Address,
	To: Address,
	Body: z.string().max(20_000).default(''),
});

export const MessageStatus = z.object({
	MessageSid: sid(/SM|MM/),
	MessageStatus: z.string().max(40),
	From: Address,
	To: Address,
	ErrorCode: z.string().max(40).optional(),
});

export type VoiceStatus = z.infer<typeof VoiceStatus>;
export type RecordingStatus = z.infer<typeof RecordingStatus>;
export type IncomingMessage = z.infer<typeof IncomingMessage>;
export type MessageStatus = z.infer<typeof MessageStatus>;
