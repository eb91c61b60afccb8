import { z } from 'zod';
import type { Answer, Provider } from '../provider.ts';
import { authorization } from './api.ts';
import { backfill } from './backfill.ts';
import { checkKey } from './check-key.ts';
import { guide } from './guide.ts';
import { recordings } from './locate-recording.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { subscriptions } from './subscribe.ts';
import { verify } from './verify.ts';

/** An SMS wants TwiML: an empty 200 is an error to Twilio, and plain text would be sent back to the sender. */
const emptyTwiml: Answer = { status: 200, contentType: 'text/xml', body: '<Response></Response>' };

export default {
	id: 'twilio',
	label: 'Twilio',
	documentation: 'https://www.twilio.com/docs/usage/webhooks',
	ownedBy: 'workspace',
	bodyLimit: 1_048_576,
	secrets: [
		{ name: 'secret', label: 'Auth token', generatedByUs: false },
		{
			name: 'secondary',
			label: 'Secondary auth token, while rotating',
			generatedByUs: false,
			optional: true,
		},
		// Callbacks of other accounts are passed over. Without it nothing can be asked of Twilio.
		{ name: 'accountSid', label: 'Account SID', generatedByUs: false, optional: true },
	],
	settings: z.object({
		/** Our own numbers, comma separated: a `<Dial>` leg that shows one of them goes out. */
		numbers: z.string().max(2_000).optional(),
	}),
	keptHeaders: ['content-type', 'x-twilio-signature', 'i-twilio-idempotency-token'],
	answers: {
		accepted: emptyTwiml,
		duplicate: emptyTwiml,
		ignored: emptyTwiml,
		unsupported: emptyTwiml,
		// Twilio would only send it again.
		malformed: emptyTwiml,
		refused: { status: 401 },
	},
	verify,
	parse,
	guide,
	hosts: ['api.twilio.com'],
	authorization,
	checkKey,
	subscriptions,
	backfill,
	recordings,
	// The first is the parent leg's: the caller's. Of calls out it may be either's.
	recordedChannels: { inbound: ['remote', 'local'] },
	scenarios,
} satisfies Provider;
