import { describe, expect, test } from 'vitest';
import { isTimeZone, isWithinHours, startOfDay } from './limits.ts';

const at = (iso: string) => Date.parse(iso);
const berlin = 'Europe/Berlin';

describe('calling hours', () => {
	const day = { from: 540, to: 1_080, days: [1, 2, 3, 4, 5], timeZone: berlin };
	const night = { from: 1_320, to: 120, days: [5], timeZone: berlin };
	test.each([
		['from the first minute', day, '2026-05-12T07:00:00Z', true],
		['not before', day, '2026-05-12T06:59:59Z', false],
		['until before the last', day, '2026-05-12T15:59:59Z', true],
		['not at the last', day, '2026-05-12T16:00:00Z', false],
		['not on Sunday', day, '2026-05-17T10:00:00Z', false],
		['on the day that changes the clock', { ...day, days: [0] }, '2026-03-29T07:00:00Z', true],
		['on the evening before midnight', night, '2026-05-15T21:00:00Z', true],
		['after midnight of that day', night, '2026-05-15T23:30:00Z', true],
		['not on the evening after', night, '2026-05-16T21:00:00Z', false],
		['not in the night before', night, '2026-05-14T23:30:00Z', false],
	])('are kept: %s', (_what, hours, when, expected) => {
		expect(isWithinHours(hours, at(when))).toBe(expected);
	});
});

test('a day begins at midnight there, also when the clock changes', () => {
	expect(startOfDay(at('2026-05-12T08:30:00Z'), berlin)).toBe(at('2026-05-11T22:00:00Z'));
	expect(startOfDay(at('2026-03-29T12:00:00Z'), berlin)).toBe(at('2026-03-28T23:00:00Z'));
});

test('only time zones that there are count as such', () => {
	expect([berlin, 'UTC', '', 'Europe/Nowhere', 'x'].map(isTimeZone)).toEqual([
		true,
		true,
		false,
		false,
		false,
	]);
});
