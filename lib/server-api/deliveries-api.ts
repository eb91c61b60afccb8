import type { z } from 'zod';
import {
	DeliveriesCount,
	DeliveriesPage,
	DeliveryDetail,
	DeliveryReplayed,
	type Outcome,
	RangeReplayed,
} from '../contract/index.ts';
import type { Answer } from './answer.ts';
import { type Credentials, deviceAsker } from './request.ts';

/** Which deliveries; `search` is a delivery's id, an event's or a call's. Times are ISO 8601 in UTC. */
export interface DeliveryFilter {
	connection?: string;
	provider?: string;
	outcome?: Outcome;
	/** From here on. */
	from?: string;
	/** Before. */
	to?: string;
	search?: string;
}

/** All that fits, of a time that has both ends. */
export type DeliveryRange = DeliveryFilter & { from: string; to: string };

/** What providers sent, for admins. Never throws. */
export interface DeliveriesApi {
	/** Newest first; the page after the one that ends with `before`. */
	list(
		as: Credentials,
		filter: DeliveryFilter,
		before?: string,
	): Promise<Answer<z.infer<typeof DeliveriesPage>>>;
	detail(as: Credentials, deliveryId: string): Promise<Answer<DeliveryDetail>>;
	count(as: Credentials, filter: DeliveryFilter): Promise<Answer<z.infer<typeof DeliveriesCount>>>;
	/** Reads the next few of a range once more, newest first; `before` is `next` of the answer before. */
	replayRange(as: Credentials, range: DeliveryRange, before?: string): Promise<Answer<RangeReplayed>>;
	/** Reads a kept delivery once more. */
	replay(as: Credentials, deliveryId: string): Promise<Answer<z.infer<typeof DeliveryReplayed>>>;
}

/** How many a page holds. */
export const DELIVERIES_A_PAGE = 50;

/** Few enough that a bar moves, and that a step ends long before the request does. */
const REPLAYED_A_STEP = 100;

export function deliveriesApi(send: typeof fetch): DeliveriesApi {
	const ask = deviceAsker(send);
	const at = (id: string) => `/v1/deliveries/${encodeURIComponent(id)}`;
	return {
		list(as, filter, before) {
			const query = queryOf({ ...filter, before, limit: String(DELIVERIES_A_PAGE) });
			return ask(DeliveriesPage, as, `/v1/deliveries?${query}`);
		},
		count: (as, filter) => ask(DeliveriesCount, as, `/v1/deliveries/count?${queryOf({ ...filter })}`),
		replayRange(as, { connection: connectionId, ...range }, before) {
			const body = { ...range, connectionId, before, limit: REPLAYED_A_STEP };
			return ask(RangeReplayed, as, '/v1/deliveries/replay', { method: 'POST', body });
		},
		detail: (as, id) => ask(DeliveryDetail, as, at(id)),
		replay: (as, id) => ask(DeliveryReplayed, as, `${at(id)}/replay`, { method: 'POST', body: {} }),
	};
}

function queryOf(values: Record<string, string | undefined>): URLSearchParams {
	return new URLSearchParams(
		Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])),
	);
}
