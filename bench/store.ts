import { systemClock } from '../server/clock.ts';
import { randomIds } from '../server/ids.ts';
import { openSqliteStore } from '../server/store/sqlite/index.ts';

export interface BenchStore {
	/** Appends one delivery with one event; true once it is on disk. */
	append(body: Uint8Array, index: number): Promise<boolean>;
	close(): Promise<void>;
}

const workspaceId = 'ws_bench';
const connectionId = 'con_bench';

/** The real store on a file, with one workspace and one connection in it. */
export async function openBenchStore(file: string): Promise<BenchStore> {
	const store = await openSqliteStore({ file, clock: systemClock, ids: randomIds });
	const createdAt = systemClock.now();
	await store.records.createWorkspace({ workspaceId, name: 'Bench', region: 'DE', createdAt });
	await store.records.createConnection({
		connectionId,
		workspaceId,
		provider: 'webex',
		name: 'Bench',
		hookKey: 'bench',
		settings: {},
		createdAt,
	});
	return {
		append: async (body, index) => {
			const id = `bench-${index}`;
			const event = { id, type: 'ringside.call.ringing', subject: `webex-${index}` };
			const { stored } = await store.events.append({
				workspaceId,
				delivery: {
					deliveryId: randomIds.make('delivery'),
					workspaceId,
					connectionId,
					provider: 'webex',
					receivedAt: systemClock.now(),
					url: 'http://127.0.0.1/hooks/webex/bench',
					headers: { 'content-type': 'application/json' },
					body,
					outcome: 'accepted',
					verifyUs: 0,
					parseUs: 0,
				},
				events: [{ ...event, connectionId, json: JSON.stringify({ specversion: '1.0', ...event }) }],
				jobs: [],
			});
			return stored.length === 1;
		},
		close: () => store.close(),
	};
}
