import { z } from 'zod';
import {
	BookingOffered,
	CallProgress,
	CrmWritten,
	RecordingRemoved,
	TranscriptDeclined,
	UnassignedCall,
} from './after-call.ts';
import { BookingData, PaymentData } from './booking.ts';
import { CallData, RecordingReady, VoicemailReceived } from './call.ts';
import { ConnectionStatus, InstallationStatus } from './connection.ts';
import { ExtractionReady, ExtractionReviewed } from './extraction.ts';
import { CallMatched, Lead, LeadRemoved, LeadsImported } from './lead.ts';
import { MessageData } from './message.ts';
import { Id, Instant, ShortText } from './primitives.ts';
import { TranscriptReady, TranscriptSegment } from './transcript.ts';

/** CloudEvents 1.0 attributes that every event carries. https://github.com/cloudevents/spec */
export const Envelope = z.object({
	specversion: z.literal('1.0'),
	/** Derived from the provider's own ids, so that a repeat has the same id. */
	id: Id,
	source: z.string().max(300),
	type: z.string().regex(/^ringside\.[a-z-]+(\.[a-z-]+)+$/),
	subject: ShortText,
	time: Instant,
	data: z.unknown(),
});

/** Event type without its `ringside.` prefix → schema of `data`. */
export const eventData = {
	'call.ringing': CallData,
	'call.answered': CallData,
	'call.updated': CallData,
	'call.ended': CallData,
	'call.recording.ready': RecordingReady,
	'recording.removed': RecordingRemoved,
	'stage.changed': CallProgress,
	'call.matched': CallMatched,
	'call.assigned': CallMatched,
	'voicemail.received': VoicemailReceived,
	'transcript.segment': TranscriptSegment,
	'transcript.ready': TranscriptReady,
	'transcript.declined': TranscriptDeclined,
	'extraction.ready': ExtractionReady,
	'extraction.reviewed': ExtractionReviewed,
	'message.received': MessageData,
	'message.sent': MessageData,
	'message.delivered': MessageData,
	'message.failed': MessageData,
	'crm.written': CrmWritten,
	'inbox.changed': UnassignedCall,
	'booking.offered': BookingOffered,
	'booking.created': BookingData,
	'booking.rescheduled': BookingData,
	'booking.cancelled': BookingData,
	'payment.succeeded': PaymentData,
	'payment.failed': PaymentData,
	'lead.changed': Lead,
	'lead.removed': LeadRemoved,
	'lead.imported': LeadsImported,
	'connection.status': ConnectionStatus,
	'installation.status': InstallationStatus,
} as const;

export type EventName = keyof typeof eventData;

type EnvelopeFields = Omit<z.infer<typeof Envelope>, 'data' | 'type'>;

/** A CloudEvents object whose `data` is known by its `type`. */
export type RingsideEvent<N extends EventName = EventName> = {
	[K in N]: EnvelopeFields & {
		type: `ringside.${K}`;
		data: z.infer<(typeof eventData)[K]>;
	};
}[N];

export type ReadEvent =
	| { kind: 'event'; event: RingsideEvent }
	/** A type newer than this build: kept and passed over. */
	| { kind: 'unknown'; type: string }
	| { kind: 'invalid'; reason: string };

/** Reads an event from outside. Never throws: unknown types and bad shapes are outcomes. */
export function readEvent(value: unknown): ReadEvent {
	const envelope = Envelope.safeParse(value);
	if (!envelope.success) return { kind: 'invalid', reason: z.prettifyError(envelope.error) };
	const name = envelope.data.type.slice('ringside.'.length);
	if (!isEventName(name)) return { kind: 'unknown', type: envelope.data.type };
	const data = eventData[name].safeParse(envelope.data.data);
	if (!data.success) return { kind: 'invalid', reason: z.prettifyError(data.error) };
	return { kind: 'event', event: { ...envelope.data, data: data.data } as RingsideEvent };
}

export function isEventName(name: string): name is EventName {
	return Object.hasOwn(eventData, name);
}
