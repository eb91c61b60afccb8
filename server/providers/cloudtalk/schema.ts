import { z } from 'zod';
import { IsoInstant } from '../times.ts';

const MAX_ID = 150;
const MAX_TEXT = 500;
const MAX_SECONDS = 7 * 86_400;

/** An automation writes "", null, or the template itself where it has no value. */
function isAbsent(value: unknown): boolean {
	return value === null || (typeof value === 'string' && (value.trim() === '' || /\{\{.*\}\}/s.test(value)));
}

const optional = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => (isAbsent(value) ? undefined : value), schema.optional());

/** Any value may come as text, and text of digits as a number. */
const Words = z.union([z.string(), z.int().transform(String)]).transform((text) => text.trim());
const Id = optional(Words.pipe(z.string().max(MAX_ID)));
const Text = optional(Words.transform((text) => text.slice(0, MAX_TEXT)));
const LongText = optional(Words.transform((text) => text.slice(0, 20_000)));

const Decimal = z
	.string()
	.regex(/^\d{1,9}(\.\d+)?$/)
	.transform(Number);
const Seconds = optional(z.union([z.number(), Decimal]).pipe(z.number().min(0).max(MAX_SECONDS))).catch(
	undefined,
);
const Flag = optional(z.union([z.boolean(), Words.transform((text) => /^(true|1|yes)$/i.test(text))])).catch(
	undefined,
);

/** ISO 8601, or `YYYY-MM-DD HH:MM:SS`, taken as UTC. A time that cannot be read must not lose the ring. */
const Time = optional(
	z
		.string()
		.transform((text) => text.trim().replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/, '$1T$2Z'))
		.pipe(IsoInstant),
).catch(undefined);

const Contact = z.object({ id: Id, name: Text });

const Fields = z.object({
	event: Text,
	call_uuid: Id,
	id: Id,
	call_id: Id,
	direction: Text,
	external_number: Text,
	internal_number: Text,
	from: Text,
	to: Text,
	contact_id: Id,
	contact_name: Text,
	contacts: z.array(Contact).max(100).optional().catch(undefined),
	agent_id: Id,
	agent_name: Text,
	agent_email: Text,
	started_at: Time,
	answered_at: Time,
	ended_at: Time,
	talking_time: Seconds,
	duration: Seconds,
	status: Text,
	is_voicemail: Flag,
	recording_url: Text,
	message_id: Id,
	text: LongText,
	sent_at: Time,
});

/** What the admin typed into the automation: flat, or `{ event, data: { … } }`. */
export const Body = z.preprocess(flatten, Fields);

function flatten(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	const { data, ...rest } = body as Record<string, unknown>;
	return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...rest, ...data } : rest;
}

export type Fields = z.infer<typeof Fields>;
