import { z } from 'zod';
import type { RecordingSource } from '../recordings.ts';
import { API } from './api.ts';

const Details = z.object({
	temporaryDirectDownloadLinks: z.object({ audioDownloadLink: z.url().nullish() }).nullish(),
});

/** https://developer.webex.com/docs/api/v1/converged-recordings/get-recording-details */
export const recordings: RecordingSource = {
	lagMs: 10 * 60_000,
	async locate({ recordingId }, { ask }) {
		const id = encodeURIComponent(recordingId.replace(/^webex-/, ''));
		const asked = await ask({ url: `${API}/convergedRecordings/${id}`, schema: Details });
		if (asked.kind !== 'read') return asked;
		const url = asked.value.temporaryDirectDownloadLinks?.audioDownloadLink;
		if (url) return { kind: 'found', url, withCredentials: false };
		return {
			kind: 'forbidden',
			reason: 'Webex gives no link: downloading may be prevented for this recording.',
		};
	},
};
