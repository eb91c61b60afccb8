import type { Outcome } from '../../lib/contract/api.ts';
import type { Provider } from '../providers/provider.ts';
import type { DeliveryRow, EventLog, StoredEvent } from '../store/ports.ts';
import type { FoundConnection } from './connections.ts';
import { type BugLog, readDelivery } from './reading.ts';

export type Replayed =
	/** Never believed, so never read: it has to be sent again by the vendor. */
	{ kind: 'was-refused' } | { kind: 'replayed'; outcome: Outcome; reason?: string; stored: StoredEvent[] };

/**
 * Reads a kept delivery once more, by the parser of today, and stores the events that are not in the log yet.
 * It was verified when it came, so a secret changed since does not matter. @throws StoreUnavailable
 */
export async function replay(
	row: DeliveryRow & { body: Uint8Array },
	found: FoundConnection,
	provider: Provider,
	deps: { events: Pick<EventLog, 'append'>; log: BugLog },
): Promise<Replayed> {
	if (row.outcome === 'refused') return { kind: 'was-refused' };
	const { url, headers, body, receivedAt, deliveryId } = row;
	const request = { method: 'POST', url, headers, body, receivedAt };
	const { outcome, reason, events, jobs } = readDelivery(
		{ ...found, request, provider, deliveryId },
		deps.log,
	);
	if (outcome !== 'accepted') return { kind: 'replayed', outcome, reason, stored: [] };
	const { workspaceId } = found;
	const { stored, duplicate } = await deps.events.append({ workspaceId, events, jobs });
	return { kind: 'replayed', outcome: duplicate ? 'duplicate' : 'accepted', stored };
}
