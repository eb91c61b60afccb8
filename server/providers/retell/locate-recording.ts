import { z } from 'zod';
import type { RecordingSource } from '../recordings.ts';
import { API } from './api.ts';

const Links = z.object({ recording_url: z.url().nullish(), call_status: z.string().nullish() });

/** Links live for 10 minutes to 24 hours. https://docs.retellai.com/api-references/get-call */
export const recordings: RecordingSource = {
	lagMs: 10 * 60_000,
	async locate({ recordingId }, { ask }) {
		const id = encodeURIComponent(recordingId.replace(/^retell-/, ''));
		const asked = await ask({ url: `${API}/v2/get-call/${id}`, schema: Links });
		if (asked.kind !== 'read') return asked;
		const { recording_url: url, call_status: status } = asked.value;
		if (url) return { kind: 'found', url, withCredentials: false };
		return status === 'ongoing' || status === 'registered' ? { kind: 'not-yet' } : { kind: 'gone' };
	},
};
