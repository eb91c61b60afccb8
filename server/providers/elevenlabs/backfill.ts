import { z } from 'zod';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { asHistory } from '../history.ts';
import { mapAsked, readEach, readPages } from '../pages.ts';
import type { Backfill, BackfillTools } from '../setup.ts';
import { API } from './api.ts';
import { callIdOf } from './call.ts';
import { parseConversation } from './parse.ts';

const Listed = z.object({ conversation_id: z.string().min(1).max(200), status: z.string().max(60) });

const Page = z.object({
	conversations: z.array(Listed),
	has_more: z.boolean().default(false),
	next_cursor: z.string().nullish(),
});

const over = new Set(['done', 'failed']);

/** Conversations that began since then and are over; ids are those of the webhooks. */
export const backfill: Backfill = async (since, tools) => {
	const listed = await readPages(async (cursor) => {
		const query = new URLSearchParams({
			call_start_after_unix: String(Math.floor(since / 1_000)),
			page_size: '100',
			...(cursor !== undefined && { cursor }),
		});
		const page = await tools.ask({ url: `${API}/convai/conversations?${query}`, schema: Page });
		return mapAsked(page, ({ conversations, has_more, next_cursor }) => ({
			items: conversations,
			...(has_more && next_cursor && { next: next_cursor }),
		}));
	});
	if (listed.kind !== 'read') return listed;
	// The newest come first.
	const missed = listed.value.filter((one) => isMissed(one, tools)).toReversed();
	const read = await readEach(missed, ({ conversation_id }) => {
		const url = `${API}/convai/conversations/${encodeURIComponent(conversation_id)}`;
		return tools.ask({ url, schema: z.unknown() });
	});
	return mapAsked(read, (all) => ({ events: asHistory(all.flatMap((one) => eventsOf(one, tools))) }));
};

/** Of a call that is known to have ended, what was said was told along with it. */
function isMissed(
	{ conversation_id, status }: z.infer<typeof Listed>,
	{ knownCalls }: BackfillTools,
): boolean {
	const callId = callIdOf(conversation_id);
	return over.has(status) && !knownCalls.some((known) => known.callId === callId && known.state === 'ended');
}

function eventsOf(conversation: unknown, { connection }: BackfillTools): RingsideEvent[] {
	const parsed = parseConversation(conversation, connection);
	return parsed.kind === 'events' ? parsed.events : [];
}
