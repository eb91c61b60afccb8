import { z } from 'zod';
import type { RingsideEvent } from '../../lib/contract/event.ts';
import type { NewJob } from '../store/ports.ts';

/** Kinds of the work after a call → what their jobs carry. */
export const pipelineJobs = {
	/** Brings a recording's audio to us; jobs of one connection run one after the other. */
	'recording.fetch': z.object({ connectionId: z.string(), recordingId: z.string(), callId: z.string() }),
	/** Queues what stopped at this connection for want of consent. */
	'recordings.resume': z.object({ connectionId: z.string() }),
	/** Makes the transcript of a call whose provider gives none. */
	'transcript.make': z.object({ callId: z.string() }),
	/** Reads the facts out of a call's transcript. */
	'facts.extract': z.object({ callId: z.string() }),
	/** Puts a call of somebody unknown into the inbox. */
	'call.file': z.object({ callId: z.string() }),
	/** Writes what was accepted to the CRM. */
	'crm.write': z.object({ callId: z.string() }),
	/**
	 * Looks for what is free around a wished time, and books where the workspace lets it. `startsAt` (UTC): books what
	 * a person chose, for whom she named.
	 */
	'booking.offer': z.object({
		callId: z.string(),
		startsAt: z.string().optional(),
		name: z.string().optional(),
	}),
	/** Looks at a conversation of the assistant until its end; `guest`: the name of who came by a link. */
	'assistant.watch': z.object({
		connectionId: z.string(),
		callId: z.string(),
		conversationId: z.string(),
		reference: z.string(),
		begunAt: z.number(),
		agentId: z.string(),
		guest: z.string().optional(),
	}),
} as const;

export type PipelineJobKind = keyof typeof pipelineJobs;

const MOST_ATTEMPTS = 12;
/** The views of a call's end come within seconds of each other, and a colleague may be choosing its lead. */
const FILE_AFTER_MS = 15_000;

/** A job of the work after a call; one of a key is queued at a time. `runAt` in ms since 1970. */
export function pipelineJob<K extends PipelineJobKind>(
	kind: K,
	payload: z.infer<(typeof pipelineJobs)[K]>,
	runAt: number,
): NewJob {
	return { kind, key: keyOf(payload), payload, runAt, maxAttempts: MOST_ATTEMPTS };
}

const OfCall = z.object({ callId: z.string() });

/** The call that a job is of; undefined for other jobs. */
export function callIdOf({ payload }: Pick<NewJob, 'payload'>): string | undefined {
	return OfCall.safeParse(payload).data?.callId;
}

function keyOf(payload: { connectionId?: string; recordingId?: string; callId?: string }): string {
	const { connectionId = '', recordingId, callId } = payload;
	return recordingId === undefined ? (callId ?? connectionId) : `${connectionId}|${recordingId}`;
}

/** The work that an event causes, to be queued in the transaction that stores it. `now` in ms since 1970. */
export function followUpsOf(event: RingsideEvent, now: number): NewJob[] {
	switch (event.type) {
		case 'ringside.call.recording.ready': {
			const { connectionId, recordingId, callId } = event.data;
			if (callId === undefined) return [];
			return [pipelineJob('recording.fetch', { connectionId, recordingId, callId }, now)];
		}
		case 'ringside.transcript.ready':
			return [pipelineJob('facts.extract', { callId: event.data.callId }, now)];
		case 'ringside.call.ended': {
			const { callId, remote, test } = event.data;
			if (test || remote.internal) return [];
			return [pipelineJob('call.file', { callId }, now + FILE_AFTER_MS)];
		}
		default:
			return [];
	}
}
