import { z } from 'zod';
import {
	AddedOutgoingWebhook,
	type AddOutgoingWebhook,
	type ChangeOutgoingWebhook,
	OutgoingWebhookTest,
	OutgoingWebhookView,
} from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

const List = z.object({ webhooks: z.array(OutgoingWebhookView) });
const Removed = z.object({ removed: z.string() });

/** Where events are sent on to, for admins. Never throws. */
export interface OutgoingWebhooksApi {
	list(as: Credentials): Promise<Answer<z.infer<typeof List>>>;
	/** The answer holds the secret, this once. */
	add(as: Credentials, entry: AddOutgoingWebhook): Promise<Answer<z.infer<typeof AddedOutgoingWebhook>>>;
	change(
		as: Credentials,
		webhookId: string,
		change: ChangeOutgoingWebhook,
	): Promise<Answer<OutgoingWebhookView>>;
	/** Sends a signed test event now. */
	test(as: Credentials, webhookId: string): Promise<Answer<z.infer<typeof OutgoingWebhookTest>>>;
	remove(as: Credentials, webhookId: string): Promise<Answer<z.infer<typeof Removed>>>;
}

export function outgoingWebhooksApi(send: typeof fetch): OutgoingWebhooksApi {
	const ask = deviceAsker(send);
	const at = (id: string, rest = '') => `/v1/outgoing-webhooks/${encodeURIComponent(id)}${rest}`;
	return {
		list: (as) => ask(List, as, '/v1/outgoing-webhooks'),
		add: (as, body) => ask(AddedOutgoingWebhook, as, '/v1/outgoing-webhooks', { method: 'POST', body }),
		change: (as, id, body) => ask(OutgoingWebhookView, as, at(id), { method: 'POST', body }),
		test: (as, id) => ask(OutgoingWebhookTest, as, at(id, '/test'), { method: 'POST', body: {} }),
		remove: (as, id) => ask(Removed, as, at(id), { method: 'DELETE' }),
	};
}
