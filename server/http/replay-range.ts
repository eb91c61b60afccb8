import type { RangeReplayed } from '../../lib/contract/deliveries.ts';
import type { DeliveryFilter } from '../store/ports.ts';
import { type ReplayContext, replayDelivery } from './replay-delivery.ts';

export type ReplayRange = Omit<DeliveryFilter, 'limit'> & { limit?: number };

/** The most that one request works off; a range goes on with `next`. */
export const REPLAYED_AT_ONCE = 500;

/** Reads a range of kept deliveries once more, newest first. As often as one likes: what is in the log stays as it is. */
export async function replayRange(
	workspaceId: string,
	range: ReplayRange,
	context: ReplayContext,
): Promise<RangeReplayed> {
	const { limit = REPLAYED_AT_ONCE } = range;
	const rows = await context.store.deliveries.list(workspaceId, { ...range, limit });
	const replayed: RangeReplayed = { counts: {}, newEvents: 0 };
	for (const { deliveryId } of rows) {
		const one = await replayDelivery(workspaceId, deliveryId, context);
		// Removed by retention meanwhile.
		if (one.kind === 'not-found') continue;
		const came = one.kind === 'replayed' ? one.outcome : one.kind;
		replayed.counts[came] = (replayed.counts[came] ?? 0) + 1;
		if (one.kind === 'replayed') replayed.newEvents += one.stored.length;
	}
	return rows.length < limit ? replayed : { ...replayed, next: rows.at(-1)?.deliveryId };
}
