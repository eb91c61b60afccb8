// Run as a process of its own by the tests that trace or kill it: `appending.testkit.ts FILE COUNT PARALLEL RUN`.
import { systemClock } from '../../clock.ts';
import { randomIds } from '../../ids.ts';
import { A, aDelivery, anAppend, anEvent } from '../conformance/builders.testkit.ts';
import { openSqliteStore } from './index.ts';

const [file = '', count = '0', parallel = '1', run = ''] = process.argv.slice(2);
const store = await openSqliteStore({ file, clock: systemClock, ids: randomIds });
if ((await store.records.workspaces()).length === 0) {
	await store.records.createWorkspace({ workspaceId: A, name: 'A', region: 'DE', createdAt: 1 });
}

let next = 0;
async function appendOneByOne(): Promise<void> {
	while (next < Number(count)) {
		const id = `${run}-${next++}`;
		await store.events.append(anAppend([anEvent(id)], { delivery: aDelivery(id) }));
		// Waits when the pipe is full, where writeSync throws.
		process.stdout.write(`ack ${id}\n`);
	}
}
await Promise.all(Array.from({ length: Number(parallel) }, appendOneByOne));
await store.close();
