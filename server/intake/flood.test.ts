import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { REFUSED_PER_CONNECTION } from '../cli/retention.ts';
import { sealingKey } from '../secrets/sealing.ts';
import { temporaryStores } from '../store/sqlite/files.testkit.ts';
import { createEvidence, createFingerprint } from './evidence.ts';
import { createHarness, HOOK_KEY, manualClock } from './harness.testkit.ts';
import { intake } from './intake.ts';
import { createRefusalBudget } from './refusals.ts';

const MINUTE = 60_000;
const MIB = 1024 * 1024;
const { newFile, openStore } = temporaryStores();
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
	for (const close of closing) await close();
});

/** Everything that the database has on disk, bytes. */
function sizeOf(file: string): number {
	const folder = path.dirname(file);
	const names = readdirSync(folder).filter((name) => name.startsWith(path.basename(file)));
	return names.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

test('a stranger who floods refusals for hours cannot grow the file beyond the bound', async () => {
	const file = newFile();
	const store = await openStore(file);
	closing.push(() => store.close());
	await store.records.createWorkspace({ workspaceId: 'ws_test', name: 'A', region: 'DE', createdAt: 1 });
	const clock = manualClock();
	const { deps } = createHarness();
	const evidence = createEvidence(deps.providers.all(), createFingerprint([sealingKey(Buffer.alloc(32))]));
	const real = { ...deps, events: store.events, clock, evidence, refusals: createRefusalBudget(clock) };
	const body = new Uint8Array(100_000).fill(120);
	const headers = { 'x-api-key': 'guess', 'content-type': 'x'.repeat(5_000) };
	const url = `https://ringside.example/hooks/generic/key?${'x'.repeat(10_000)}`;
	const sizes: number[] = [];
	for (let hour = 0; hour < 3; hour += 1) {
		for (let minute = 0; minute < 60; minute += 1) {
			// Three times what a minute lets in.
			const burst = Array.from({ length: 60 }, () =>
				intake(
					{ method: 'POST', url, headers, body, receivedAt: clock.now() },
					{ provider: 'generic', hookKey: HOOK_KEY },
					real,
				),
			);
			expect(new Set((await Promise.all(burst)).map(({ status }) => status))).toEqual(new Set([401]));
			clock.advance(MINUTE);
		}
		const limits = { olderThan: 0, refusedPerConnection: REFUSED_PER_CONNECTION };
		await store.deliveries.prune(limits);
		sizes.push(sizeOf(file));
		const kept = await store.deliveries.list('ws_test', { limit: 100_000 });
		expect(kept.length).toBeLessThanOrEqual(REFUSED_PER_CONNECTION.count);
		const bytes = kept.reduce((sum, one) => sum + one.size, 0);
		expect(bytes).toBeLessThanOrEqual(REFUSED_PER_CONNECTION.bytes);
	}
	// An hour's worth at 20 a minute, beside what is kept, and as much again in the log of writes.
	expect(Math.max(...sizes)).toBeLessThan(72 * MIB);
	expect((sizes[2] ?? 0) - (sizes[1] ?? 0)).toBeLessThan(MIB);
	const [newest] = await store.deliveries.list('ws_test', { limit: 1 });
	expect(newest?.size).toBe(16 * 1024);
	expect(newest?.url.length).toBe(2_000);
});
