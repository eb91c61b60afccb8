import { expect, test } from 'vitest';
import { createFailures } from './failures.ts';

const DAY_MS = 24 * 60 * 60_000;

test('a vendor that is down is left alone longer each time, up to ten minutes', () => {
	const failures = createFailures();
	const waits = Array.from({ length: 8 }, () => failures.waitMs('con_1') / 1_000);
	expect(waits).toEqual([15, 30, 60, 120, 240, 480, 600, 600]);
	expect(failures.waitMs('con_2')).toBe(15_000);
});

test('a day’s outage costs a token address less than two hundred tries', () => {
	const failures = createFailures();
	let tries = 0;
	for (let waited = 0; waited < DAY_MS; waited += failures.waitMs('con_1')) tries += 1;
	expect(tries).toBeLessThan(200);
});

test('after an answer it begins anew', () => {
	const failures = createFailures();
	failures.waitMs('con_1');
	failures.waitMs('con_1');
	failures.end('con_1');
	expect(failures.waitMs('con_1')).toBe(15_000);
});
