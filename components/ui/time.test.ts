import { describe, expect, test } from 'vitest';
import { duration, timeAgo } from './time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.parse('2026-03-10T12:00:00Z');

describe('durations', () => {
	test.each([
		[0, '0:00'],
		[7_999, '0:07'],
		[65_000, '1:05'],
		[75 * MINUTE, '75:00'],
	])('%d ms reads %s', (ms, words) => expect(duration(ms)).toBe(words));

	test('a call that a wrong clock starts in the future runs from 0:00', () =>
		expect(duration(-HOUR)).toBe('0:00'));
});

describe('times', () => {
	test.each([
		[4_000, '4 sec. ago'],
		[3 * MINUTE, '3 min. ago'],
		[5 * HOUR, '5 hr. ago'],
		[DAY, 'yesterday'],
		[7 * DAY, '7 days ago'],
	])('%d ms ago is relative', (ms, words) => expect(timeAgo(now - ms, now, 'en')).toBe(words));

	test('after a week it is the date', () => expect(timeAgo(now - 8 * DAY, now, 'en')).toBe('Mar 2, 2026'));

	test('a time ahead of the clock is now, not in the future', () =>
		expect(timeAgo(now + HOUR, now, 'en')).toBe('now'));

	test('German says it in German', () => expect(timeAgo(now - 2 * DAY, now, 'de')).toBe('vorgestern'));
});
