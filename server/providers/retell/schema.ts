import { z } from 'zod';
import { UnixMillis } from '../times.ts';

const MAX_ID = 150;
const MAX_TEXT = 500;
const MAX_TURNS = 2_000;
const MAX_SECONDS = 7 * 86_400;

const Id = z.string().min(1).max(MAX_ID);
const Text = z.string().transform((text) => text.slice(0, MAX_TEXT));
const optional = <T extends z.ZodType>(schema: T) =>
	schema.nullish().transform((value) => value ?? undefined);

/** A call of the year 50,000 is still a call; only its time is not believed. */
const Time = UnixMillis.optional().catch(undefined);
const Offset = z.number().min(0).max(MAX_SECONDS);

/** `words` count in seconds of the call's audio, although all other times are milliseconds. */
const Turn = z.object({
	role: z.enum(['agent', 'user', 'transfer_target']),
	content: z.string().min(1),
	words: z
		.array(z.object({ start: Offset, end: Offset }))
		.optional()
		.catch(undefined),
});

/** Between what was said stand tool calls and other steps, which are nobody's words. */
const Turns = z
	.array(z.unknown())
	.transform((entries) => entries.flatMap(readTurn).slice(0, MAX_TURNS))
	.optional()
	.catch(undefined);

function readTurn(entry: unknown): Turn[] {
	const turn = Turn.safeParse(entry);
	return turn.success ? [turn.data] : [];
}

export const Envelope = z.object({
	event: z.string().min(1).max(100),
	call: z.unknown().optional(),
	call_inbound: z.unknown().optional(),
	event_timestamp: Time,
	/** Beside or inside `call`: the documentation shows neither. */
	transcript_with_tool_calls: Turns,
});

export const RetellCall = z.object({
	call_id: Id,
	call_type: optional(z.string().max(50)),
	direction: optional(z.enum(['inbound', 'outbound'])),
	from_number: optional(Text),
	to_number: optional(Text),
	agent_id: optional(Id),
	agent_name: optional(Text),
	start_timestamp: Time,
	end_timestamp: Time,
	duration_ms: z
		.number()
		.min(0)
		.max(MAX_SECONDS * 1_000)
		.optional()
		.catch(undefined),
	disconnection_reason: optional(z.string().max(100)),
	transcript_object: Turns,
	transcript_with_tool_calls: Turns,
	recording_url: optional(z.string()),
	recording_multi_channel_url: optional(z.string()),
	metadata: z.record(z.string(), z.unknown()).optional().catch(undefined),
	retell_llm_dynamic_variables: z.record(z.string(), z.unknown()).optional().catch(undefined),
	call_analysis: z
		.object({
			in_voicemail: z.boolean().optional().catch(undefined),
			custom_analysis_data: z.record(z.string(), z.unknown()).optional().catch(undefined),
		})
		.optional()
		.catch(undefined),
});

/** A ring at a number, before there is a call and an id of it. */
export const InboundRing = z.object({
	agent_id: optional(Id),
	from_number: Text,
	to_number: Text,
});

export type Turn = z.infer<typeof Turn>;
export type Envelope = z.infer<typeof Envelope>;
export type RetellCall = z.infer<typeof RetellCall>;
export type InboundRing = z.infer<typeof InboundRing>;
