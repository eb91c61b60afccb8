import { z } from 'zod';
import { Body, type Fields } from './schema.ts';

/** Numbers come as text or as numbers, and empty ones as text. */
const Value = z.union([z.string(), z.number(), z.boolean()]).nullish();

const Item = z.object({
	Cdr: z.object({
		id: Value,
		type: Value,
		public_external: Value,
		public_internal: Value,
		recorded: Value,
		recording_link: Value,
		is_voicemail: Value,
		talking_time: Value,
		waiting_time: Value,
		started_at: Value,
		answered_at: Value,
		ended_at: Value,
	}),
	Contact: z.object({ id: Value, name: Value }).nullish().catch(undefined),
	Agent: z.object({ id: Value, fullname: Value }).nullish().catch(undefined),
});

/** `calls/index.json`: a page of the call history. */
export const History = z.object({
	responseData: z.object({
		pageCount: z.coerce.number().int().nonnegative().default(1),
		data: z.array(z.unknown()).default([]),
	}),
});

/** A call of the history in the words of an automation that tells its end; undefined for what is none. */
export function fieldsOf(entry: unknown): Fields | undefined {
	const item = Item.safeParse(entry);
	if (!item.success) return undefined;
	const { Cdr: cdr, Contact: contact, Agent: agent } = item.data;
	const fields = Body.safeParse({
		...cdr,
		event: 'call.ended',
		id: undefined,
		call_id: cdr.id,
		direction: cdr.type,
		external_number: cdr.public_external,
		internal_number: cdr.public_internal,
		contact_id: contact?.id,
		contact_name: contact?.name,
		agent_id: agent?.id,
		agent_name: agent?.fullname,
		recording_url: cdr.recorded ? cdr.recording_link : undefined,
	});
	return fields.success ? fields.data : undefined;
}
