import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayOf, endOfDay, startOfDay } from './days.ts';

const before = process.env.TZ;
beforeEach(() => {
	process.env.TZ = 'Europe/Berlin';
});
afterEach(() => {
	process.env.TZ = before;
});

test('a day is as long as the clocks make it', () => {
	expect(startOfDay('2026-03-29')).toBe('2026-03-28T23:00:00.000Z');
	expect(endOfDay('2026-03-29')).toBe('2026-03-29T22:00:00.000Z');
	expect(endOfDay('2026-12-31')).toBe('2026-12-31T23:00:00.000Z');
});

test('what is no day is none', () => {
	for (const text of ['', 'yesterday', '2026-3-1', '2026-03-29T00:00']) {
		expect(startOfDay(text)).toBeUndefined();
	}
	expect(dayOf(undefined)).toBe('');
});

test('a day that was chosen shows as it was chosen', () => {
	const days = fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
	fc.assert(
		fc.property(days, (date) => {
			const day = dayOf(date.toISOString());
			expect(dayOf(startOfDay(day))).toBe(day);
			expect(dayOf(endOfDay(day), true)).toBe(day);
		}),
	);
});
