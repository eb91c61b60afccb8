import { expect, test } from 'vitest';
import cloudtalk from '../providers/cloudtalk/index.ts';
import { keepUp, type UpkeepDeps, type UpkeepFacts } from './connection-upkeep.ts';
import { rowsInMemory, toolsAt } from './vendor.testkit.ts';

const NOW = Date.parse('2026-05-12T08:30:00.000Z');

test('a connection whose key may be left out is not told that its key is wrong', async () => {
	const examined: UpkeepFacts[] = [];
	const deps = {
		store: { setup: { ...rowsInMemory(), saveChecks: async () => undefined } },
		clock: { now: () => NOW, monotonic: () => NOW },
		toolsFor: () => toolsAt(NOW),
		examine: async (facts: UpkeepFacts) => {
			examined.push(facts);
			return [];
		},
		report: async () => undefined,
	} as unknown as UpkeepDeps;
	const connection = { connectionId: 'c1', secrets: { secret: 's' }, settings: {}, region: 'DE' };
	await keepUp({ workspaceId: 'w1', connection }, cloudtalk, deps);
	expect(examined).toHaveLength(1);
	expect(examined[0]).not.toHaveProperty('key');
	expect(examined[0]).not.toHaveProperty('backfill');
});
