import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { MessageChannel } from 'node:worker_threads';
import { afterEach } from 'vitest';
import { systemClock } from '../../clock.ts';
import { randomIds } from '../../ids.ts';
import type { Store } from '../ports.ts';
import { openConnection } from './connection.ts';
import { createEngine } from './engine.ts';
import { openSqliteStore } from './index.ts';
import { createRemote } from './remote.ts';
import { operationNames, serve } from './serve.ts';
import { createStore } from './store.ts';

/** Files and stores of one test file: each test gets new ones, closed and removed after it. */
export function temporaryStores() {
	const open: Store[] = [];
	const folders: string[] = [];
	afterEach(async () => {
		await Promise.all(open.splice(0).map((store) => store.close()));
		for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
	});
	const newFile = () => {
		const folder = mkdtempSync(join(tmpdir(), 'ringside-store-'));
		folders.push(folder);
		return join(folder, 'ringside.db');
	};
	const openStore = async (file = newFile()): Promise<Store> => {
		const store = await openSqliteStore({ file, clock: systemClock, ids: randomIds });
		open.push(store);
		return store;
	};
	const openHere = (file = newFile()) => {
		const here = storeInThisThread(file);
		open.push(here.store);
		return here;
	};
	return { newFile, openStore, openHere };
}

/** The whole store but for the thread: opens in no time, and a test can reach the database to shrink its disk. */
function storeInThisThread(file: string): { store: Store; db: DatabaseSync } {
	const db = openConnection(file);
	const { port1, port2 } = new MessageChannel();
	const microseconds = () => systemClock.monotonic() * 1_000;
	const newEpoch = randomIds.secret(9);
	const engine = createEngine(db, { file, now: systemClock.now(), newEpoch, microseconds });
	const remote = createRemote(port1, operationNames(engine));
	const closed = new Promise<void>((resolve) => {
		serve(port2, engine, () => {
			db.close();
			port2.close();
			remote.disconnect('The store is closed');
			resolve();
		});
	});
	const close = () => {
		port1.postMessage({ kind: 'close' });
		return closed;
	};
	return { db, store: createStore({ remote, clock: systemClock, ids: randomIds, close }) };
}
