import { z } from 'zod';
import { mapAsked } from '../pages.ts';
import type { KnownSubscription, Subscriptions, VendorSubscription } from '../setup.ts';
import type { Asked, VendorTools } from '../vendor.ts';
import { MAILBOX } from './api.ts';
import { signIn } from './sign-in.ts';

const NAME = 'watch';
/** A watch lasts seven days; Google recommends a new one each day. */
const RENEW_AHEAD_MS = 6 * 24 * 60 * 60 * 1_000;

/**
 * Its history id is left alone: how far the mailbox has been read is known by the reading, and a mailbox that was never
 * read is read for its last days. https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/watch
 */
const Watch = z.object({ expiration: z.string().regex(/^\d{1,15}$/) });

/**
 * What pushes of a mailbox rest on. Google does not tell of it afterwards, so what it said last is gone by. Where pushes
 * are sent to is a matter of the Cloud project, not of the mailbox.
 */
export const subscriptions: Subscriptions = {
	wanted: ({ settings }) => (settings.topicName ? [NAME] : []),
	oldPaths: ['/api/webhooks/gmail/push'],
	renewAheadMs: RENEW_AHEAD_MS,
	async list(tools, known) {
		// Asks something small, so that a round tells whether Gmail can be reached.
		const profile = await signIn.account(tools);
		return mapAsked(profile, () => known.flatMap((one) => heldOf(one, tools)));
	},
	create: async (_name, tools) => mapAsked(await watch(tools), (subscription) => ({ subscription })),
	update: (_subscription, tools) => watch(tools),
	renew: (_subscription, tools) => watch(tools),
	remove: (_subscription, { ask }) => ask({ method: 'POST', url: `${MAILBOX}stop`, schema: z.unknown() }),
};

function heldOf({ name, vendorId, state, expiresAt }: KnownSubscription, tools: VendorTools) {
	if (name !== NAME || vendorId === undefined || expiresAt === undefined || state === 'missing') return [];
	// Another topic was entered since.
	const isCurrent = vendorId === tools.connection.settings.topicName;
	const seen: VendorSubscription = {
		...{ vendorId, name, address: tools.hookUrl, expiresAt },
		state: isCurrent && state === 'active' ? 'active' : 'inactive',
	};
	return [seen];
}

/** The same request begins a watch and makes it last longer. */
async function watch({ ask, connection, hookUrl }: VendorTools): Promise<Asked<VendorSubscription>> {
	const topicName = connection.settings.topicName ?? '';
	const json = { topicName, labelIds: ['INBOX', 'SENT'], labelFilterBehavior: 'INCLUDE' };
	const asked = await ask({ method: 'POST', url: `${MAILBOX}watch`, json, schema: Watch });
	return mapAsked(asked, ({ expiration }) => ({
		vendorId: topicName,
		name: NAME,
		address: hookUrl,
		state: 'active',
		expiresAt: Number(expiration),
	}));
}
