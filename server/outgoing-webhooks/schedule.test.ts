import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextTry, readRetryAfter } from './schedule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the next try', () => {
	test('comes after some seconds at first, and after half an hour to an hour when it lasts', () => {
		const at = (attempt: number, x: number) =>
			nextTry({ attempt, failingSince: 0, now: 0, chance: x, retryAfterMs: undefined });
		expect([at(1, 0), at(1, 1)]).toEqual([2_500, 5_000]);
		expect([at(2, 0), at(2, 1)]).toEqual([5_000, 10_000]);
		expect([at(30, 0), at(30, 1)]).toEqual([HOUR / 2, HOUR]);
	});

	test('goes on for a day, with a last one at its end, whatever chance says', () => {
		fc.assert(
			fc.property(fc.infiniteStream(chance), fc.integer({ min: 0, max: 2 ** 41 }), (chances, begun) => {
				let now = begun;
				let attempt = 0;
				for (;;) {
					attempt += 1;
					const next = nextTry({ attempt, failingSince: begun, now, chance: chances.next().value ?? 0 });
					if (next === undefined) break;
					expect(next).toBeGreaterThan(now);
					expect(next - now).toBeLessThanOrEqual(HOUR);
					now = next;
				}
				expect(now).toBe(begun + DAY);
				expect(attempt).toBeGreaterThan(25);
				expect(attempt).toBeLessThan(80);
			}),
		);
	});

	test('is never before the other side asked for it, up to a day', () => {
		fc.assert(
			fc.property(chance, fc.nat(3 * DAY), fc.integer({ min: 1, max: 40 }), (x, retryAfterMs, attempt) => {
				const next = nextTry({ attempt, failingSince: 0, now: 5_000, chance: x, retryAfterMs }) ?? 0;
				expect(next).toBeGreaterThanOrEqual(5_000 + Math.min(retryAfterMs, DAY));
				expect(next).toBeLessThanOrEqual(5_000 + DAY + HOUR);
			}),
		);
	});
});

describe('Retry-After', () => {
	const now = Date.parse('2026-03-10T09:15:00.000Z');
	test.each([
		['120', 120_000],
		['0', 0],
		['Tue, 10 Mar 2026 09:17:00 GMT', 120_000],
		['Tue, 10 Mar 2020 09:17:00 GMT', 0],
		['soon', undefined],
		['-5', 0],
		['', undefined],
		[undefined, undefined],
		['99999999999', undefined],
	])('%s is read as %s ms', (header, ms) => {
		expect(readRetryAfter(header, now)).toBe(ms);
	});
});
