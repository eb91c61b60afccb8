import { z } from 'zod';
import { mapAsked, readPages } from '../pages.ts';
import type { Subscriptions, VendorSubscription } from '../setup.ts';
import type { VendorTools } from '../vendor.ts';
import { API } from './api.ts';

const NAME = 'bookings';
const PER_PAGE = 250;
const wanted = ['BOOKING_CREATED', 'BOOKING_RESCHEDULED', 'BOOKING_CANCELLED'];

/** https://cal.com/docs/api-reference/v2/webhooks */
const Webhook = z.object({
	id: z.union([z.string().min(1).max(200), z.number().transform(String)]),
	subscriberUrl: z.string(),
	active: z.boolean(),
	triggers: z.array(z.string()).nullish(),
	payloadTemplate: z.string().nullish(),
	/** Hidden by newer versions. */
	secret: z.string().nullish(),
});

type Webhook = z.infer<typeof Webhook>;

const Webhooks = z.object({ data: z.array(Webhook) });
const One = z.object({ data: Webhook });

/** One webhook of the key's owner. */
export const subscriptions: Subscriptions = {
	oldPaths: [],
	wanted: () => [NAME],
	async list(tools) {
		const all = await readPages(async (next = '0') => {
			const url = `${API}/webhooks?take=${PER_PAGE}&skip=${next}`;
			const page = await tools.ask({ url, schema: Webhooks });
			return mapAsked(page, ({ data }) => ({
				items: data,
				...(data.length >= PER_PAGE && { next: String(Number(next) + data.length) }),
			}));
		});
		return mapAsked(all, (webhooks) => webhooks.map((webhook) => subscriptionOf(webhook, tools)));
	},
	async create(_name, tools) {
		const json = bodyOf(tools);
		const made = await tools.ask({ method: 'POST', url: `${API}/webhooks`, json, schema: One });
		return mapAsked(made, ({ data }) => ({ subscription: subscriptionOf(data, tools) }));
	},
	async update({ vendorId }, tools) {
		const json = bodyOf(tools);
		const changed = await tools.ask({ method: 'PATCH', url: urlOf(vendorId), json, schema: One });
		return mapAsked(changed, ({ data }) => subscriptionOf(data, tools));
	},
	remove: ({ vendorId }, { ask }) => ask({ method: 'DELETE', url: urlOf(vendorId), schema: z.unknown() }),
};

function urlOf(vendorId: string): string {
	return `${API}/webhooks/${encodeURIComponent(vendorId)}`;
}

function bodyOf({ hookUrl, connection }: VendorTools) {
	return { active: true, subscriberUrl: hookUrl, triggers: wanted, secret: connection.secrets.secret };
}

function subscriptionOf(webhook: Webhook, tools: VendorTools): VendorSubscription {
	return {
		vendorId: webhook.id,
		name: NAME,
		address: webhook.subscriberUrl,
		state: stateOf(webhook, tools),
	};
}

function stateOf(webhook: Webhook, { connection }: VendorTools): VendorSubscription['state'] {
	// A template of its own replaces all that is read, and there is no documented way to take it off.
	if (webhook.payloadTemplate) return 'unusable';
	const isWhole = wanted.every((trigger) => webhook.triggers?.includes(trigger));
	const isSigned = typeof webhook.secret !== 'string' || webhook.secret === connection.secrets.secret;
	return webhook.active && isWhole && isSigned ? 'active' : 'inactive';
}
