import { z } from 'zod';
import type { Answer, Provider } from '../provider.ts';
import { authorization } from './api.ts';
import { backfill } from './backfill.ts';
import { checkKey } from './check-key.ts';
import { guide } from './guide.ts';
import { recordings } from './locate-recording.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { verify } from './verify.ts';

/** Which codes CloudTalk takes for a failure is not documented. */
const ok: Answer = { status: 200 };

export default {
	id: 'cloudtalk',
	label: 'CloudTalk',
	documentation: 'https://help.cloudtalk.io/en/articles/5649782-actions',
	ownedBy: 'workspace',
	bodyLimit: 1_048_576,
	secrets: [
		{ name: 'secret', label: 'Bearer token for the automations', generatedByUs: true },
		// Only to read afterwards what was missed.
		{ name: 'accessKeyId', label: 'Access key ID', generatedByUs: false, optional: true },
		{ name: 'accessKeySecret', label: 'Access key secret', generatedByUs: false, optional: true },
	],
	settings: z.object({}),
	keptHeaders: ['content-type', 'user-agent'],
	answers: {
		accepted: ok,
		duplicate: ok,
		ignored: ok,
		unsupported: ok,
		// Whoever made the automation sees no answer: the delivery log shows what is missing.
		malformed: ok,
		refused: { status: 401 },
	},
	verify,
	parse,
	guide,
	hosts: ['my.cloudtalk.io'],
	authorization,
	checkKey,
	backfill,
	recordings,
	scenarios,
} satisfies Provider;
