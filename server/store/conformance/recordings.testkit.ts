import { describe, expect, test } from 'vitest';
import type { NewRecording } from '../ports.ts';
import { A, anAppend, anEvent, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

/** Where the audio of calls lies. */
export function recordingsConformance(open: OpenStore): void {
	const aRecording = (recordingId: string, change: Partial<NewRecording> = {}): NewRecording => ({
		...{ connectionId: 'con_1', recordingId, subject: 'webex-1', blobId: `blob_${recordingId}` },
		...{ size: 5_000_000_000, contentType: 'audio/mpeg', createdAt: 7 },
		...change,
	});

	describe('recordings', () => {
		test('are stored with their event, and are of their own workspace and call', async () => {
			const { events, recordings } = await openWithWorkspaces(open);
			const [one, two] = [aRecording('1'), aRecording('2', { createdAt: 6 })];
			await events.append(anAppend([anEvent('1')], { recordings: [one, two] }));
			const theirs = [aRecording('1', { blobId: 'blob_b' })];
			await events.append(anAppend([anEvent('1')], { workspaceId: B, recordings: theirs }));
			expect(await recordings.ofSubject(A, 'webex-1')).toEqual([two, one]);
			expect(await recordings.ofSubject(B, 'webex-1')).toEqual(theirs);
			expect(await recordings.ofSubject(A, 'webex-2')).toEqual([]);
		});

		test('keep the first blob when they are told of again', async () => {
			const { events, recordings } = await openWithWorkspaces(open);
			await events.append(anAppend([anEvent('1')], { recordings: [aRecording('1')] }));
			const again = await events.append(
				anAppend([anEvent('1')], { recordings: [aRecording('1', { blobId: 'blob_again' })] }),
			);
			expect(again.duplicate).toBe(true);
			expect(await recordings.knownBlobs(['blob_1', 'blob_again', 'blob_none'])).toEqual(['blob_1']);
			expect(await recordings.knownBlobs([])).toEqual([]);
		});

		test('are not stored where their append fails', async () => {
			const { events, recordings } = await openWithWorkspaces(open);
			const failing = anAppend([anEvent('1')], { workspaceId: 'ws_none', recordings: [aRecording('1')] });
			await expect(events.append(failing)).rejects.toThrow();
			expect(await recordings.knownBlobs(['blob_1'])).toEqual([]);
		});
	});
}
