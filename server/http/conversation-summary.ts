import { describeCall, joinedCallOf } from '../../lib/calls/index.ts';
import type { ConversationEntry, ConversationSummary } from '../../lib/contract/conversation.ts';
import { entriesOf } from '../../lib/conversation/index.ts';
import type { Homed } from './conversation-home.ts';

/** A conversation as a list shows it, by the newest thing in it; none where that is nothing to show. */
export function summaryOf({ conversationId, events, party, leads: [lead] }: Homed): ConversationSummary[] {
	const [last] = entriesOf(events);
	if (!last) return [];
	const e164s = [party?.e164, ...(lead?.phones.map(({ e164 }) => e164) ?? [])].filter(
		(one) => one !== undefined,
	);
	const emails = [party?.email, ...(lead?.emails ?? [])].filter((one) => one !== undefined);
	return [
		{
			conversationId,
			...(lead && { lead }),
			person: { name: lead?.name ?? party?.name, e164s: [...new Set(e164s)], emails: [...new Set(emails)] },
			lastAt: last.at,
			last: lineOf(last),
		},
	];
}

const LINE = 200;

function lineOf(entry: ConversationEntry): ConversationSummary['last'] {
	const { kind } = entry;
	switch (kind) {
		case 'call': {
			const call = joinedCallOf(entry.call.views);
			return { kind, direction: call && describeCall(call).direction };
		}
		case 'message': {
			const { direction, subject, text } = entry.message;
			return { kind, direction, text: (text.trim() || (subject ?? '')).slice(0, LINE) };
		}
		case 'voicemail':
			return { kind, direction: 'inbound' };
		case 'booking':
			return { kind, text: entry.booking.title.slice(0, LINE) };
		case 'payment':
			return { kind, text: entry.payment.description?.slice(0, LINE) };
	}
}
