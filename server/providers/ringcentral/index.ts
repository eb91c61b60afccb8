import { z } from 'zod';
import type { Answer, Provider } from '../provider.ts';
import { backfill } from './backfill.ts';
import { fetchMessage, fetchMessages } from './fetch-messages.ts';
import { guide } from './guide.ts';
import { recordings } from './locate-recording.ts';
import { FETCH_MESSAGE, FETCH_MESSAGES } from './messages.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { signIn } from './sign-in.ts';
import { subscriptions } from './subscribe.ts';
import { handshake, verify } from './verify.ts';

/** RingCentral wants exactly 200, and drops subscriptions whose answers are slow or above 1024 bytes. */
const ok: Answer = { status: 200, contentType: 'application/json', body: '' };

export default {
	id: 'ringcentral',
	label: 'RingCentral',
	documentation: 'https://developers.ringcentral.com/guide/notifications/webhooks/receiving',
	ownedBy: 'user',
	bodyLimit: 1_048_576,
	secrets: [
		{ name: 'secret', label: 'Verification token', generatedByUs: true },
		{
			name: 'accessToken',
			label: 'Access token for the RingCentral API',
			generatedByUs: false,
			optional: true,
		},
	],
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
	guide,
	hosts: ['platform.ringcentral.com', 'media.ringcentral.com'],
	authorization: ({ accessToken }) =>
		accessToken ? { name: 'authorization', value: `Bearer ${accessToken}` } : undefined,
	verify,
	parse,
	signIn,
	subscriptions,
	backfill,
	recordings,
	jobs: { [FETCH_MESSAGE]: fetchMessage, [FETCH_MESSAGES]: fetchMessages },
	scenarios,
} satisfies Provider;
