import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import type { StageReason } from '../stage.ts';

export interface RecordingRef {
	connectionId: string;
	recordingId: string;
}

export type Gate =
	/** `readyAt`: since when the vendor has it, ms since 1970. */
	| { kind: 'go'; readyAt: number }
	| { kind: 'kept' }
	/** It was deleted, or its time was up: it never comes back. */
	| { kind: 'removed' }
	| { kind: 'stop'; reason: StageReason };

/** Whether a recording may be fetched, and whether it has to be. */
export async function gateOf(
	workspaceId: string,
	{ events }: Pick<CallHistory, 'events'>,
	{ connectionId, recordingId }: RecordingRef,
	{ store, settings, clock }: Pick<PipelineDeps, 'store' | 'settings' | 'clock'>,
): Promise<Gate> {
	const told = events.flatMap((event) =>
		(event.type === 'ringside.recording.removed' || event.type === 'ringside.call.recording.ready') &&
		event.data.recordingId === recordingId &&
		event.data.connectionId === connectionId
			? [event]
			: [],
	);
	if (told.some(({ type }) => type === 'ringside.recording.removed')) return { kind: 'removed' };
	if (events.some(({ type }) => type === 'ringside.transcript.declined')) {
		return { kind: 'stop', reason: 'declined' };
	}
	if (await store.recordings.get(workspaceId, connectionId, recordingId)) return { kind: 'kept' };
	const { value } = await settings.read(workspaceId, 'consent');
	if ((value.connections[connectionId] ?? 'none') === 'none') return { kind: 'stop', reason: 'no-consent' };
	return { kind: 'go', readyAt: Date.parse(told.at(0)?.time ?? '') || clock.now() };
}
