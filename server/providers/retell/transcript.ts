import { createHash } from 'node:crypto';
import type { RingsideEvent } from '../../../lib/contract/event.ts';
import type { Segment } from '../../../lib/contract/transcript.ts';
import { eventOf } from '../event.ts';
import type { Turn } from './schema.ts';
import { callIdOf, type Told } from './told.ts';

const MAX_TEXT = 20_000;

const speakers: Record<Turn['role'], Segment['speaker']> = {
	agent: 'assistant',
	user: 'remote',
	transfer_target: 'local',
};

/** Everything said so far; whichever of the three places has most of it. */
export function turnsOf({ envelope, call }: Told): Turn[] {
	const places = [
		call.transcript_object,
		call.transcript_with_tool_calls,
		envelope.transcript_with_tool_calls,
	];
	return places.reduce<Turn[]>((most, turns) => (turns && turns.length > most.length ? turns : most), []);
}

/** A turn keeps its place in the call, and with it its id, while its text still grows. */
export function segmentsOf(told: Told): Segment[] {
	let endMs = 0;
	return turnsOf(told).map((turn, index) => {
		const startMs = milliseconds(turn.words?.[0]?.start) ?? endMs;
		endMs = Math.max(startMs, milliseconds(turn.words?.at(-1)?.end) ?? startMs);
		return {
			segmentId: `${callIdOf(told.call)}-${index}`,
			speaker: speakers[turn.role],
			speakerName: turn.role === 'agent' ? told.call.agent_name : undefined,
			text: turn.content.slice(0, MAX_TEXT),
			startMs,
			endMs,
		};
	});
}

/**
 * The last `limit` turns. Each snapshot repeats the turns before it: the id holds the content, so that
 * only a turn that changed is a new event. Of one segment, the event with the latest `time` counts.
 */
export function segmentEvents(told: Told, limit: number): RingsideEvent[] {
	const callId = callIdOf(told.call);
	return segmentsOf(told)
		.slice(-limit)
		.map((segment) =>
			eventOf(told.connection, 'transcript.segment', {
				id: `segment|${segment.segmentId}|${contentOf(segment)}`,
				subject: callId,
				time: told.sentAt,
				data: { callId, segment },
			}),
		);
}

export function transcriptReady(told: Told): RingsideEvent {
	const callId = callIdOf(told.call);
	return eventOf(told.connection, 'transcript.ready', {
		id: `transcript|${told.call.call_id}`,
		subject: callId,
		time: told.sentAt,
		data: { callId, transcriptId: callId, segmentCount: turnsOf(told).length },
	});
}

function contentOf({ speaker, text, startMs, endMs }: Segment): string {
	const content = JSON.stringify([speaker, text, startMs, endMs]);
	return createHash('sha256').update(content).digest('hex').slice(0, 24);
}

function milliseconds(seconds: number | undefined): number | undefined {
	return seconds === undefined ? undefined : Math.round(seconds * 1_000);
}
