import type { z } from 'zod';
import { DeliveriesPage, DeliveryDetail, DeliveryReplayed, type Outcome } from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

/** Which deliveries; `search` is a delivery's id, an event's or a call's. Times are ISO 8601 in UTC. */
export interface DeliveryFilter {
	connection?: string;
	outcome?: Outcome;
	from?: string;
	search?: string;
}

/** What providers sent, for admins. Never throws. */
export interface DeliveriesApi {
	/** Newest first; the page after the one that ends with `before`. */
	list(
		as: Credentials,
		filter: DeliveryFilter,
		before?: string,
	): Promise<Answer<z.infer<typeof DeliveriesPage>>>;
	detail(as: Credentials, deliveryId: string): Promise<Answer<DeliveryDetail>>;
	/** Reads a kept delivery once more. */
	replay(as: Credentials, deliveryId: string): Promise<Answer<z.infer<typeof DeliveryReplayed>>>;
}

/** How many a page holds. */
export const DELIVERIES_A_PAGE = 50;

export function deliveriesApi(send: typeof fetch): DeliveriesApi {
	const ask = deviceAsker(send);
	const at = (id: string) => `/v1/deliveries/${encodeURIComponent(id)}`;
	return {
		list(as, filter, before) {
			const query = new URLSearchParams({ limit: String(DELIVERIES_A_PAGE) });
			for (const [name, value] of Object.entries({ ...filter, before })) if (value) query.set(name, value);
			return ask(DeliveriesPage, as, `/v1/deliveries?${query}`);
		},
		detail: (as, id) => ask(DeliveryDetail, as, at(id)),
		replay: (as, id) => ask(DeliveryReplayed, as, `${at(id)}/replay`, { method: 'POST', body: {} }),
	};
}
