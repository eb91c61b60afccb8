import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import type { SimulatedRequest } from '../server/providers/provider.ts';
import { percentile } from './statistics.ts';

export interface LoadResult {
	perSecond: number;
	p50: number;
	p99: number;
	refused: number;
}

/** Runs `work` for each item, `concurrent` at a time. Latencies in ms. */
export async function runConcurrently<T>(
	items: readonly T[],
	concurrent: number,
	work: (item: T) => Promise<boolean>,
): Promise<LoadResult> {
	const latencies: number[] = [];
	let refused = 0;
	let next = 0;
	const lane = async () => {
		for (let item = items[next++]; item !== undefined; item = items[next++]) {
			const started = performance.now();
			if (!(await work(item))) refused += 1;
			latencies.push(performance.now() - started);
		}
	};
	const started = performance.now();
	await Promise.all(Array.from({ length: concurrent }, lane));
	const seconds = (performance.now() - started) / 1000;
	return {
		perSecond: items.length / seconds,
		p50: percentile(latencies, 0.5),
		p99: percentile(latencies, 0.99),
		refused,
	};
}

/** Posts the requests to one address over `concurrent` kept connections. */
export async function postAll(
	address: string,
	requests: readonly SimulatedRequest[],
	concurrent: number,
): Promise<LoadResult> {
	const { origin, pathname } = new URL(address);
	const pool = new Pool(origin, { connections: concurrent, pipelining: 1 });
	const result = await runConcurrently(requests, concurrent, async (request) => {
		const { statusCode, body } = await pool.request({
			path: pathname,
			method: 'POST',
			headers: request.headers,
			body: request.body,
		});
		await body.dump();
		return statusCode < 300;
	});
	await pool.close();
	return result;
}
