import type { Outcome } from '../../lib/contract/api.ts';
import type { DeliveryFilter } from '../store/ports.ts';
import { type ReplayContext, replayDelivery } from './replay-delivery.ts';

export type ReplayRange = Pick<DeliveryFilter, 'from' | 'to' | 'connectionId' | 'outcome' | 'beforeId'>;

export interface ReplayedRange {
	/** How many came to which outcome; `was-refused` and `connection-gone` were passed over. */
	counts: Partial<Record<Outcome | 'was-refused' | 'connection-gone', number>>;
	/** Events that were not in the log before. */
	newEvents: number;
	/** Where there may be more: go on before this delivery. */
	next?: string;
}

/** What one request works off; a range goes on with `next`. */
export const REPLAYED_AT_ONCE = 500;

/** Reads a range of kept deliveries once more, newest first. As often as one likes: what is in the log stays as it is. */
export async function replayRange(
	workspaceId: string,
	range: ReplayRange,
	context: ReplayContext,
): Promise<ReplayedRange> {
	const filter = { ...range, limit: REPLAYED_AT_ONCE };
	const rows = await context.store.deliveries.list(workspaceId, filter);
	const replayed: ReplayedRange = { counts: {}, newEvents: 0 };
	for (const { deliveryId } of rows) {
		const one = await replayDelivery(workspaceId, deliveryId, context);
		// Removed by retention meanwhile.
		if (one.kind === 'not-found') continue;
		const came = one.kind === 'replayed' ? one.outcome : one.kind;
		replayed.counts[came] = (replayed.counts[came] ?? 0) + 1;
		if (one.kind === 'replayed') replayed.newEvents += one.stored.length;
	}
	return rows.length < REPLAYED_AT_ONCE ? replayed : { ...replayed, next: rows.at(-1)?.deliveryId };
}
