import { expect, test } from 'vitest';
import type { FactField } from '../contract/settings.ts';
import { isValueOf } from './value.ts';

const choices = ['Yes', 'No'];

test.each<[FactField['kind'], string[], string[]]>([
	['text', ['a', ' a '], ['', '  ']],
	['number', ['5', '-5', '55.000', '55,000.50', '1000000', '3,5'], ['', 'five', '5 or 6', '--5', '5.']],
	['date', ['2026-06-20', '2024-02-29'], ['2026-02-29', '2026-13-01', '20.06.2026', 'tomorrow', '']],
	[
		'date-time',
		['2026-06-20T15:00', '2026-06-20 15:00:00Z', '2026-06-20T15:00:00.000+02:00', '2026-06-20'],
		['2026-06-31T15:00', '2026-06-20T25:00', 'at 3', '15:00'],
	],
	['phone', ['+49 30 23125101', '030 23125101'], ['', 'anonymous', '12', 'call me']],
	['email', ['mira@kern.example'], ['mira', 'mira@kern', '@kern.example', 'a b@c.de', 'mira@.example']],
	['choice', ['Yes', ' No '], ['yes', 'Maybe', '']],
])('a %s is one', (kind, good, bad) => {
	const field = { kind, choices };
	expect(good.filter((value) => !isValueOf(field, value, 'DE'))).toEqual([]);
	expect(bad.filter((value) => isValueOf(field, value, 'DE'))).toEqual([]);
});
