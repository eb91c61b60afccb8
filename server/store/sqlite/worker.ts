import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { systemClock } from '../../clock.ts';
import { openConnection } from './connection.ts';
import { createEngine } from './engine.ts';
import { toFailure } from './failure.ts';
import type { Start } from './messages.ts';
import { operationNames, serve } from './serve.ts';

const Options = z.object({ file: z.string(), now: z.number(), newEpoch: z.string() });

if (!parentPort) throw new Error('The store’s worker is started by openSqliteStore');
start(parentPort);

function start(channel: NonNullable<typeof parentPort>): void {
	try {
		const options = Options.parse(workerData);
		const db = openConnection(options.file);
		const microseconds = () => systemClock.monotonic() * 1_000;
		const engine = createEngine(db, { ...options, microseconds });
		serve(channel, engine, () => {
			db.close();
			channel.close();
		});
		channel.postMessage({ kind: 'started', operations: operationNames(engine) } satisfies Start);
	} catch (error) {
		channel.postMessage({ kind: 'refused', failure: toFailure(error) } satisfies Start);
		channel.close();
	}
}
