import { z } from 'zod';
import type { Provider } from '../provider.ts';
import { authorization } from './api.ts';
import { backfill } from './backfill.ts';
import { checkKey } from './check-key.ts';
import { guide } from './guide.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { subscriptions } from './subscribe.ts';
import { SIGNATURE_HEADER, verify } from './verify.ts';

export default {
	id: 'stripe',
	label: 'Stripe',
	documentation: 'https://docs.stripe.com/webhooks',
	ownedBy: 'workspace',
	bodyLimit: 1_048_576,
	// One of them: with the key the endpoint is made and its secret kept; without a secret all is refused.
	secrets: [
		{ name: 'secret', label: 'Signing secret (whsec_…)', generatedByUs: false, optional: true },
		{ name: 'apiKey', label: 'Secret or restricted key', generatedByUs: false, optional: true },
	],
	settings: z.object({
		/** Pass over what was made in the other mode. */
		mode: z.enum(['live', 'test']).optional(),
	}),
	keptHeaders: ['content-type', SIGNATURE_HEADER],
	answers: {
		accepted: { status: 200 },
		duplicate: { status: 200 },
		ignored: { status: 200 },
		unsupported: { status: 200 },
		// Stripe would send it again for three days.
		malformed: { status: 200 },
		refused: { status: 401 },
	},
	verify,
	parse,
	guide,
	hosts: ['api.stripe.com'],
	authorization,
	checkKey,
	subscriptions,
	backfill,
	scenarios,
} satisfies Provider;
