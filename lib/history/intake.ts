import type { z } from 'zod';
import { surerMatch } from '../calls/index.ts';
import { type EventName, type RingsideEvent, readEvent, type TranscriptSegment } from '../contract/index.ts';
import type { Health } from '../notify/trouble.ts';
import type { EventFrame } from '../stream/connection.ts';
import type { History } from './history.ts';
import { type Arrival, hearView, type StoredCall } from './stored-call.ts';

export type Heard =
	| { kind: 'call'; call: StoredCall }
	| { kind: 'leads' }
	| { kind: 'health'; health: Health }
	/** Of what follows a call: kept by the server, of interest to a panel that shows it now. */
	| { kind: 'after-call'; callId: string; said?: z.infer<typeof TranscriptSegment> }
	/** Of no interest here, newer than this build, or not readable: the cursor moves on all the same. */
	| { kind: 'nothing' };

type EventOf<N extends EventName> = RingsideEvent<N>;

/** Takes one event into the history, in memory at once; its cursor goes to disk with what it changed. */
export function hearEvent(history: History, frame: EventFrame, arrival: Arrival): Heard {
	const read = readEvent(frame.event);
	const heard = read.kind === 'event' ? changeBy(history, read.event, arrival) : { kind: 'nothing' as const };
	const calls = heard.kind === 'call' ? [heard.call] : [];
	history.apply({ cursor: frame.cursor, clockOffset: arrival.clockOffset, calls });
	return heard;
}

function changeBy(history: History, event: RingsideEvent, arrival: Arrival): Heard {
	switch (event.type) {
		case 'ringside.call.ringing':
		case 'ringside.call.answered':
		case 'ringside.call.updated':
		case 'ringside.call.ended':
			return { kind: 'call', call: hearView(history.get(event.data.callId), event, arrival) };
		case 'ringside.call.matched':
		case 'ringside.call.assigned':
			return matched(history, event);
		case 'ringside.lead.changed':
		case 'ringside.lead.removed':
		case 'ringside.lead.imported':
			return { kind: 'leads' };
		case 'ringside.connection.status':
		case 'ringside.installation.status':
			return { kind: 'health', health: event.data };
		case 'ringside.transcript.segment':
			return { kind: 'after-call', callId: event.data.callId, said: event.data };
		case 'ringside.call.recording.ready':
			return event.data.callId ? { kind: 'after-call', callId: event.data.callId } : { kind: 'nothing' };
		case 'ringside.recording.removed':
		case 'ringside.stage.changed':
		case 'ringside.transcript.ready':
		case 'ringside.transcript.declined':
		case 'ringside.extraction.ready':
		case 'ringside.extraction.reviewed':
		case 'ringside.crm.written':
		case 'ringside.inbox.changed':
		case 'ringside.booking.offered':
			return { kind: 'after-call', callId: event.data.callId };
		default:
			return { kind: 'nothing' };
	}
}

function matched(history: History, event: EventOf<'call.matched' | 'call.assigned'>): Heard {
	const known = history.get(event.data.callId);
	if (!known) return { kind: 'nothing' };
	return { kind: 'call', call: { ...known, matched: surerMatch(known.matched, event.data) } };
}
