import { describe, expect, test } from 'vitest';
import { assign, fieldOf } from './import-mapping.ts';

const guess = { name: ['Vorname', 'Nachname'], company: 'Firma', phones: ['Telefon'], emails: [] };

describe('correcting what a column is', () => {
	test('a second phone column joins the first', () =>
		expect(assign('Mobil', 'phones', guess).phones).toEqual(['Telefon', 'Mobil']));

	test('a column is one thing at a time', () => {
		const next = assign('Telefon', 'company', guess);
		expect(next.phones).toEqual([]);
		expect(next.company).toBe('Telefon');
		expect(fieldOf('Firma', next)).toBeUndefined();
	});

	test('left out, a column is nothing', () => {
		expect(fieldOf('Firma', assign('Firma', undefined, guess))).toBeUndefined();
		expect(assign('Nachname', undefined, guess).name).toEqual(['Vorname']);
	});

	test('the fourth name column takes the place of the first', () => {
		const three = assign('Titel', 'name', guess);
		expect(assign('Zusatz', 'name', three).name).toEqual(['Nachname', 'Titel', 'Zusatz']);
	});
});
