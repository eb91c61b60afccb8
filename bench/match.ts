import path from 'node:path';
import { root, runCommand } from '../scripts/command.ts';
import { launchChromium } from '../tests/support/chromium.ts';
import { temporaryFolder } from '../tests/support/server.ts';
import type { Finding } from './report.ts';
import { percentile, readable } from './statistics.ts';

const leads = 100_000;
const rounds = 5_000;

interface BenchWorker {
	bench: {
		load(count: number): Promise<number>;
		measure(
			count: number,
			rounds: number,
		): Promise<{ firstLookup: number; lookups: number[]; gets: number[] }>;
	};
}

async function buildBenchExtension(): Promise<string> {
	const folder = path.join(root, 'bench', 'match-extension');
	const { code, output } = await runCommand('wxt', ['build', folder]);
	if (code !== 0) throw new Error(`The bench extension does not build:\n${output}`);
	return path.join(folder, '.output', 'chrome-mv3');
}

/** Lookups in the extension's lead cache, in a real service worker, against bare gets by primary key. */
export async function benchMatch(): Promise<Finding> {
	const extension = await buildBenchExtension();
	const profile = temporaryFolder('match');
	const browser = await launchChromium({ extension, profile: profile.path, headless: true });
	const [worker] = browser.context.serviceWorkers();
	if (!worker) throw new Error('The bench extension has no service worker');
	const loadMs = await worker.evaluate(
		(count) => (globalThis as unknown as BenchWorker).bench.load(count),
		leads,
	);
	const { firstLookup, lookups, gets } = await worker.evaluate(
		([count, times]) => (globalThis as unknown as BenchWorker).bench.measure(count ?? 0, times ?? 0),
		[leads, rounds],
	);
	await browser.close();
	profile.remove();
	const row = (name: string, times: number[]) => [
		name,
		readable(percentile(times, 0.5)),
		readable(percentile(times, 0.99)),
	];
	const share = percentile(lookups, 0.99) / percentile(gets, 0.99);
	return {
		name: 'match',
		method: `${readable(leads)} leads with two numbers each, written in pages of 2,000 by the extension's own lead cache in Chromium's service worker: ${readable(loadMs / 1000)} s. Then ${readable(rounds)} lookups by E.164 number, whose result is checked, in turns with as many bare \`get\`s of the same records by primary key. The first lookup after the worker starts also reads the keys: ${readable(firstLookup)} ms.`,
		columns: ['', 'p50 ms', 'p99 ms'],
		rows: [row('lookup by number', lookups), row('bare get by primary key', gets)],
		verdict: `p99 against the baseline: ${readable(share)} (aim ≤ 2: ${share <= 2 ? 'met' : 'not met'}).`,
	};
}
