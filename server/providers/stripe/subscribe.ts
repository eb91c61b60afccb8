import { z } from 'zod';
import { mapAsked, readPages } from '../pages.ts';
import type { Subscriptions, VendorSubscription } from '../setup.ts';
import type { VendorTools } from '../vendor.ts';
import { API, eventTypes } from './api.ts';

const NAME = 'payments';
const ENDPOINTS = `${API}/webhook_endpoints`;

/** https://docs.stripe.com/api/webhook_endpoints/object */
const Endpoint = z.object({
	id: z.string().min(1).max(200),
	url: z.string(),
	status: z.string(),
	enabled_events: z.array(z.string()),
});

type Endpoint = z.infer<typeof Endpoint>;

const Endpoints = z.object({ data: z.array(Endpoint), has_more: z.boolean().default(false) });
const Made = Endpoint.extend({ secret: z.string().min(1).max(500) });

/** One webhook endpoint in the key's mode. */
export const subscriptions: Subscriptions = {
	oldPaths: [],
	wanted: () => [NAME],
	async list(tools) {
		const all = await readPages(async (after) => {
			const query = new URLSearchParams({
				limit: '100',
				...(after !== undefined && { starting_after: after }),
			});
			const page = await tools.ask({ url: `${ENDPOINTS}?${query}`, schema: Endpoints });
			return mapAsked(page, ({ data, has_more }) => {
				const last = data.at(-1)?.id;
				return { items: data, ...(has_more && last !== undefined && { next: last }) };
			});
		});
		return mapAsked(all, (endpoints) => endpoints.map((endpoint) => subscriptionOf(endpoint, tools)));
	},
	async create(_name, tools) {
		const form: [string, string][] = [...formOf(tools), ['description', 'Ringside']];
		const made = await tools.ask({ method: 'POST', url: ENDPOINTS, form, schema: Made });
		return mapAsked(made, ({ id, url, status, secret }) => ({
			// Its secret is told this once.
			subscription: { vendorId: id, name: NAME, address: url, state: isOn(status) ? 'active' : 'inactive' },
			secrets: { secret },
		}));
	},
	async update({ vendorId }, tools) {
		const form: [string, string][] = [...formOf(tools), ['disabled', 'false']];
		const changed = await tools.ask({ method: 'POST', url: urlOf(vendorId), form, schema: Endpoint });
		return mapAsked(changed, (endpoint) => subscriptionOf(endpoint, tools));
	},
	remove: ({ vendorId }, { ask }) => ask({ method: 'DELETE', url: urlOf(vendorId), schema: z.unknown() }),
};

function urlOf(vendorId: string): string {
	return `${ENDPOINTS}/${encodeURIComponent(vendorId)}`;
}

function formOf({ hookUrl }: VendorTools): [string, string][] {
	return [['url', hookUrl], ...eventTypes.map((type): [string, string] => ['enabled_events[]', type])];
}

function isOn(status: string): boolean {
	return status === 'enabled';
}

function subscriptionOf(endpoint: Endpoint, { connection }: VendorTools): VendorSubscription {
	const { id: vendorId, url: address, enabled_events: events, status } = endpoint;
	const isWhole = events.includes('*') || eventTypes.every((type) => events.includes(type));
	const state = isOn(status) && isWhole ? 'active' : 'inactive';
	// Without its secret nothing that it sends can be believed, and it is not told again.
	return { vendorId, name: NAME, address, state: connection.secrets.secret ? state : 'unusable' };
}
