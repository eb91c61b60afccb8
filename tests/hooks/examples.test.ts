import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadProviders } from '../../server/providers/registry.ts';
import { type Example, fixturesOf, vendorExamplesOf } from './examples.testkit.ts';
import { deviations, vendorDeviations } from './expectations.testkit.ts';
import { checkFacts } from './facts.testkit.ts';
import { type HookWorld, openHookWorld } from './hook-world.testkit.ts';
import { replay } from './replay.testkit.ts';

const providers = (await loadProviders()).all();
let world: HookWorld;
beforeAll(async () => {
	world = await openHookWorld();
}, 60_000);
afterAll(() => world.stop());

const named = (examples: Example[]) =>
	examples.map((example) => [`${example.provider.id}/${example.name}`, example] as const);

describe('a request as the vendor sends it, through the whole server', () => {
	test.each(named(providers.flatMap(fixturesOf)))('%s', async (_, example) => {
		const came = await replay(example, world);
		expect(deviations(example, came)).toEqual([]);
		const refused = came.outcome === 'refused';
		expect(refused ? [came.status, came.events] : [came.status < 500, true]).toEqual(
			refused ? [401, []] : [true, true],
		);
		const events = example.expect.events ?? (example.expect.event && [example.expect.event]);
		if (events) expect(came.events).toMatchObject(inPlaceOf(events, came.connection.connectionId));
	});

	test('no parser, verification or handshake failed by itself', () => {
		expect(world.log()).not.toMatch(/"level":(50|60)/);
	});
});

/** Fixtures name the connection of their unit tests. */
function inPlaceOf(events: object[], connectionId: string): object[] {
	const text = JSON.stringify(events).replace(/\bcon_(test|1)\b/g, connectionId);
	return JSON.parse(text, (key, value) => (key === 'endReason' && value === null ? undefined : value));
}

const folder = process.env.RINGSIDE_EXAMPLES;
const why = folder ? '' : ' (skipped: RINGSIDE_EXAMPLES names no folder of vendor examples)';

describe.skipIf(!folder)(`a folder of vendor examples${why}`, () => {
	const examples = folder ? providers.flatMap((provider) => vendorExamplesOf(provider, folder)) : [];

	test.each(named(examples))('%s', async (_, example) => {
		const came = await replay(example, world);
		expect([...vendorDeviations(example, came), ...checkFacts(example, came)]).toEqual([]);
	});

	test('is read, and holds some of several providers', () => {
		const counts = Map.groupBy(examples, ({ provider }) => provider.id);
		process.stdout.write(
			`vendor examples: ${examples.length} (${[...counts].map(([id, all]) => `${id} ${all.length}`).join(', ')})\n`,
		);
		expect(counts.size).toBeGreaterThan(1);
	});
});
