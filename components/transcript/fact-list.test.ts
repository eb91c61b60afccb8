import { describe, expect, test } from 'vitest';
import english from '../../locales/en.json' with { type: 'json' };
import { makeWords } from '../ui/words.ts';
import { factsOf, inputType, readableValue, targetWords } from './fact-list.ts';

const words = makeWords((key) => english[key]);
const field = (name: string, more: object = {}) => ({
	...{ name, label: name, kind: 'text' as const, description: '', choices: [] },
	...more,
});
const found = (name: string, value: string) => ({
	name,
	value,
	evidence: { quote: `… ${value}`, segmentId: 's1' },
});
const extraction = {
	...{ callId: 'c', extractionId: 'e', droppedCount: 0 },
	fields: [found('salary', '41000'), found('place', 'Potsdam'), found('gone', 'x')],
};
const fields = [
	field('place', { crmField: 'residence', labels: { en: 'Location', de: 'Ort', es: 'Lugar' } }),
	field('salary'),
];

describe('facts', () => {
	test('stand in the workspace’s order with labels in the reader’s language, those of removed fields last', () => {
		const facts = factsOf({ extraction, fields }, 'de-AT');
		expect(facts.map(({ label }) => label)).toEqual(['Ort', 'salary', 'gone']);
		expect(facts[0]).toMatchObject({ value: 'Potsdam', crmField: 'residence', decision: 'open' });
	});

	test('show what was decided, and the value as it was changed', () => {
		const reviewed = {
			...{ callId: 'c', extractionId: 'e', userId: 'u', at: '2026-03-10T09:15:00Z' },
			decisions: [
				{ name: 'salary', decision: 'edited' as const, value: '42000' },
				{ name: 'place', decision: 'rejected' as const },
			],
		};
		const facts = factsOf({ extraction, reviewed, fields }, 'en');
		expect(facts.map(({ value, decision }) => [value, decision])).toEqual([
			['Potsdam', 'rejected'],
			['42000', 'edited'],
			['x', 'open'],
		]);
	});
});

test('a day is the same day in every time zone, and what is no date stays as it was said', () => {
	expect(readableValue({ kind: 'date', value: '2026-06-20' }, 'en')).toBe('June 20, 2026');
	expect(readableValue({ kind: 'date-time', value: '2026-06-20T15:00' }, 'de')).toBe(
		'20. Juni 2026 um 15:00',
	);
	expect(readableValue({ kind: 'date', value: 'next spring' }, 'en')).toBe('next spring');
	expect(readableValue({ kind: 'date', value: '2026-13-77' }, 'en')).toBe('2026-13-77');
});

test('a value is never lost in a field that cannot show it', () => {
	expect(inputType({ kind: 'date', value: '2026-06-20' })).toBe('date');
	expect(inputType({ kind: 'date', value: 'next spring' })).toBe('text');
	expect(inputType({ kind: 'date-time', value: '2026-06-20T15:00' })).toBe('datetime-local');
	expect(inputType({ kind: 'date-time', value: '2026-06-20T13:00:00Z' })).toBe('text');
	expect(inputType({ kind: 'phone', value: '+49 30' })).toBe('tel');
});

test('where it goes is said before it goes', () => {
	expect(targetWords({ writesTo: 'lead' }, 'Mira Lindqvist', words)).toContain('Mira Lindqvist’s record');
	expect(targetWords({ writesTo: 'unassigned' }, 'Mira Lindqvist', words)).toContain('unassigned calls');
	expect(targetWords({ writesTo: 'nowhere' }, undefined, words)).toContain('no CRM is connected');
});
