import type { RecordingSource } from '../recordings.ts';

const MEDIA = 'https://media.ringcentral.com/restapi/v1.0/account/~/recording';

/** https://developers.ringcentral.com/guide/voice/call-log/recordings */
export const recordings: RecordingSource = {
	lagMs: 30 * 60_000,
	async locate({ recordingId }) {
		const id = encodeURIComponent(recordingId.replace(/^ringcentral-/, ''));
		return { kind: 'found', url: `${MEDIA}/${id}/content`, withCredentials: true };
	},
};
