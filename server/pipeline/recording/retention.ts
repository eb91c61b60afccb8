import type { PipelineDeps } from '../deps.ts';
import { removeRecording } from './remove.ts';

const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 100;

type Deps = Pick<PipelineDeps, 'store' | 'blobs' | 'callLog' | 'settings' | 'clock'>;

/** Deletes what is older than its workspace keeps recordings. How many. @throws StoreUnavailable */
export async function expireRecordings(deps: Deps): Promise<number> {
	const { store, settings, clock } = deps;
	let count = 0;
	for (const { workspaceId } of await store.records.workspaces()) {
		const { value } = await settings.read(workspaceId, 'retention');
		count += await expireOf(workspaceId, clock.now() - value.recordingDays * DAY_MS, deps);
	}
	return count;
}

async function expireOf(workspaceId: string, before: number, deps: Deps): Promise<number> {
	let count = 0;
	for (;;) {
		const old = await deps.store.recordings.olderThan(workspaceId, before, AT_ONCE);
		for (const { subject, connectionId, recordingId } of old) {
			await removeRecording(workspaceId, { callId: subject, connectionId, recordingId }, undefined, deps);
		}
		count += old.length;
		if (old.length < AT_ONCE) return count;
	}
}
