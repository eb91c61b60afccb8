import { z } from 'zod';
import type { Provider } from '../provider.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { SIGNATURE_HEADER, verify } from './verify.ts';

export default {
	id: 'elevenlabs',
	label: 'ElevenLabs Agents',
	documentation: 'https://elevenlabs.io/docs/eleven-agents/workflows/post-call-webhooks',
	ownedBy: 'workspace',
	// A recording comes inline: an hour of MP3 in base64 is some 80 MB.
	bodyLimit: 209_715_200,
	// Shown by ElevenLabs only once it knows our address, so the connection begins without it and refuses until then.
	secrets: [{ name: 'secret', label: 'Webhook secret', generatedByUs: false, optional: true }],
	settings: z.object({}),
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
	scenarios,
} satisfies Provider;
