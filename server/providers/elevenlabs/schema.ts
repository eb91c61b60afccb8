import { z } from 'zod';
import { UnixSeconds } from '../times.ts';

const ProviderId = z.string().min(1).max(200);
const Word = z.string().max(60);
const Name = z
	.string()
	.transform((name) => name.slice(0, 500))
	.nullish();

const MAX_TURNS = 5_000;

/** A day; longer calls do not exist. */
const Seconds = z.number().min(0).max(86_400);

export const Envelope = z.object({
	type: z.string().max(100),
	event_timestamp: UnixSeconds,
	data: z.unknown(),
});

export const Turn = z.object({
	role: Word,
	/** Null for a turn in which the assistant only used a tool. */
	message: z.string().nullish(),
	time_in_call_secs: Seconds,
});

const PhoneCall = z.object({
	direction: z.enum(['inbound', 'outbound']),
	agent_number: z.string().max(500).nullish(),
	/** Always the other person. */
	external_number: z.string().max(500).nullish(),
	call_result: Word.nullish(),
});

/** https://elevenlabs.io/docs/eleven-agents/workflows/post-call-webhooks */
export const Transcription = z.object({
	conversation_id: ProviderId,
	agent_id: ProviderId,
	agent_name: Name,
	status: Word.nullish(),
	transcript: z
		.array(Turn)
		.transform((turns) => turns.slice(0, MAX_TURNS))
		.nullish(),
	metadata: z.object({
		start_time_unix_secs: UnixSeconds,
		accepted_time_unix_secs: UnixSeconds.nullish(),
		call_duration_secs: Seconds,
		main_language: Word.nullish(),
		phone_call: PhoneCall.nullish(),
	}),
	conversation_initiation_client_data: z
		.object({ dynamic_variables: z.record(z.string(), z.unknown()).nullish() })
		.nullish(),
});

export const Audio = z.object({ conversation_id: ProviderId, full_audio: z.string() });

export const InitiationFailure = z.object({
	conversation_id: ProviderId,
	agent_id: ProviderId,
	failure_reason: Word,
	metadata: z
		.object({
			body: z
				.object({
					/** Twilio's names. */
					From: z.string().max(500).nullish(),
					To: z.string().max(500).nullish(),
					/** SIP trunk's names. */
					from_number: z.string().max(500).nullish(),
					to_number: z.string().max(500).nullish(),
				})
				.nullish(),
		})
		.nullish(),
});

export type Transcription = z.infer<typeof Transcription>;
export type InitiationFailure = z.infer<typeof InitiationFailure>;
export type Turn = z.infer<typeof Turn>;
