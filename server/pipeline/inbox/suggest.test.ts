import { describe, expect, test } from 'vitest';
import type { Lead } from '../../../lib/contract/lead.ts';
import { type Said, Suggestions } from './suggest.ts';

const lead = (name: string, company?: string, updatedAt = '2026-01-01T00:00:00.000Z'): Lead => ({
	...{ leadId: `${name}/${company ?? ''}`, name, phones: [], emails: [], updatedAt },
	...(company && { company }),
});

function suggest(said: Said, leads: Lead[]): [string, string][] {
	const suggestions = new Suggestions(said);
	suggestions.add(leads);
	return suggestions.result().map(({ leadId, why }) => [leadId, why]);
}

describe('who was meant', () => {
	test.each([
		['Mira Kern', 'Mira Kern'],
		['mira  kern', 'Kern, Mira'],
		['Jörg Müller', 'Joerg Mueller'],
		['Joerg Mueller', 'Jörg Müller'],
		['Jorg Muller', 'Jörg Müller'],
		['Weiß, Anna', 'Anna Weiss'],
		['Anna Schmitz', 'Anna Maria Schmidt-Schmitz'],
		['Stephanie Bauer', 'Stefanie Bauer'],
		['José Núñez', 'Jose Nunez'],
	])('%s is %s', (saidName, name) => {
		expect(suggest({ saidName }, [lead(name)])).toEqual([[`${name}/`, 'name']]);
	});

	test.each([
		['Mira Kern', 'Mira Kurz'],
		['Mira', 'Mira Kern'],
		['Mira Kern', 'Mira'],
		['Max Ott', 'Max Utt'],
		['', ''],
		['!?', '!?'],
	])('%s is not %s', (saidName, name) => {
		expect(suggest({ saidName }, [lead(name)])).toEqual([]);
	});

	test('a company is known by its name, whatever its legal form', () => {
		const leads = [
			lead('A B', 'Kern & Söhne GmbH & Co. KG'),
			lead('C D', 'Other GmbH'),
			lead('Kern Soehne AG'),
		];
		expect(suggest({ saidCompany: 'Kern und Soehne' }, leads)).toEqual([
			['A B/Kern & Söhne GmbH & Co. KG', 'company'],
			['Kern Soehne AG/', 'company'],
		]);
	});

	test('a first name is enough where the company is right', () => {
		const leads = [lead('Mira Kern', 'Acme GmbH'), lead('Mira Kurz', 'Other')];
		expect(suggest({ saidName: 'Mira', saidCompany: 'Acme' }, leads)).toEqual([
			['Mira Kern/Acme GmbH', 'name-and-company'],
		]);
	});

	test('the likeliest come first, then those touched last, five at most, over pages', () => {
		const old = lead('Mira Kern', 'One', '2025-01-01T00:00:00.000Z');
		const fresh = lead('Mira Kern', 'Two', '2026-06-01T00:00:00.000Z');
		const right = lead('Mira Kern', 'Acme', '2020-01-01T00:00:00.000Z');
		const suggestions = new Suggestions({ saidName: 'Mira Kern', saidCompany: 'Acme' });
		suggestions.add([old, lead('X Y', 'Acme')]);
		suggestions.add([fresh, right, lead('Z Y', 'Acme'), lead('Q R', 'Acme')]);
		const found = suggestions.result().map(({ leadId }) => leadId);
		expect(found.slice(0, 3)).toEqual(['Mira Kern/Acme', 'Mira Kern/Two', 'Mira Kern/One']);
		expect(found).toHaveLength(5);
	});

	test('a long text is no long work', () => {
		const saidName = `${'a'.repeat(90)} ${'b'.repeat(90)} ${'c '.repeat(9_000)}`;
		expect(
			suggest(
				{ saidName },
				Array.from({ length: 200 }, () => lead(saidName)),
			),
		).not.toEqual([]);
	});
});
