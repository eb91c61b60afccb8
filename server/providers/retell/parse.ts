import type { RingsideEvent } from '../../../lib/contract/event.ts';
import { toInstant } from '../../clock.ts';
import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Parsed } from '../provider.ts';
import { callEvent } from './call.ts';
import { extractionOf } from './extraction.ts';
import { ringOf } from './inbound.ts';
import { recordingOf } from './recording.ts';
import { Envelope, RetellCall } from './schema.ts';
import type { Told } from './told.ts';
import { segmentEvents, transcriptReady, turnsOf } from './transcript.ts';
import { signedAt } from './verify.ts';

const readers = new Map<string, (told: Told) => RingsideEvent[]>([
	['call_started', (told) => [callEvent(told, 'answered')]],
	['call_ended', ended],
	// The same call again, with what was found out about it.
	['call_analyzed', (told) => [...ended(told), ...extractionOf(told)]],
	['transcript_updated', (told) => segmentEvents(told, LIVE_TURNS)],
]);

/** What was said before that, earlier snapshots have told; the end of the call tells all once more. */
const LIVE_TURNS = 20;

/** One webhook of Retell → the call, what was said in it, and that there is a recording. */
export function parse(request: HookRequest, connection: HookConnection): Parsed {
	const read = readJsonBody(request.body, Envelope);
	if (read.kind === 'malformed') return read;
	const { event } = read.value;
	if (event === 'call_inbound') return ringOf(read.value, request, connection);
	if (event.startsWith('transfer_'))
		return { kind: 'ignored', reason: 'the end of the call tells of the transfer' };
	if (event.startsWith('chat_')) return { kind: 'ignored', reason: 'a chat, not a call' };
	const reader = readers.get(event);
	if (!reader) return { kind: 'unsupported', reason: `event ${event}` };
	const call = RetellCall.safeParse(read.value.call);
	if (!call.success) {
		const fields = call.error.issues.map((issue) => ['call', ...issue.path].join('.'));
		return { kind: 'malformed', reason: fields.join(', ').slice(0, 300) };
	}
	if (!call.data.direction && call.data.call_type !== 'web_call') {
		return { kind: 'malformed', reason: 'call.direction' };
	}
	const sentAt = toInstant(signedAt(request));
	const events = reader({ envelope: read.value, call: call.data, sentAt, connection });
	return events.length > 0 ? { kind: 'events', events } : { kind: 'ignored', reason: 'nothing was said yet' };
}

/** The call, what was said in it, and that there is a recording. */
export function ended(told: Told): RingsideEvent[] {
	const segments = segmentEvents(told, Number.POSITIVE_INFINITY);
	return [
		callEvent(told, 'ended'),
		...recordingOf(told),
		...segments,
		...(turnsOf(told).length > 0 ? [transcriptReady(told)] : []),
	];
}
