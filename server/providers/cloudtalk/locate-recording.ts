import type { RecordingSource } from '../recordings.ts';
import { API } from './api.ts';

/** https://developers.cloudtalk.io/reference/get_calls-recording-callid-json */
export const recordings: RecordingSource = {
	lagMs: 10 * 60_000,
	async locate({ recordingId }) {
		const id = recordingId.replace(/^cloudtalk-/, '');
		// The API knows calls by number alone, automations by a UUID as well.
		if (!/^\d{1,20}$/.test(id)) {
			return {
				kind: 'unexpected',
				reason: 'CloudTalk’s automation does not send call_id, which its API asks for.',
			};
		}
		return { kind: 'found', url: `${API}/calls/recording/${id}.json`, withCredentials: true };
	},
};
