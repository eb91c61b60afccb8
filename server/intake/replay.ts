import type { Outcome } from '../../lib/contract/api.ts';
import type { HookRequest, Provider } from '../providers/provider.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { DeliveryRow, EventLog, StoredEvent } from '../store/ports.ts';
import type { FoundConnection } from './connections.ts';
import { createFingerprint, withCredentials } from './evidence.ts';
import { type BugLog, logBug, readDelivery } from './reading.ts';
import { REFUSED_BODY_BYTES } from './refusals.ts';

export type Replayed =
	/** What was kept of it does not prove today either who sent it: it has to be sent again by the vendor. */
	{ kind: 'was-refused' } | { kind: 'replayed'; outcome: Outcome; reason?: string; stored: StoredEvent[] };

type KeptDelivery = DeliveryRow & { body: Uint8Array };

interface ReplayDeps {
	events: Pick<EventLog, 'append'>;
	/** They recognise credentials that were kept as prints. */
	keys: SealingKeys;
	log: BugLog;
}

/**
 * Reads a kept delivery once more, by the parser of today, and stores the events that are not in the log yet.
 * One that was verified when it came stays so, whatever secret there is now; one that was refused is verified anew, at
 * the time that it came. @throws StoreUnavailable
 */
export async function replay(
	row: KeptDelivery,
	found: FoundConnection,
	provider: Provider,
	deps: ReplayDeps,
): Promise<Replayed> {
	if (row.outcome === 'refused' && !(await isBelievedNow(row, found, provider, deps))) {
		return { kind: 'was-refused' };
	}
	const { deliveryId } = row;
	const { outcome, reason, events, jobs } = readDelivery(
		{ ...found, request: requestOf(row), provider, deliveryId },
		deps.log,
	);
	if (outcome !== 'accepted') return { kind: 'replayed', outcome, reason, stored: [] };
	const { workspaceId } = found;
	const { stored, duplicate } = await deps.events.append({ workspaceId, events, jobs });
	return { kind: 'replayed', outcome: duplicate ? 'duplicate' : 'accepted', stored };
}

/** By the connection's secrets of today, as after a secret was set; nothing is fetched for it. */
async function isBelievedNow(
	row: KeptDelivery,
	{ connection }: FoundConnection,
	provider: Provider,
	{ keys, log }: ReplayDeps,
): Promise<boolean> {
	// Perhaps cut: half a body that a token vouches for would be half a truth.
	if (row.body.byteLength >= REFUSED_BODY_BYTES) return false;
	const headers = withCredentials(row.headers, connection.secrets, createFingerprint(keys));
	try {
		return (await provider.verify({ ...requestOf(row), headers }, connection)).kind === 'verified';
	} catch (error) {
		const { deliveryId } = row;
		logBug(log, error, { provider: provider.id, deliveryId }, 'A verification failed');
		return false;
	}
}

function requestOf({ url, headers, body, receivedAt }: KeptDelivery): HookRequest {
	return { method: 'POST', url, headers, body, receivedAt };
}
