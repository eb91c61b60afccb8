import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { createApp } from '../../server/app.ts';
import { systemClock } from '../../server/clock.ts';
import { randomIds } from '../../server/ids.ts';
import { startJobs } from '../../server/jobs/start.ts';
import { createVendorDispatch, createVendorDownload } from '../../server/outgoing/vendor-origins.ts';
import { sealingKey } from '../../server/secrets/sealing.ts';
import { openSqliteStore } from '../../server/store/sqlite/index.ts';
import {
	type Pass,
	watchedBlobs,
	watchedDispatch,
	watchedDownload,
	watchedStore,
} from './boundaries.testkit.ts';
import { LifePlan, type Told } from './life.testkit.ts';
import { providers } from './providers.testkit.ts';

/** A server that tells of each step of its work, kills itself at one of them, and passes over the times of waiting. */
const QUIET_MS = 100;
const LEAP_MS = 5_000;
const MOST_AHEAD_MS = 30 * 60_000;

const plan = LifePlan.parse(JSON.parse(z.string().parse(process.argv[2])));
const tell = (told: Told) => process.send?.(told);
let ahead = plan.aheadMs;
const clock = { ...systemClock, now: () => systemClock.now() + ahead };
const counts = new Map<string, number>();
const running = new Set<string>();
let open = 0;
let lastStep = performance.now();

const pass: Pass = async (label, run, jobId) => {
	const nth = (counts.get(label) ?? 0) + 1;
	counts.set(label, nth);
	tell({ kind: 'step', label, nth, at: clock.now(), jobId });
	if (jobId && label.startsWith('jobs.lease')) running.add(jobId);
	await dieAt(label, nth, 'before');
	open += 1;
	const result = await run().finally(() => {
		open -= 1;
		lastStep = performance.now();
	});
	await dieAt(label, nth, 'after');
	if (jobId && !label.startsWith('jobs.lease')) running.delete(jobId);
	return result;
};

async function dieAt(label: string, nth: number, when: 'before' | 'after'): Promise<void> {
	const { death } = plan;
	if (death?.label !== label || death.nth !== nth || death.when !== when) return;
	process.kill(process.pid, 'SIGKILL');
	await sleep(60_000);
}

const at = (name: string) => path.join(plan.folder, name);
const rules = { allowedInternal: new Set<string>(), resolve: async () => [] };
const origins = new Map(plan.origins);
const store = watchedStore(await openSqliteStore({ file: at('ringside.db'), clock, ids: randomIds }), pass);
const { app, context } = await createApp({
	...{ store, clock, ids: randomIds, keys: [sealingKey(Buffer.alloc(32, 7))], providers },
	logger: pino({ level: 'error' }),
	publicUrl: () => `http://127.0.0.1:${plan.port}`,
	...{ importFolder: at('imports'), blobFolder: at('blobs') },
	dispatch: watchedDispatch(createVendorDispatch(rules, origins), pass),
	download: watchedDownload(createVendorDownload(rules, origins), pass),
});
await app.listen({ port: plan.port, host: '127.0.0.1' });
const blobs = watchedBlobs(context.blobs, pass);
startJobs({ ...context, blobs, loop: { everyMs: 25, gatherMs: 1 } });
tell({ kind: 'listening' });
setInterval(() => {
	const isQuiet = open === 0 && running.size === 0 && performance.now() - lastStep > QUIET_MS;
	if (!isQuiet || ahead > MOST_AHEAD_MS) return;
	ahead += LEAP_MS;
	lastStep = performance.now();
	tell({ kind: 'leapt', aheadMs: ahead });
}, 25);
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
