import { z } from 'zod';

const RecordId = z.union([z.string().min(1).max(300), z.number().int().transform(String)]);

const Entry = z.looseObject({ external_id: z.string().optional() });
const Entries = z.array(Entry);

/** Where a list stands is not documented: by itself, or in one of the usual places. */
const Listed = z.union([
	Entries,
	z.object({ data: Entries }).transform(({ data }) => data),
	z.object({ items: Entries }).transform(({ items }) => items),
]);

const Made = z.union([
	z.object({ id: RecordId }).transform(({ id }) => id),
	z.object({ data: z.object({ id: RecordId }) }).transform(({ data }) => data.id),
]);

/** Entries of a list; undefined where the answer is none. */
export function entriesOf(answer: unknown): z.infer<typeof Entries> | undefined {
	return Listed.safeParse(answer).data;
}

/** The id of a record that an answer tells of. */
export function recordIdOf(answer: unknown): string | undefined {
	return Made.safeParse(answer).data;
}
