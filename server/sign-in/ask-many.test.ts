import { expect, test } from 'vitest';
import { manualClock } from '../intake/harness.testkit.ts';
import type { Asked, VendorRequest } from '../providers/vendor.ts';
import { type AskDeps, askHandler, askJob } from './ask.ts';
import { ASKING_PERIOD_MS } from './asking-times.ts';
import { vendorProvider } from './vendor.testkit.ts';

const NOW = Date.parse('2026-04-14T09:00:00.000Z');
const ACCOUNT = { kind: 'read', value: { id: 'acc', label: 'Noa' } } as const;
const SILENT = { kind: 'later', reason: 'Vendor could not be reached.' } as const;

/** A workspace with many connections, all signed in, at a vendor that answers as it is told. */
function manyAt(answer: (connectionId: string) => Asked<unknown>, many: number) {
	const clock = manualClock(NOW);
	const provider = vendorProvider();
	const row = (index: number) => ({
		connectionId: `con_${index}`,
		provider: 'vendor',
		hookKey: `key_${index}`,
	});
	const connections = Array.from({ length: many }, (_, index) => row(index));
	const seen = { asked: [] as string[], timeouts: new Set<number | undefined>(), most: 0, now: 0 };
	const ask = async (connectionId: string, { timeoutMs }: VendorRequest<unknown>) => {
		seen.asked.push(connectionId);
		seen.timeouts.add(timeoutMs);
		seen.now += 1;
		seen.most = Math.max(seen.most, seen.now);
		await new Promise((resolve) => setImmediate(resolve));
		seen.now -= 1;
		return answer(connectionId);
	};
	const deps = {
		store: { setup: { tokens: async () => ({ state: 'ok', generation: 1 }) } },
		providers: { find: () => provider },
		directories: { fresh: async () => ({ connections }) },
		findConnection: async (_provider: string, key: string) => ({
			workspaceId: 'ws_1',
			connection: { connectionId: key.replace('key', 'con') },
		}),
		vendorTools: ({ connection }: { connection: { connectionId: string } }) => ({
			ask: (request: VendorRequest<unknown>) => ask(connection.connectionId, request),
		}),
		clock,
	} as unknown as AskDeps;
	const handler = askHandler(deps);
	const job = { ...askJob('vendor', 0), jobId: 'j', workspaceId: 'ws_1', attempt: 1, fence: 1 };
	const run = (dueAt: number) => handler({ ...job, dueAt }, { stillMine: async () => true });
	return { clock, seen, run };
}

test('five hundred connections of one workspace take one seat, and eight questions are on their way at most', async () => {
	const { clock, seen, run } = manyAt(() => ACCOUNT, 500);
	let dueAt = NOW;
	let mostAtOnce = 0;
	while (clock.now() < NOW + ASKING_PERIOD_MS) {
		const before = seen.asked.length;
		const again = await run(dueAt);
		mostAtOnce = Math.max(mostAtOnce, seen.asked.length - before);
		dueAt = again.kind === 'again' ? again.at : Number.POSITIVE_INFINITY;
		clock.advance(dueAt - clock.now());
	}
	expect(new Set(seen.asked).size).toBe(500);
	expect(seen.asked).toHaveLength(500);
	expect(mostAtOnce).toBeLessThan(100);
	expect(seen.most).toBe(8);
	expect([...seen.timeouts]).toEqual([5_000]);
});

test('a vendor that answers nobody is left alone for half a minute, and then asked again', async () => {
	const { clock, seen, run } = manyAt(() => SILENT, 500);
	await run(NOW - ASKING_PERIOD_MS);
	const first = seen.asked.length;
	expect(first).toBeLessThanOrEqual(10);
	clock.advance(29_000);
	await run(NOW - ASKING_PERIOD_MS);
	expect(seen.asked).toHaveLength(first);
	clock.advance(1_000);
	await run(NOW - ASKING_PERIOD_MS);
	expect(seen.asked.length).toBeGreaterThan(first);
});

test('one account that gets no answer holds up no other', async () => {
	const { seen, run } = manyAt((connectionId) => (connectionId === 'con_7' ? SILENT : ACCOUNT), 100);
	await run(NOW - ASKING_PERIOD_MS);
	expect(new Set(seen.asked).size).toBe(100);
});
