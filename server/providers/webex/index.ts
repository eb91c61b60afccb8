import { z } from 'zod';
import type { Provider } from '../provider.ts';
import { backfill } from './backfill.ts';
import { guide } from './guide.ts';
import { recordings } from './locate-recording.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { signIn } from './sign-in.ts';
import { subscriptions } from './subscribe.ts';
import { SIGNATURE_HEADER, verify } from './verify.ts';

export default {
	id: 'webex',
	label: 'Webex Calling',
	documentation: 'https://developer.webex.com/docs/api/guides/webhooks',
	ownedBy: 'user',
	bodyLimit: 1_048_576,
	secrets: [{ name: 'secret', label: 'Webhook secret', generatedByUs: true }],
	settings: z.object({}),
	keptHeaders: ['content-type', SIGNATURE_HEADER],
	answers: {
		accepted: { status: 200 },
		duplicate: { status: 200 },
		ignored: { status: 200 },
		unsupported: { status: 200 },
		// Webex switches a webhook off that fails repeatedly; what makes no sense is kept with us instead.
		malformed: { status: 200 },
		refused: { status: 401 },
	},
	verify,
	parse,
	guide,
	hosts: ['webexapis.com'],
	signIn,
	subscriptions,
	backfill,
	recordings,
	scenarios,
} satisfies Provider;
