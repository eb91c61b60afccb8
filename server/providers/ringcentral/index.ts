import { z } from 'zod';
import type { Answer, Provider } from '../provider.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { handshake, verify } from './verify.ts';

/** RingCentral wants exactly 200, and drops subscriptions whose answers are slow or above 1024 bytes. */
const ok: Answer = { status: 200, contentType: 'application/json', body: '' };

export default {
	id: 'ringcentral',
	label: 'RingCentral',
	documentation: 'https://developers.ringcentral.com/guide/notifications/webhooks/receiving',
	ownedBy: 'user',
	bodyLimit: 1_048_576,
	secrets: [{ name: 'secret', label: 'Verification token', generatedByUs: true }],
	settings: z.object({
		/** Notifications of another subscription are passed over. */
		subscriptionId: z.string().max(200).optional(),
	}),
	// Not the verification token: it is the secret itself.
	keptHeaders: ['content-type', 'user-agent'],
	answers: {
		accepted: ok,
		duplicate: ok,
		ignored: ok,
		unsupported: ok,
		malformed: ok,
		refused: { status: 401 },
	},
	handshake,
	verify,
	parse,
	scenarios,
} satisfies Provider;
