import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.ts';
import type { Ids } from '../../ids.ts';
import type { Store } from '../ports.ts';
import { fromFailure } from './failure.ts';
import type { Close, Start } from './messages.ts';
import { createRemote } from './remote.ts';
import { createStore } from './store.ts';

export interface SqliteOptions {
	/** Path of the database; made, with its schema, where there is none. Its folder must exist. */
	file: string;
	clock: Clock;
	ids: Ids;
}

const EPOCH_BYTES = 9;

/**
 * Opens the embedded store in a thread of its own, so that no sync of the disk stalls the event loop.
 * @throws Error in plain words where the file is newer than this build or its disk cannot keep promises
 */
export async function openSqliteStore({ file, clock, ids }: SqliteOptions): Promise<Store> {
	const worker = new Worker(new URL('./worker.ts', import.meta.url), {
		name: 'ringside-store',
		execArgv: [],
		workerData: { file, now: clock.now(), newEpoch: ids.secret(EPOCH_BYTES) },
	});
	const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
	const [start] = (await once(worker, 'message')) as [Start];
	if (start.kind === 'refused') {
		await worker.terminate();
		throw fromFailure(start.failure);
	}
	const remote = createRemote(worker, start.operations);
	worker.on('error', () => remote.disconnect('The store’s thread stopped'));
	worker.on('exit', () => remote.disconnect('The store is closed'));
	// What was asked before is answered first.
	const close = () => {
		worker.postMessage({ kind: 'close' } satisfies Close);
		return exited;
	};
	return createStore({ remote, clock, ids, close });
}
