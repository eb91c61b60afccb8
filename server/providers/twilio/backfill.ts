import type { z } from 'zod';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { asHistory } from '../history.ts';
import { mapAsked, type Page, readPages } from '../pages.ts';
import type { Backfill, BackfillTools } from '../setup.ts';
import type { Asked } from '../vendor.ts';
import { accountUrl } from './api.ts';
import { type CallResource, CallsPage, type MessageResource, MessagesPage } from './history-schema.ts';
import { parseSent } from './message.ts';
import { parseVoice } from './voice.ts';

const over = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** Calls that ended and messages that were sent since then; ids are those of the callbacks. */
export const backfill: Backfill = async (since, tools) => {
	const calls = await readSince('/Calls.json', ['EndTime>', since], CallsPage, tools);
	if (calls.kind !== 'read') return calls;
	const messages = await readSince('/Messages.json', ['DateSent>', since], MessagesPage, tools);
	return mapAsked(messages, (sent) => ({
		events: [
			...calls.value.flatMap((call) => callEvents(call, calls.value, tools)),
			...sent.flatMap((message) => messageEvents(message, tools)),
		],
	}));
};

async function readSince<T>(
	path: string,
	[name, since]: [string, number],
	schema: z.ZodType<Page<T>>,
	{ ask, connection }: BackfillTools,
): Promise<Asked<T[]>> {
	const query = new URLSearchParams({ [name]: toInstant(since), PageSize: '200' });
	const first = accountUrl(connection, `${path}?${query}`);
	const all = await readPages((next) => ask({ url: next ?? first, schema }));
	// Twilio lists the newest first.
	return mapAsked(all, (items) => items.toReversed());
}

function callEvents(call: CallResource, all: CallResource[], tools: BackfillTools): RingsideEvent[] {
	if (!over.has(call.status)) return [];
	const leg = {
		CallSid: call.sid,
		ParentCallSid: call.parent_call_sid,
		CallStatus: call.status,
		Direction: call.direction,
		From: call.from,
		To: call.to,
		Timestamp: call.end_time,
		CallDuration: call.duration,
		AnsweredBy: call.answered_by,
	};
	const told = { url: hintsOf(call, all), receivedAt: tools.clock.now() };
	const parsed = parseVoice(leg, told, tools.connection);
	return parsed.kind === 'events' ? asHistory(parsed.events) : [];
}

/** A leg shows the number that it dials; who called whom, the call that it belongs to knows. */
function hintsOf(call: CallResource, all: CallResource[]): string {
	const parent = all.find(({ sid }) => sid === call.parent_call_sid);
	const hints = parent?.direction === 'inbound' && {
		direction: 'inbound',
		local: parent.to,
		remote: parent.from,
	};
	return `https://history.invalid/?${new URLSearchParams(hints || {})}`;
}

function messageEvents(message: MessageResource, tools: BackfillTools): RingsideEvent[] {
	const parsed = parseSent(message, tools.connection);
	return parsed.kind === 'events' ? parsed.events : [];
}
