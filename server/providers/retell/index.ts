import { z } from 'zod';
import type { Answer, Provider } from '../provider.ts';
import { authorization } from './api.ts';
import { backfill } from './backfill.ts';
import { checkKey } from './check-key.ts';
import { guide } from './guide.ts';
import { answerInbound, parseInbound } from './inbound.ts';
import { recordings } from './locate-recording.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { subscriptions } from './subscribe.ts';
import { SIGNATURE_HEADER, verify } from './verify.ts';

/** Anything else is sent again, up to three times. */
const done: Answer = { status: 204 };

export default {
	id: 'retell',
	label: 'Retell AI',
	documentation: 'https://docs.retellai.com/features/webhook-overview',
	ownedBy: 'workspace',
	// Each word of the transcript comes with its times, and the transcript comes twice.
	bodyLimit: 8_388_608,
	secrets: [{ name: 'secret', label: 'API key (the one with the webhook badge)', generatedByUs: false }],
	settings: z.object({}),
	keptHeaders: ['content-type', SIGNATURE_HEADER],
	answers: {
		accepted: done,
		duplicate: done,
		ignored: done,
		unsupported: done,
		malformed: done,
		refused: { status: 401 },
	},
	inquiries: { inbound: { parse: parseInbound, answer: answerInbound } },
	verify,
	parse,
	guide,
	hosts: ['api.retellai.com'],
	authorization,
	checkKey,
	subscriptions,
	backfill,
	recordings,
	givesTranscripts: true,
	scenarios,
} satisfies Provider;
