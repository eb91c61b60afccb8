import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ada, startAssistant } from './trigger-call.testkit.ts';

let t: Awaited<ReturnType<typeof startAssistant>>;
beforeEach(async () => {
	t = await startAssistant();
});
afterEach(() => t.stop());

describe('a limit', () => {
	test('of numbers that must not be called', async () => {
		await t.setUp({ doNotCall: [ada.to_number] });
		expect(await t.ask(ada)).toMatchObject({ status: 409, body: { error: 'Number must not be called' } });
	});

	test.each([
		['before', '2026-05-12T06:59:00Z', 409],
		['in', '2026-05-12T07:00:00Z', 200],
		['after', '2026-05-12T16:00:00Z', 409],
		['at the weekend, outside', '2026-05-17T10:00:00Z', 409],
		['in winter, in', '2026-12-01T08:00:00Z', 200],
		['in winter, before', '2026-12-01T07:30:00Z', 409],
	])('of hours in the workspace’s time zone: %s', async (_what, at, status) => {
		t.time.now = Date.parse(at);
		await t.setUp({ hours: { from: 540, to: 1_080, days: [1, 2, 3, 4, 5], timeZone: 'Europe/Berlin' } });
		expect((await t.ask(ada)).status).toBe(status);
	});

	test('of calls at once, and a seat comes back when a call was refused', async () => {
		await t.setUp({ mostAtOnce: 2 });
		t.vendor.calls.declines = 'busy';
		await t.ask(ada);
		t.vendor.calls.declines = undefined;
		const answers = await Promise.all([1, 2, 3, 4].map(() => t.ask(ada)));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429]);
		expect(await t.ask(ada)).toMatchObject({ status: 429, body: { error: 'Too many calls at once' } });
	});

	test('of calls a day, which begins at midnight there', async () => {
		await t.setUp({ mostPerDay: 1 });
		expect((await t.ask(ada)).status).toBe(200);
		expect(await t.ask(ada)).toMatchObject({ status: 429, body: { error: 'Daily limit reached' } });
		t.time.now += 86_400_000;
		expect((await t.ask(ada)).status).toBe(200);
	});

	test('of size', async () => {
		const { status, body } = await t.ask({ ...ada, more: 'x'.repeat(40_000) });
		expect([status, body]).toEqual([413, { status: 'error', error: 'Request too large' }]);
	});

	test('of requests of one key a minute', async () => {
		const answers = await Promise.all(Array.from({ length: 61 }, () => t.ask({})));
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
	});
});
