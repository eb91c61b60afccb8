import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Provider } from '../../server/providers/provider.ts';
import { loadProviders } from '../../server/providers/registry.ts';
import { addressOf } from '../../server/providers/simulate.ts';
import { type Example, fixturesOf, neededSettings, vendorExamplesOf } from './examples.testkit.ts';
import { type HookWorld, openHookWorld } from './hook-world.testkit.ts';
import { connectionFor, replay, sentOf, shownCalls } from './replay.testkit.ts';
import { signAgain } from './signers.testkit.ts';

const providers = (await loadProviders()).all().map((provider) => [provider.id, provider] as const);
/** Orders that each sequence is tried in. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 4);
const START = Date.parse('2026-04-14T09:00:00.000Z');
const secret = 'whsec_c2VjcmV0LW9mLXRoZS1vcmRlci10ZXN0cy0zMmI=';

let world: HookWorld;
beforeAll(async () => {
	world = await openHookWorld();
}, 60_000);
afterAll(() => world.stop());

/** What is shown to who comes to a new workspace after these deliveries. */
async function shownAfter(send: (workspaceId: string) => Promise<void>): Promise<object[]> {
	const { workspaceId, token } = await world.newWorkspace();
	await send(workspaceId);
	return shownCalls(await world.calls(token));
}

type Send = (order: number[], workspaceId: string) => Promise<void>;

/** What is shown after all of them, having found it the same in any order, with some of them again at the end. */
async function sameInAnyOrder(length: number, send: Send): Promise<object[]> {
	const all = [...Array(length).keys()];
	const straight = await shownAfter((workspaceId) => send(all, workspaceId));
	const anyOrder = fc.tuple(
		fc.shuffledSubarray(all, { minLength: length }),
		fc.array(fc.nat({ max: Math.max(0, length - 1) }), { maxLength: 3 }),
	);
	await fc.assert(
		fc.asyncProperty(anyOrder, async ([order, repeats]) => {
			const shown = await shownAfter((workspaceId) => send([...order, ...repeats], workspaceId));
			expect(shown).toEqual(straight);
		}),
		{ numRuns: length < 2 ? 1 : RUNS },
	);
	return straight;
}

/** The requests of a scenario, signed for `hookUrl`. */
function play(provider: Provider, scenario: string, hookUrl: string) {
	const input = { runId: 'order', startAt: START, from: '+493023125101', to: '+493023125000', name: 'Mira' };
	const settings = neededSettings[provider.id] ?? {};
	return provider.scenarios[scenario]?.({ ...input, secrets: { secret }, settings, hookUrl }) ?? [];
}

/** All arrive at one time, so that their order is all that differs. */
async function sendScenario(provider: Provider, scenario: string, order: number[], workspaceId: string) {
	const settings = neededSettings[provider.id] ?? {};
	const connection = await world.connect({ provider, secrets: { secret }, settings, workspaceId });
	const url = world.addressOf(connection);
	const requests = play(provider, scenario, url);
	for (const index of order) {
		const { headers = {}, body = Buffer.alloc(0), inquiry } = requests[index] ?? {};
		const sent = { url: addressOf(url, { inquiry }), headers, body, now: START + 60_000 };
		const signed = await signAgain(provider.id, sent, { secret, google: world.google });
		const { statusCode } = await world.post(signed);
		expect(statusCode).toBeLessThan(300);
	}
}

async function sendExamples(examples: Example[], order: number[], workspaceId: string): Promise<void> {
	const [first] = examples;
	if (first) await connectionFor(first, world, workspaceId);
	for (const index of order) {
		const example = examples[index];
		if (example) await world.post(await sentOf(example, world));
	}
}

/** Those that can have happened together: a fixture may tell the same event in another way, which no vendor does. */
async function storyOf(examples: Example[]): Promise<Example[]> {
	const told = new Map<string, string>();
	const story: Example[] = [];
	for (const example of examples) {
		const { events, connection } = await replay(example, world);
		const texts = events.map((event) => {
			const text = JSON.stringify(event).replaceAll(connection.connectionId, '');
			return [String(event.id), text] as const;
		});
		if (texts.some(([id, text]) => (told.get(id) ?? text) !== text)) continue;
		for (const [id, text] of texts) told.set(id, text);
		story.push(example);
	}
	return story;
}

const believed = (examples: Example[]) => examples.filter(({ expect }) => expect.outcome !== 'refused');

describe.each(providers)('%s', (_, provider) => {
	test.each(Object.keys(provider.scenarios))(
		'%s is one call at most, and the same in any order',
		async (scenario) => {
			const { length } = play(provider, scenario, 'https://ringside.example/hooks/any/key');
			const shown = await sameInAnyOrder(length, (order, workspaceId) =>
				sendScenario(provider, scenario, order, workspaceId),
			);
			expect(shown.length).toBeLessThanOrEqual(1);
		},
	);

	test('all of its fixtures together are the same calls in any order', async () => {
		const examples = await storyOf(believed(fixturesOf(provider)));
		await sameInAnyOrder(examples.length, (order, workspaceId) => sendExamples(examples, order, workspaceId));
	});
});

const CallKeys = z.object({
	callKey: z.string().nullish(),
	facts: z
		.object({ providerCallId: z.string().optional(), conversationId: z.string().optional() })
		.optional(),
});

/** The calls that the events of these examples are of, by the vendor's own keys. */
function callKeysOf(examples: Example[]): Set<string> {
	const events = examples.flatMap(({ expect: { events: all } }) => all ?? []);
	const keys = events.map((event) => {
		const { callKey, facts } = CallKeys.parse(event);
		return callKey ?? facts?.providerCallId ?? facts?.conversationId;
	});
	return new Set(keys.filter((key) => key !== undefined));
}

const folder = process.env.RINGSIDE_EXAMPLES;
const why = folder ? '' : ' (skipped: RINGSIDE_EXAMPLES names no folder of vendor examples)';

describe.skipIf(!folder)(`a folder of vendor examples${why}`, () => {
	const examplesOf = (provider: Provider) => believed(folder ? vendorExamplesOf(provider, folder) : []);

	test.each(providers)(
		'%s: each call that it tells of is one call, the same in any order',
		async (_, provider) => {
			const examples = examplesOf(provider);
			const shown = await sameInAnyOrder(examples.length, (order, workspaceId) =>
				sendExamples(examples, order, workspaceId),
			);
			process.stdout.write(`${provider.id}: ${examples.length} examples, ${shown.length} calls\n`);
			expect(shown.length).toBe(callKeysOf(examples).size);
		},
	);

	test.each(providers)('%s: what is to be ignored changes nothing that is shown', async (_, provider) => {
		const { workspaceId, token } = await world.newWorkspace();
		const examples = examplesOf(provider);
		const [first] = examples;
		if (first) await connectionFor(first, world, workspaceId);
		for (const example of examples) {
			const before = shownCalls(await world.calls(token));
			await world.post(await sentOf(example, world));
			if (example.expect.outcome !== 'ignored') continue;
			expect(shownCalls(await world.calls(token)), example.name).toEqual(before);
		}
	});
});
