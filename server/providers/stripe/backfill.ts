import { z } from 'zod';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { mapAsked, readPages } from '../pages.ts';
import type { Backfill, BackfillTools } from '../setup.ts';
import { API, eventTypes } from './api.ts';
import { parseEvent } from './parse.ts';
import { Envelope } from './schema.ts';

const Page = z.object({
	data: z.array(z.object({ id: z.string().min(1).max(200) }).loose()),
	has_more: z.boolean().default(false),
});

/** Events since then, as the webhook would have brought them; Stripe keeps them for 30 days. */
export const backfill: Backfill = async (since, tools) => {
	const all = await readPages(async (after) => {
		const query = new URLSearchParams([
			...eventTypes.map((type) => ['types[]', type]),
			['created[gte]', String(Math.floor(since / 1_000))],
			['limit', '100'],
			...(after === undefined ? [] : [['starting_after', after]]),
		]);
		const page = await tools.ask({ url: `${API}/events?${query}`, schema: Page });
		return mapAsked(page, ({ data, has_more }) => {
			const last = data.at(-1)?.id;
			return { items: data, ...(has_more && last !== undefined && { next: last }) };
		});
	});
	// The newest come first.
	return mapAsked(all, (events) => ({
		events: events.toReversed().flatMap((event) => eventsOf(event, tools)),
	}));
};

function eventsOf(value: unknown, { connection }: BackfillTools): RingsideEvent[] {
	const event = Envelope.safeParse(value);
	if (!event.success) return [];
	const parsed = parseEvent(event.data, connection);
	return parsed.kind === 'events' ? parsed.events : [];
}
