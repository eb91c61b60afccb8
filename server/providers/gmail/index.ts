import { z } from 'zod';
import type { Answer, Provider } from '../provider.ts';
import { backfill } from './backfill.ts';
import { guide } from './guide.ts';
import { READ_HISTORY, readHistory } from './history.ts';
import { parse } from './parse.ts';
import { scenarios } from './scenarios.ts';
import { signIn } from './sign-in.ts';
import { subscriptions } from './subscribe.ts';
import { verify } from './verify.ts';

/** Whatever Pub/Sub does not get a 2xx for, it sends again for a week. */
const acknowledged: Answer = { status: 204 };

export default {
	id: 'gmail',
	label: 'Gmail',
	documentation: 'https://developers.google.com/workspace/gmail/api/guides/push',
	ownedBy: 'user',
	bodyLimit: 262_144,
	// What is believed is decided by Google's keys and the settings below.
	secrets: [
		{ name: 'accessToken', label: 'Access token for the Gmail API', generatedByUs: false, optional: true },
		{
			name: 'testKey',
			label: 'RSA key (PEM) for simulated pushes, on a local address only',
			generatedByUs: false,
			optional: true,
		},
	],
	settings: z.object({
		/** Address of the mailbox. */
		mailbox: z.email(),
		/** Mail address of the service account that the push subscription authenticates as. */
		pushServiceAccount: z.email(),
		/** Audience of the push subscription, where it is not the hook's own address. */
		audience: z.string().min(1).max(2_000).optional(),
		/** `projects/…/subscriptions/…`; pushes of another one are refused. */
		subscription: z.string().min(1).max(500).optional(),
		/** `projects/…/topics/…` that Gmail tells of changes; without it nothing is watched for the mailbox. */
		topicName: z.string().trim().min(1).max(500).optional(),
	}),
	// Not `authorization`: whoever has the token could send pushes for an hour.
	keptHeaders: ['content-type', 'user-agent'],
	answers: {
		accepted: acknowledged,
		duplicate: acknowledged,
		ignored: acknowledged,
		unsupported: acknowledged,
		malformed: acknowledged,
		refused: { status: 401 },
	},
	guide,
	hosts: ['gmail.googleapis.com'],
	authorization: ({ accessToken }) =>
		accessToken ? { name: 'authorization', value: `Bearer ${accessToken}` } : undefined,
	verify,
	parse,
	signIn,
	subscriptions,
	backfill,
	jobs: { [READ_HISTORY]: readHistory },
	scenarios,
} satisfies Provider;
