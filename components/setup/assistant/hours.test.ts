import { expect, test } from 'vitest';
import { minutesOf, numberOf, timeOf, weekdays } from './hours.ts';

test.each([
	[0, '00:00'],
	[485, '08:05'],
	[1_439, '23:59'],
	[1_440, '00:00'],
])('%i minutes are %s', (minutes, time) => expect(timeOf(minutes)).toBe(time));

test('a time is read, and midnight ends a day where it stands at the end', () => {
	expect(minutesOf('08:05', false)).toBe(485);
	expect(minutesOf('00:00', false)).toBe(0);
	expect(minutesOf('00:00', true)).toBe(1_440);
	expect(minutesOf('', true)).toBeUndefined();
});

test('a week begins on Monday, and Sunday is 0', () => {
	const week = weekdays('de');
	expect(week.at(0)).toEqual({ day: 1, name: 'Montag' });
	expect(week.at(-1)).toEqual({ day: 0, name: 'Sonntag' });
});

test('numbers are taken as people write them', () => {
	expect(numberOf(' 0049 (30) 231-251/01 ')).toBe('+493023125101');
});
