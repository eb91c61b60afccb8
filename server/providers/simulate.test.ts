import { describe, expect, test } from 'vitest';
import { callOf, describeCall, type View } from '../../lib/calls/index.ts';
import { createHarness } from '../intake/harness.testkit.ts';
import generic from './generic/index.ts';
import type { Provider, SimulationInput } from './provider.ts';
import retell from './retell/index.ts';
import { simulate } from './simulate.ts';
import webex from './webex/index.ts';

const secrets = { secret: 'a-secret-of-tests' };

async function play(provider: Provider, scenario: string, change: Partial<SimulationInput> = {}, speed = 1) {
	const harness = createHarness({ secrets });
	const slept: number[] = [];
	const input: SimulationInput = {
		from: '+4930901820111',
		to: '+4930901820200',
		name: 'Ayla Brandt',
		runId: 'run-1',
		startAt: harness.clock.now(),
		secrets,
		hookUrl: 'https://ringside.example/hooks/x/key',
		...change,
	};
	const result = await simulate(provider, scenario, input, {
		speed,
		sleep: async (ms) => {
			slept.push(ms);
			harness.clock.advance(ms);
		},
		send: async (url, headers, body) => {
			expect(url).toBe(input.hookUrl);
			return (await harness.post(provider.id, { headers, body })).status;
		},
	});
	const views = harness.log.views() as View[];
	const call = callOf(views.filter(({ data }) => 'legId' in data));
	return { result, slept, views, shown: call && describeCall(call), log: harness.log };
}

describe('every scenario of every provider', () => {
	const all = [webex, generic].flatMap((provider) =>
		Object.keys(provider.scenarios).map((scenario) => ({ provider, id: provider.id, scenario })),
	);

	test.each(all)('$id $scenario is believed and becomes one call', async ({ provider, scenario }) => {
		const { result, views, log } = await play(provider, scenario);
		expect(result).toEqual({ kind: 'sent', statuses: views.map(() => 200) });
		expect(log.appended.map((item) => item.delivery?.outcome)).toEqual(views.map(() => 'accepted'));
		expect(new Set(views.map((view) => view.data.callId)).size).toBe(1);
	});

	test.each(all)('$id $scenario with another secret is refused', async ({ provider, scenario }) => {
		const { views, log } = await play(provider, scenario, { secrets: { secret: 'of-another' } });
		expect(views).toEqual([]);
		expect(log.appended.every((item) => item.delivery?.outcome === 'refused')).toBe(true);
	});
});

describe('what a scenario shows', () => {
	test.each([
		['ring', { state: 'ringing', direction: 'inbound' }],
		['answer', { state: 'answered', direction: 'inbound' }],
		['end', { state: 'ended', endReason: 'completed', missed: false }],
		['call', { state: 'ended', endReason: 'completed', missed: false }],
		['miss', { state: 'ended', endReason: 'missed', missed: true }],
	])('%s is the same for each provider', async (scenario, expected) => {
		for (const provider of [webex, generic]) {
			const { shown } = await play(provider, scenario);
			expect(shown).toMatchObject({ ...expected, remote: { e164: '+4930901820111', name: 'Ayla Brandt' } });
		}
	});

	test.each([
		['anonymous', { state: 'ringing', remote: { anonymous: true } }],
		['queue', { queue: 'Talent Desk', remote: { name: 'Ayla Brandt' } }],
		['extension', { remote: { extension: '1012', internal: true } }],
		['elsewhere', { state: 'ended', endReason: 'answered-elsewhere', missed: false }],
		['outbound', { direction: 'outbound', endReason: 'completed' }],
	])('webex %s', async (scenario, expected) => {
		expect((await play(webex, scenario)).shown).toMatchObject(expected);
	});

	test('without a number it is withheld', async () => {
		for (const provider of [webex, generic]) {
			const { shown } = await play(provider, 'ring', { from: undefined, name: undefined });
			expect(shown?.remote).toMatchObject({ anonymous: true });
		}
	});
});

test('two runs are two calls, and the same run twice is one', async () => {
	const first = await play(webex, 'ring');
	expect((await play(webex, 'ring')).views).toEqual(first.views);
	expect((await play(webex, 'ring', { runId: 'run-2' })).shown?.callId).not.toBe(first.shown?.callId);
});

test('at double speed the pauses are halved, at endless speed there are none', async () => {
	expect((await play(webex, 'end')).slept).toEqual([3_000, 10_000]);
	expect((await play(webex, 'end', {}, 2)).slept).toEqual([1_500, 5_000]);
	expect((await play(webex, 'end', {}, Number.POSITIVE_INFINITY)).slept).toEqual([]);
});

test.each(['dance', 'constructor', '__proto__', ''])(
	'an unknown scenario (%s) names those there are',
	async (scenario) => {
		const { result } = await play(webex, scenario);
		expect(result).toEqual({
			kind: 'unknown-scenario',
			known: expect.arrayContaining(['ring', 'miss', 'queue']),
		});
	},
);

test('a ring whose sender waits to be told who calls goes to the address for that', async () => {
	const urls: string[] = [];
	const setting = { speed: Number.POSITIVE_INFINITY, sleep: async () => {} };
	const input = {
		runId: 'run-1',
		startAt: 0,
		secrets,
		hookUrl: 'https://ringside.example/hooks/retell/key?a=1',
	};
	const send = async (url: string) => urls.push(url);
	await simulate(retell, 'answer', input, { ...setting, send });
	expect(urls).toEqual(['https://ringside.example/hooks/retell/key/inbound?a=1', input.hookUrl]);
});
