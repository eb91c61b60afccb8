import { z } from 'zod';
import type { Provider } from '../provider.ts';
import { authorization } from './api.ts';
import { assistant } from './assistant.ts';
import { backfill } from './backfill.ts';
import { checkKey } from './check-key.ts';
import { guide } from './guide.ts';
import { recordings } from './locate-recording.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { subscriptions } from './subscribe.ts';
import { beginVerify, SIGNATURE_HEADER, verify } from './verify.ts';

export default {
	id: 'elevenlabs',
	label: 'ElevenLabs Agents',
	documentation: 'https://elevenlabs.io/docs/eleven-agents/workflows/post-call-webhooks',
	ownedBy: 'workspace',
	// More than the longest conversation needs.
	bodyLimit: 16_777_216,
	// A recording comes inline: an hour of MP3 in base64 is some 80 MB.
	largeBody: {
		path: 'data.full_audio',
		contentType: 'audio/mpeg',
		limit: 209_715_200,
		verify: beginVerify,
	},
	// Shown by ElevenLabs only once it knows our address, so the connection begins without it and refuses until then.
	secrets: [
		{ name: 'secret', label: 'Webhook secret', generatedByUs: false, optional: true },
		// With it the webhook is made, and its secret kept, without anybody's help.
		{ name: 'apiKey', label: 'API key', generatedByUs: false, optional: true },
	],
	settings: z.object({
		/** Whether the audio of calls is to be sent along. */
		recordings: z.enum(['yes', 'no']).optional(),
	}),
	keptHeaders: ['content-type', SIGNATURE_HEADER],
	answers: {
		accepted: { status: 200 },
		duplicate: { status: 200 },
		// Ten failures in a row switch the webhook off, until somebody switches it on by hand.
		ignored: { status: 200 },
		unsupported: { status: 200 },
		malformed: { status: 200 },
		refused: { status: 401 },
	},
	verify,
	parse,
	guide,
	hosts: ['api.elevenlabs.io'],
	authorization,
	checkKey,
	subscriptions,
	backfill,
	recordings,
	givesTranscripts: true,
	assistant,
	scenarios,
} satisfies Provider;
