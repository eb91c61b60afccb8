import { z } from 'zod';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { asHistory } from '../history.ts';
import { mapAsked, readEach, readPages } from '../pages.ts';
import type { Backfill, BackfillTools } from '../setup.ts';
import { API, nextOf, pageOf } from './api.ts';
import { extractionOf } from './extraction.ts';
import { ended } from './parse.ts';
import { RetellCall } from './schema.ts';
import { callIdOf, type Told } from './told.ts';

const Listed = z.object({ call_id: z.string().min(1).max(150) });

/** Calls that ended since then, with what was said; ids are those of the webhooks, so what came is not told again. */
export const backfill: Backfill = async (since, tools) => {
	const listed = await listCalls(since, tools);
	if (listed.kind !== 'read') return listed;
	const missed = listed.value.filter((call) => isMissed(call, tools));
	const read = await readEach(missed, ({ call_id }) =>
		tools.ask({ url: `${API}/v2/get-call/${encodeURIComponent(call_id)}`, schema: RetellCall }),
	);
	return mapAsked(read, (calls) => ({ events: asHistory(calls.flatMap((call) => eventsOf(call, tools))) }));
};

function listCalls(since: number, { ask }: BackfillTools) {
	return readPages(async (next) => {
		const json = {
			filter_criteria: { end_timestamp: { op: 'ge', type: 'number', value: since } },
			sort_order: 'ascending',
			...(next !== undefined && { pagination_key: next }),
		};
		const page = await ask({ method: 'POST', url: `${API}/v3/list-calls`, json, schema: pageOf(Listed) });
		return mapAsked(page, (value) => ({ items: value.items, next: nextOf(value) }));
	});
}

/** Of a call that is known to have ended, everything was told with its end. */
function isMissed(call: z.infer<typeof Listed>, { knownCalls }: BackfillTools): boolean {
	const callId = callIdOf(call);
	return !knownCalls.some((known) => known.callId === callId && known.state === 'ended');
}

function eventsOf(call: RetellCall, { clock, connection }: BackfillTools): RingsideEvent[] {
	if (!call.direction && call.call_type !== 'web_call') return [];
	const envelope = { event: 'call_ended', event_timestamp: undefined, transcript_with_tool_calls: undefined };
	const sentAt = call.end_timestamp ?? toInstant(clock.now());
	const told: Told = { envelope, call, sentAt, connection };
	return [...ended(told), ...extractionOf(told)];
}
