import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { randomIds } from '../../server/ids.ts';
import { loadProviders } from '../../server/providers/registry.ts';
import { openSqliteStore } from '../../server/store/sqlite/index.ts';
import { chances } from '../support/chances.ts';
import { addConnection, ringside } from '../support/cli.ts';
import { freePort, type RunningServer, startServer, temporaryFolder } from '../support/server.ts';

const isLong = process.env.RINGSIDE_LONG === '1';
const DELIVERIES = isLong ? 10_000 : 2_000;
const KILLS = 20;
const SENDERS = 32;
const SEED = Number(process.env.SEED ?? 20_260_414);
const DUPLICATES_EVERY = 10;

interface Queued {
	headers: Record<string, string>;
	body: Uint8Array;
	url: string;
}

interface Figures {
	posts: number;
	acknowledged: number;
	unanswered: number[];
	unavailable: number;
}

const folder = temporaryFolder('burst');
let server: RunningServer | undefined;
afterAll(async () => {
	await server?.kill();
	folder.remove();
});

/** One request of each call, half of them of either provider. */
async function makeQueue(hooks: { webex: string; generic: string }, secret: string): Promise<Queued[]> {
	const providers = await loadProviders();
	return Array.from({ length: DELIVERIES }, (_, index): Queued => {
		const id = index % 2 === 0 ? 'webex' : 'generic';
		const [play] = Object.values(providers.find(id)?.scenarios ?? {});
		const url = hooks[id];
		const [first] =
			play?.({
				runId: `burst-${index}`,
				startAt: systemClock.now(),
				from: '+493023125101',
				to: '+493023125000',
				secrets: { secret },
				hookUrl: url,
			}) ?? [];
		if (!first) throw new Error(`${id} plays nothing`);
		return { headers: first.headers, body: first.body, url };
	});
}

test(`${DELIVERIES} deliveries while the server is killed ${KILLS} times: every event is in the log exactly once`, async () => {
	const port = await freePort();
	// Starting twenty times: what was compiled once need not be again.
	const env = { NODE_COMPILE_CACHE: `${folder.path}/compiled` };
	const installation = { dataFolder: folder.path, port, env };
	server = await startServer(installation);
	const secret = 'a-secret-of-the-burst';
	const hooks = {
		webex: (await addConnection(installation, 'webex', secret)).hookUrl,
		generic: (await addConnection(installation, 'generic', secret)).hookUrl,
	};
	const queue = await makeQueue(hooks, secret);
	const figures: Figures = { posts: 0, acknowledged: 0, unanswered: [], unavailable: 0 };
	const begun = performance.now();
	await sendAll(queue, figures, installation);
	const seconds = (performance.now() - begun) / 1_000;
	await server.stop();
	await report(figures, seconds);

	const store = await openSqliteStore({
		file: `${folder.path}/ringside.db`,
		clock: systemClock,
		ids: randomIds,
	});
	try {
		const [workspace] = await store.records.workspaces();
		const all = await store.events.read(workspace?.workspaceId ?? '', 0, DELIVERIES * 2);
		// The server tells of its own state in the same log.
		const events = all.filter(({ type }) => type.startsWith('ringside.call.'));
		const keys = events.map((event) => `${event.connectionId} ${event.id}`);
		expect(events.length).toBe(DELIVERIES);
		expect(new Set(keys).size).toBe(DELIVERIES);
		expect(new Set(events.map((event) => event.subject)).size).toBe(DELIVERIES);
		expect(events.every((event, at) => at === 0 || event.seq > (events[at - 1]?.seq ?? 0))).toBe(true);
	} finally {
		await store.close();
	}
	expect(figures.acknowledged).toBe(DELIVERIES);
	expect(figures.unanswered.length).toBe(KILLS);
	expect(Math.min(...figures.unanswered)).toBeGreaterThanOrEqual(1);
	// What was stored and not answered came again, and was known.
	expect(figures.posts).toBeGreaterThan(DELIVERIES);
}, 600_000);

/** Sends each until it is acknowledged, as vendors do; the server is killed in the middle of it, again and again. */
async function sendAll(
	queue: Queued[],
	figures: Figures,
	installation: Parameters<typeof startServer>[0],
): Promise<void> {
	const chance = chances(SEED);
	const waiting = [...queue];
	const killAt = Array.from({ length: KILLS }, (_, index) =>
		Math.floor(((index + 0.2 + 0.6 * chance()) * DELIVERIES) / KILLS),
	);
	let inFlight = 0;
	let up = Promise.resolve();
	let unanswered = 0;

	async function restart(): Promise<void> {
		// Nothing acknowledged from here on: those under way are cut off.
		await server?.kill();
		// Their failures arrive a moment later than the death.
		await sleep(30);
		figures.unanswered.push(unanswered);
		unanswered = 0;
		server = await startServer(installation);
	}

	async function post({ url, headers, body }: Queued): Promise<boolean> {
		figures.posts += 1;
		inFlight += 1;
		try {
			const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
			await answer.arrayBuffer();
			if (answer.ok) return true;
			if (answer.status !== 503) throw new RangeError(`status ${answer.status}`);
			figures.unavailable += 1;
		} catch (error) {
			if (error instanceof RangeError) throw error;
			unanswered += 1;
		} finally {
			inFlight -= 1;
		}
		return false;
	}

	async function sender(): Promise<void> {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			await up;
			if (!(await post(next))) {
				waiting.push(next);
				continue;
			}
			figures.acknowledged += 1;
			// Some vendors send again although they were answered.
			if (figures.acknowledged % DUPLICATES_EVERY === 0) await post(next);
			const due = killAt[0];
			if (due !== undefined && figures.acknowledged >= due && inFlight > 0) {
				killAt.shift();
				up = restart();
			}
		}
	}

	await Promise.all(Array.from({ length: SENDERS }, sender));
	await up;
}

async function report({ posts, acknowledged, unanswered, unavailable }: Figures, seconds: number) {
	const { deliveries } = (await ringside(
		{ dataFolder: folder.path, port: 1 },
		'deliveries',
		'--outcome',
		'duplicate',
		'--limit',
		'100000',
	)) as { deliveries: unknown[] };
	process.stdout.write(
		`burst (seed ${SEED}): ${acknowledged} acknowledged of ${posts} posts in ${seconds.toFixed(1)} s; ` +
			`${unanswered.length} kills, unanswered at each: ${unanswered.join(' ')}; ` +
			`answered 503: ${unavailable}; repeats known again: ${deliveries.length}\n`,
	);
}
