import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../outgoing/dispatcher.ts';
import { createClockWatch } from './clock-watch.ts';
import { clockCheck } from './installation-checks/clock.ts';
import { facts } from './installation-checks/facts.testkit.ts';

const HOUR = 60 * 60 * 1_000;
const TRUE_TIME = Date.UTC(2026, 5, 1, 12);

/** A machine whose clock is wrong by `aheadMs`, among vendors whose clocks are right. */
function machine(aheadMs = 0) {
	let passed = 0;
	let ahead = aheadMs;
	const clock = { now: () => TRUE_TIME + passed + ahead, monotonic: () => passed };
	const watch = createClockWatch(clock);
	const vendors: Dispatch = async () => ({
		kind: 'answered',
		status: 200,
		headers: { date: new Date(TRUE_TIME + passed).toUTCString() },
		body: new Uint8Array(),
	});
	const ask = watch.listening(vendors);
	return {
		pass: (ms: number) => (passed += ms),
		set: (ms: number) => (ahead = ms),
		ask: (host: string) => ask({ method: 'GET', url: `https://${host}/`, timeoutMs: 1, maxBytes: 1 }),
		askAs: (dispatch: Dispatch, host: string) =>
			watch.listening(dispatch)({ method: 'GET', url: `https://${host}/`, timeoutMs: 1, maxBytes: 1 }),
		check() {
			const aheadNow = watch.aheadMs();
			const jump = watch.jump();
			const known = { isBehindLog: false, ...(jump && { jump }) };
			const of = aheadNow === undefined ? known : { ...known, aheadMs: aheadNow };
			const [found] = clockCheck(facts({ now: clock.now(), clock: of }));
			return found;
		},
	};
}

describe('a clock that is wrong is found by what vendors say', () => {
	test.each([
		['right', 0, 'ok', ''],
		['40 s fast', 40_000, 'ok', ''],
		['two minutes slow', -125_000, 'attention', '2 minutes slow'],
		['an hour fast', HOUR, 'broken', '60 minutes fast'],
		['a day slow', -48 * HOUR, 'broken', '2 days slow'],
	])('%s', async (_, aheadMs, state, words) => {
		const m = machine(aheadMs);
		await m.ask('a.example');
		expect(m.check()).toMatchObject({ state, found: { en: expect.stringContaining(words) } });
	});

	test('one vendor with a wrong clock does not outvote the others, however often it speaks', async () => {
		const m = machine();
		const wrong: Dispatch = async () => ({
			kind: 'answered',
			status: 200,
			headers: { date: new Date(TRUE_TIME - HOUR).toUTCString() },
			body: new Uint8Array(),
		});
		for (let n = 0; n < 20; n += 1) await m.askAs(wrong, 'wrong.example');
		await m.ask('a.example');
		await m.ask('b.example');
		expect(m.check()).toMatchObject({ state: 'ok' });
	});

	test('nobody was heard, or only long ago: no judgement', async () => {
		const m = machine(HOUR);
		expect(m.check()).toMatchObject({ state: 'ok', found: { en: expect.stringContaining('plausible') } });
		await m.ask('a.example');
		m.pass(2 * HOUR);
		expect(m.check()).toMatchObject({ state: 'ok' });
	});
});

describe('a clock that jumps is noticed', () => {
	test.each([
		['an hour ahead', HOUR, 'ahead'],
		['an hour back', -HOUR, 'back'],
		['as after eight hours of sleep', 8 * HOUR, 'ahead'],
	])('%s', (_, byMs, words) => {
		const m = machine();
		m.pass(10 * 60_000);
		m.set(byMs);
		expect(m.check()).toMatchObject({ state: 'attention', found: { en: expect.stringContaining(words) } });
		m.pass(2 * HOUR);
		expect(m.check()).toMatchObject({ state: 'ok' });
	});

	test('a leap second, and time that only passes, are no jump', () => {
		const m = machine();
		m.set(1_000);
		m.pass(30 * 24 * HOUR);
		expect(m.check()).toMatchObject({ state: 'ok' });
	});

	test('what was heard before a jump is forgotten: it says nothing about the clock of now', async () => {
		const m = machine(HOUR);
		await m.ask('a.example');
		m.set(0);
		expect(m.check()).toMatchObject({ state: 'attention', found: { en: expect.stringContaining('jumped') } });
	});
});
