import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FactsSettings, type FactField as Field } from '../../../lib/contract/settings.ts';
import { factFields } from '../../../lib/facts/presets.ts';
import { moved, nameOf, relabelled, withFields } from './fields.ts';

const field = (name: string): Field => ({ name, label: name, kind: 'text', description: '', choices: [] });
const names = (fields: readonly Field[]) => fields.map(({ name }) => name);

test.each([
	['Kündigungsfrist', 'kundigungsfrist'],
	['Größe (m²)', 'grosse_m'],
	['2nd phone', 'fact_2nd_phone'],
	['履歴', 'fact'],
	['', 'fact'],
])('the name of %j is %s', (label, name) => expect(nameOf(label, new Set())).toBe(name));

test('whatever is typed, names fit the contract and none is taken twice', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ maxLength: 80, unit: 'grapheme' }), { maxLength: 20 }), (labels) => {
			const taken = new Set<string>();
			for (const label of labels) taken.add(nameOf(label, taken));
			expect(taken.size).toBe(labels.length);
			const fields = [...taken].map((name) => field(name));
			expect(FactsSettings.safeParse({ preset: 'own', fields }).success).toBe(true);
		}),
	);
});

test('a field is moved by one place, and stays at an end', () => {
	const three = ['a', 'b', 'c'].map(field);
	expect(names(moved(three, 1, -1))).toEqual(['b', 'a', 'c']);
	expect(names(moved(three, 1, 1))).toEqual(['a', 'c', 'b']);
	expect(names(moved(three, 0, -1))).toEqual(['a', 'b', 'c']);
	expect(names(moved(three, 2, 1))).toEqual(['a', 'b', 'c']);
});

test('the name follows the label until it is saved', () => {
	const two = [field('start'), field('city')];
	expect(relabelled(two, 0, 'City', new Set())).toMatchObject([{ name: 'city_2', label: 'City' }, two[1]]);
	expect(relabelled(two, 0, 'Beginn', new Set(['start']))).toMatchObject([
		{ name: 'start', label: 'Beginn' },
		two[1],
	]);
});

test('a label of one’s own is shown in every language', () => {
	const labels = { en: 'a', de: 'b', es: 'c' };
	expect(relabelled([{ ...field('a'), labels }], 0, 'x', new Set(['a']))[0]).not.toHaveProperty('labels');
});

test('who removes the last field looks for nothing, and does not get the preset back', () => {
	const facts = FactsSettings.parse({ preset: 'sales' });
	expect(factFields(withFields(facts, []))).toEqual([]);
	expect(withFields(facts, [field('a')])).toMatchObject({ preset: 'sales' });
});
