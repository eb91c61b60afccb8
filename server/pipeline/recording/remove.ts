import type { CallHistory } from '../call-log.ts';
import type { PipelineDeps } from '../deps.ts';
import type { RecordingRef } from './gate.ts';

type Deps = Pick<PipelineDeps, 'store' | 'blobs'>;

/** Its row, then its audio; a blob whose row is gone is found by the sweep. */
export async function removeAudio(
	workspaceId: string,
	{ connectionId, recordingId }: RecordingRef,
	{ store, blobs }: Deps,
): Promise<void> {
	const blobId = await store.recordings.remove(workspaceId, connectionId, recordingId);
	if (blobId !== undefined) await blobs.remove(blobId);
}

/**
 * Deletes a recording for good: that it was is written down first, so that nothing that runs brings it back.
 * `userId`: who wanted it; without, its time was up.
 */
export async function removeRecording(
	workspaceId: string,
	recording: RecordingRef & Pick<CallHistory, 'callId'>,
	userId: string | undefined,
	deps: Deps & Pick<PipelineDeps, 'callLog'>,
): Promise<void> {
	const { callId, connectionId, recordingId } = recording;
	const data = { recordingId, callId, connectionId, ...(userId !== undefined && { userId }) };
	await deps.callLog.append(workspaceId, { callId, connectionId }, [
		{ name: 'recording.removed', id: `recording|${recordingId}|removed`, data },
	]);
	await removeAudio(workspaceId, recording, deps);
}
