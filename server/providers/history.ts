import type { CallData } from '../../lib/contract/call.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';

/** Events that were made of a vendor's history: views of calls say so, the rest is as it is. */
export function asHistory(
	events: RingsideEvent[],
	joinedBy: CallData['fromHistory'] = 'id',
): RingsideEvent[] {
	return events.map((event) => {
		switch (event.type) {
			case 'ringside.call.ringing':
			case 'ringside.call.answered':
			case 'ringside.call.updated':
			case 'ringside.call.ended':
				return { ...event, data: { ...event.data, fromHistory: joinedBy } };
			default:
				return event;
		}
	});
}
