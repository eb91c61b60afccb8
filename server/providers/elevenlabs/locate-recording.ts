import { z } from 'zod';
import type { RecordingSource } from '../recordings.ts';
import { API } from './api.ts';

const Conversation = z.object({ status: z.string().nullish(), has_audio: z.boolean().nullish() });

const working = new Set(['initiated', 'in-progress', 'processing']);

/**
 * Where the webhook did not bring it along.
 * https://elevenlabs.io/docs/api-reference/conversations/get-audio
 */
export const recordings: RecordingSource = {
	lagMs: 10 * 60_000,
	async locate({ recordingId }, { ask }) {
		const url = `${API}/convai/conversations/${encodeURIComponent(recordingId)}`;
		const asked = await ask({ url, schema: Conversation });
		if (asked.kind !== 'read') return asked;
		const { status, has_audio: hasAudio } = asked.value;
		if (hasAudio !== false) return { kind: 'found', url: `${url}/audio`, withCredentials: true };
		return working.has(status ?? '') ? { kind: 'not-yet' } : { kind: 'gone' };
	},
};
