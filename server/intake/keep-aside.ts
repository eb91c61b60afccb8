import { readEvent } from '../../lib/contract/event.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Answer, LargeBody } from '../providers/provider.ts';
import { type NewRecording, type Recordings, StoreUnavailable } from '../store/ports.ts';
import type { IntakeDeps } from './intake.ts';
import { done, store, timed } from './keep.ts';
import { type Readable, type Reading, readDelivery } from './reading.ts';
import type { AsideBlob, SetAside } from './set-aside.ts';

export interface AsideDeps {
	blobs: Pick<Blobs, 'put' | 'remove'>;
	recordings: Pick<Recordings, 'knownBlobs'>;
	/** Whether those who were recorded learn of it: without that no audio is kept, though the vendor sends it unasked. */
	mayKeep(workspaceId: string, connectionId: string): Promise<boolean>;
	/** How many bodies are being read, by connection. */
	reading: Map<string, number>;
}

/** Stores a verified delivery whose large part was put away; a blob that became nobody's goes again. */
export async function keepAside(
	delivery: Readable,
	{ rest, blob, problem }: Extract<SetAside, { kind: 'read' }>,
	large: LargeBody,
	verifyUs: number,
	deps: IntakeDeps,
): Promise<Answer> {
	const { provider, request } = delivery;
	const kept: Readable = { ...delivery, request: { ...request, body: rest } };
	const { value: reading, us: parseUs } = await timed(deps, () =>
		problem === undefined ? readDelivery(kept, deps.log) : malformed(problem),
	);
	const { workspaceId, connection } = delivery;
	try {
		const mayKeep = blob && (await deps.aside.mayKeep(workspaceId, connection.connectionId));
		const recordings = mayKeep ? recordingsOf(reading, blob, large, request.receivedAt) : [];
		const outcome = await store(kept, reading, { verifyUs, parseUs }, deps, recordings);
		return done(deps, provider, outcome, provider.answers[outcome]);
	} finally {
		if (blob) await removeUnlessKept(blob.blobId, deps.aside);
	}
}

function malformed(reason: string): Reading {
	return { outcome: 'malformed', reason, events: [], jobs: [] };
}

function recordingsOf(
	{ events }: Reading,
	{ blobId, size }: AsideBlob,
	{ contentType }: LargeBody,
	createdAt: number,
): NewRecording[] {
	for (const { type, json, subject, connectionId } of events) {
		if (type !== 'ringside.call.recording.ready') continue;
		const read = readEvent(JSON.parse(json));
		if (read.kind !== 'event' || !('recordingId' in read.event.data)) continue;
		const { recordingId } = read.event.data;
		return [{ connectionId, recordingId, subject, blobId, size, contentType, createdAt }];
	}
	return [];
}

/** Asks what was committed: a failed answer does not say that nothing was. */
async function removeUnlessKept(blobId: string, { blobs, recordings }: AsideDeps): Promise<void> {
	try {
		const known = await recordings.knownBlobs([blobId]);
		if (known.length === 0) await blobs.remove(blobId);
	} catch (error) {
		// It cannot be asked now: the sweep will find it.
		if (!(error instanceof StoreUnavailable)) throw error;
	}
}
