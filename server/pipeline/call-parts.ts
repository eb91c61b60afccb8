import type { BookingOffered, CallProgress, RecordingView } from '../../lib/contract/after-call.ts';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { ExtractionReady } from '../../lib/contract/extraction.ts';
import type { Segment } from '../../lib/contract/transcript.ts';
import { holdingExtraction } from '../../lib/facts/holding.ts';
import type { NewRecording } from '../store/ports.ts';

const MOST_SEGMENTS = 20_000;

type Of<T extends RingsideEvent['type']> = Extract<RingsideEvent, { type: T }>;

/** Events of one type, ascending. */
export function eventsOf<T extends RingsideEvent['type']>(
	events: readonly RingsideEvent[],
	type: T,
): Of<T>[] {
	return events.filter((event): event is Of<T> => event.type === type);
}

/** What was said, in the order in which it was; of a line that grew, what was told last. */
export function segmentsOf(events: readonly RingsideEvent[]): Segment[] {
	const latest = new Map<string, { time: string; segment: Segment }>();
	for (const { time, data } of eventsOf(events, 'ringside.transcript.segment')) {
		const { segment } = data;
		const known = latest.get(segment.segmentId);
		if (!known || known.time <= time) latest.set(segment.segmentId, { time, segment });
	}
	const segments = [...latest.values()].map(({ segment }) => segment);
	return segments.sort((a, b) => a.startMs - b.startMs || order(a, b)).slice(0, MOST_SEGMENTS);
}

function order(a: Segment, b: Segment): number {
	return a.segmentId.localeCompare(b.segmentId, 'en', { numeric: true });
}

/** The latest of each stage. */
export function progressOf(events: readonly RingsideEvent[]): CallProgress[] {
	const latest = new Map<string, CallProgress>();
	for (const { data } of eventsOf(events, 'ringside.stage.changed')) latest.set(data.stage, data);
	return [...latest.values()];
}

/** Each recording with where its audio is now. */
export function recordingsOf(
	events: readonly RingsideEvent[],
	kept: readonly NewRecording[],
): RecordingView[] {
	const removed = new Set(eventsOf(events, 'ringside.recording.removed').map(({ data }) => data.recordingId));
	const ready = new Map(
		eventsOf(events, 'ringside.call.recording.ready').map(({ data }) => [data.recordingId, data]),
	);
	return [...ready.values()].map((data) => {
		const row = kept.find((one) => one.recordingId === data.recordingId);
		if (row) return { ...data, state: 'kept', size: row.size, contentType: row.contentType };
		return { ...data, state: removed.has(data.recordingId) ? 'removed' : 'at-the-vendor' };
	});
}

/** The extraction that holds. */
export function extractionOf(events: readonly RingsideEvent[]): ExtractionReady | undefined {
	return holdingExtraction(eventsOf(events, 'ringside.extraction.ready').map(({ data }) => data));
}

/** The offer that holds; what was booked once stays booked. */
export function bookingOf(events: readonly RingsideEvent[]): BookingOffered | undefined {
	const offers = eventsOf(events, 'ringside.booking.offered').map(({ data }) => data);
	return offers.findLast(({ booked }) => booked) ?? offers.at(-1);
}
