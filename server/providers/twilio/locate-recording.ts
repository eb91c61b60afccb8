import type { RecordingSource } from '../recordings.ts';
import { accountUrl } from './api.ts';

/**
 * With one channel or two, as it was ordered. Its own storage is led to by a redirect.
 * https://www.twilio.com/docs/voice/api/recording#fetch-a-recording-media-file
 */
export const recordings: RecordingSource = {
	lagMs: 5 * 60_000,
	async locate({ recordingId }, { connection }) {
		const url = accountUrl(connection, `/Recordings/${encodeURIComponent(recordingId)}.mp3`);
		return { kind: 'found', url, withCredentials: true };
	},
};
