import type { BugLog } from '../intake/reading.ts';
import { type Replayed, replay } from '../intake/replay.ts';
import type { AppContext } from './context.ts';

export type ReplayContext = Pick<AppContext, 'store' | 'providers' | 'findConnection' | 'keys'> & {
	log: BugLog;
	directories: Pick<AppContext['directories'], 'fresh'>;
	hub: Pick<AppContext['hub'], 'publish'>;
};

export type ReplayedDelivery =
	| Extract<Replayed, { kind: 'replayed' | 'was-refused' }>
	| { kind: 'not-found' | 'connection-gone' };

/** Reads a kept delivery once more, by today's parser, and tells the devices what is new. */
export async function replayDelivery(
	workspaceId: string,
	deliveryId: string,
	context: ReplayContext,
): Promise<ReplayedDelivery> {
	const { store, providers, findConnection, keys, directories, hub, log } = context;
	const row = await store.deliveries.get(workspaceId, deliveryId);
	const provider = row && providers.find(row.provider);
	if (!row || !provider) return { kind: 'not-found' };
	const directory = await directories.fresh(workspaceId);
	const connection = directory?.connections.find((one) => one.connectionId === row.connectionId);
	const found = connection && (await findConnection(connection.provider, connection.hookKey));
	if (!found) return { kind: 'connection-gone' };
	const replayed = await replay(row, found, provider, { events: store.events, keys, log });
	if (replayed.kind === 'replayed') hub.publish(replayed.stored);
	return replayed;
}
