import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadProviders } from '../../server/providers/registry.ts';
import { fixturesOf, vendorExamplesOf } from './examples.testkit.ts';
import { createFuzz } from './fuzz.testkit.ts';
import { type HookWorld, openHookWorld } from './hook-world.testkit.ts';

const isLong = process.env.RINGSIDE_LONG === '1';
const CASES = Number(process.env.CASES ?? (isLong ? 100_000 : 2_000));
const SEED = Number(process.env.SEED ?? 20_261_121);
const AT_ONCE = 100;

const folder = process.env.RINGSIDE_EXAMPLES;
const providers = (await loadProviders()).all();
let world: HookWorld;
beforeAll(async () => {
	world = await openHookWorld();
}, 60_000);
afterAll(() => world.stop());

test(`of ${CASES} mutated deliveries none is a fault of ours, and none that is not signed makes an event`, async () => {
	const examples = providers.flatMap((provider) => [
		...fixturesOf(provider),
		...(folder ? vendorExamplesOf(provider, folder) : []),
	]);
	const fuzz = await createFuzz(examples, world);
	const statuses = new Map<number, number>();
	const told = new Map<string, number>();
	const begun = performance.now();
	for (let done = 0; done < CASES; done += AT_ONCE) {
		const seeds = Array.from({ length: Math.min(AT_ONCE, CASES - done) }, (_, index) => SEED + done + index);
		const cases = await Promise.all(seeds.map((seed) => fuzz.caseOf(seed)));
		const found = await fuzz.run(cases);
		expect(found.faults).toEqual([]);
		for (const [status, count] of found.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
		const providerOf = new Map(cases.map(({ connectionId, provider }) => [connectionId, provider]));
		for (const { connectionId } of found.events) {
			const provider = providerOf.get(connectionId) ?? '';
			told.set(provider, (told.get(provider) ?? 0) + 1);
		}
	}
	const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
	const figures = (counts: Map<number | string, number>) =>
		[...counts].map(([name, count]) => `${name}: ${count}`).join(', ');
	process.stdout.write(
		`fuzz (seed ${SEED}): ${CASES} of ${examples.length} examples in ${seconds} s; answers ${figures(statuses)}; ` +
			`events ${figures(told)}\n`,
	);
	// A fuzz that reaches no parser finds nothing. Gmail's pushes are jobs, and no events.
	const silent = providers.map(({ id }) => id).filter((id) => CASES >= 2_000 && !told.has(id));
	expect(silent).toEqual(CASES >= 2_000 ? ['gmail'] : []);
}, 3_600_000);
