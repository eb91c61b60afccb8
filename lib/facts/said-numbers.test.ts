import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numbersIn } from './said-numbers.ts';

describe('numbers of a text', () => {
	test.each<[string, number[]]>([
		['80.000 Euro', [80_000]],
		["80'000", [80_000]],
		['80k', [80_000]],
		['80 tausend', [80_000]],
		['fünfundachtzigtausend', [85_000]],
		['fünfundachtzig tausend Euro', [85_000]],
		['eighty-five thousand', [85_000]],
		['ochenta y cinco mil', [85_000]],
		['two hundred and ten', [210]],
		['zweihundertzehn', [210]],
		['zweitausendsechsundzwanzig', [2026]],
		['drei Monate', [3]],
		['am zwanzigsten Juni', [20]],
		['the twentieth', []],
		['3,5 Jahre', [3.5]],
		['sechzehn', [16]],
		['one two three', [123, 1, 2, 3]],
		['am 20.6.2026', [20, 6, 2026]],
		['nichts', []],
		['', []],
	])('%s', (text, numbers) => {
		expect([...numbersIn(text)].sort()).toEqual([...numbers].sort());
	});

	test('twenty-one is neither twenty nor one', () => {
		expect([...numbersIn('twenty-one')]).toEqual([21]);
		expect([...numbersIn('einundzwanzig')]).toEqual([21]);
	});

	test('a number in digits is read as what it is, wherever it stands', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 999_999_999 }),
				fc.constantFrom('', 'Euro ', 'von '),
				(number, before) => {
					expect([...numbersIn(`${before}${number}, bitte`)]).toEqual([number]);
					expect([...numbersIn(number.toLocaleString('de-DE'))]).toEqual([number]);
					expect([...numbersIn(number.toLocaleString('en-US'))]).toEqual([number]);
				},
			),
		);
	});
});
