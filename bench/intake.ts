import path from 'node:path';
import type { SimulatedRequest } from '../server/providers/provider.ts';
import webex from '../server/providers/webex/index.ts';
import { temporaryFolder } from '../tests/support/server.ts';
import { startWorld, worldSecret } from '../tests/support/world.ts';
import { startChild } from './child.ts';
import { type LoadResult, postAll, runConcurrently } from './load.ts';
import type { Finding } from './report.ts';
import { readable } from './statistics.ts';
import { openBenchStore } from './store.ts';

const concurrent = 64;
const total = 20_000;
const warmUp = 2_000;

/** Different calls, each signed, made before the clock starts. */
function signedRequests(hookUrl: string): SimulatedRequest[] {
	return Array.from({ length: total + warmUp }, (_, index) => {
		const [request] =
			webex.scenarios.ring?.({
				from: '+493023125101',
				to: '+493023125500',
				runId: `bench-${index}`,
				startAt: Date.now(),
				secrets: { secret: worldSecret },
				hookUrl,
			}) ?? [];
		if (!request) throw new Error('The ring scenario makes no request');
		return request;
	});
}

async function measure(address: string, requests: SimulatedRequest[]): Promise<LoadResult> {
	await postAll(address, requests.slice(0, warmUp), concurrent);
	return postAll(address, requests.slice(warmUp), concurrent);
}

async function measureInserts(requests: SimulatedRequest[]): Promise<LoadResult> {
	const folder = temporaryFolder('inserts');
	const store = await openBenchStore(path.join(folder.path, 'ringside.db'));
	const items = requests.map((request, index) => ({ request, index }));
	const append = ({ request, index }: (typeof items)[number]) => store.append(request.body, index);
	await runConcurrently(items.slice(0, warmUp), concurrent, append);
	const result = await runConcurrently(items.slice(warmUp), concurrent, append);
	await store.close();
	folder.remove();
	return result;
}

/** Verified, durable deliveries a second at 64 concurrent, against a bare route and grouped inserts alone. */
export async function benchIntake(): Promise<Finding> {
	const world = await startWorld();
	const requests = signedRequests(world.connection.hookUrl);
	const ours = await measure(world.connection.hookUrl, requests);
	await world.close();
	const bare = await startChild<string>('bare-fastify.ts');
	const route = await measure(`${bare.ready}/hooks/webex/key`, requests);
	bare.child.stop();
	const inserts = await measureInserts(requests);
	const row = (name: string, result: LoadResult) => [
		name,
		readable(result.perSecond),
		readable(result.p50),
		readable(result.p99),
		String(result.refused),
	];
	const share = ours.perSecond / route.perSecond;
	return {
		name: 'intake',
		method: `${readable(total)} different signed Webex webhooks (${requests[0]?.body.length} bytes) over ${concurrent} kept connections after ${readable(warmUp)} to warm up; each is verified, parsed, and on disk (WAL, synchronous=FULL) before its answer. Baselines: a Fastify route that only takes the bytes and answers, under the same load; and the store's grouped appends alone, in process.`,
		columns: ['', 'per second', 'p50 ms', 'p99 ms', 'not 2xx'],
		rows: [row('Ringside', ours), row('bare Fastify route', route), row('grouped appends alone', inserts)],
		verdict: `Share of the bare route: ${readable(share)} (aim ≥ 0.5: ${share >= 0.5 ? 'met' : 'not met'}).`,
	};
}
