import { z } from 'zod';
import type { Provider } from '../provider.ts';
import { guide } from './guide.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { verify } from './verify.ts';

const json = 'application/json';

export default {
	id: 'generic',
	label: 'Any flow tool (n8n, Make, Zapier, scripts)',
	documentation: 'https://www.standardwebhooks.com/',
	ownedBy: 'workspace',
	bodyLimit: 1_048_576,
	secrets: [{ name: 'secret', label: 'API key or signing secret', generatedByUs: true }],
	settings: z.object({}),
	keptHeaders: ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
	answers: {
		accepted: { status: 200, contentType: json, body: '{"outcome":"accepted"}' },
		duplicate: { status: 200, contentType: json, body: '{"outcome":"duplicate"}' },
		ignored: { status: 200, contentType: json, body: '{"outcome":"ignored"}' },
		unsupported: { status: 200, contentType: json, body: '{"outcome":"unsupported"}' },
		// Whoever builds the flow sees it at once, and flow tools do not send a 422 again by themselves.
		malformed: {
			status: 422,
			contentType: json,
			body: '{"outcome":"malformed","mend":"The delivery log says which field: ringside deliveries --outcome malformed"}',
		},
		refused: { status: 401 },
	},
	verify,
	parse,
	guide,
	scenarios,
} satisfies Provider;
