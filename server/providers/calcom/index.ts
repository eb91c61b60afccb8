import { z } from 'zod';
import type { Provider } from '../provider.ts';
import { authorization } from './api.ts';
import { backfill } from './backfill.ts';
import { bookings } from './bookings.ts';
import { checkKey } from './check-key.ts';
import { guide } from './guide.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { subscriptions } from './subscribe.ts';
import { SIGNATURE_HEADER, verify } from './verify.ts';

export default {
	id: 'calcom',
	label: 'Cal.com',
	documentation: 'https://cal.com/docs/core-features/webhooks',
	ownedBy: 'workspace',
	bodyLimit: 1_048_576,
	secrets: [
		{ name: 'secret', label: 'Webhook secret', generatedByUs: true },
		// Without it the webhook is made by hand.
		{ name: 'apiKey', label: 'API key', generatedByUs: false, optional: true },
	],
	settings: z.object({}),
	keptHeaders: ['content-type', SIGNATURE_HEADER, 'x-cal-webhook-version'],
	answers: {
		accepted: { status: 200 },
		duplicate: { status: 200 },
		ignored: { status: 200 },
		unsupported: { status: 200 },
		malformed: { status: 200 },
		refused: { status: 401 },
	},
	verify,
	parse,
	guide,
	hosts: ['api.cal.com'],
	authorization,
	checkKey,
	subscriptions,
	backfill,
	bookings,
	scenarios,
} satisfies Provider;
