import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeWords } from './words.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (locale: string): Record<string, string> =>
	JSON.parse(readFileSync(path.join(root, 'locales', `${locale}.json`), 'utf8'));
const english = read('en');
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([found]) => found).sort();

describe.each(['de', 'es'])('%s', (locale) => {
	const words = read(locale);

	test('has every key, and none besides', () => expect(Object.keys(words)).toEqual(Object.keys(english)));

	test('has the same placeholders', () => {
		for (const [key, text] of Object.entries(english)) {
			expect(placeholders(words[key] ?? ''), key).toEqual(placeholders(text));
		}
	});
});

const fixed: [key: string, en: string, de: string, es: string][] = [
	[
		'card_incoming',
		'Incoming call from {company}',
		'Eingehender Anruf von {company}',
		'Llamada entrante de {company}',
	],
	['card_unknown', 'Unknown number', 'Nummer nicht zugeordnet', 'Número sin asignar'],
	['card_in_progress', 'In progress', 'Läuft', 'En progreso'],
	['card_completed', 'Completed', 'Beendet', 'Completada'],
	['card_missed', 'Missed', 'Verpasst', 'Perdida'],
	['card_open', 'Open in CRM', 'Im CRM öffnen', 'Abrir en el CRM'],
	['card_matched', 'Matched by {field}', 'Erkannt über {field}', 'Reconocido por {field}'],
];

test.each(fixed)('%s keeps the words that were agreed', (key, ...texts) =>
	expect(['en', 'de', 'es'].map((locale) => read(locale)[key])).toEqual(texts),
);

test('no word shouts', () => {
	for (const locale of ['en', 'de', 'es']) {
		for (const [key, text] of Object.entries(read(locale))) expect(text, key).not.toMatch(/[!¡]/);
	}
});

test('every word is used somewhere', () => {
	const folders = ['components', 'entrypoints', 'lib', 'wxt.config.ts'];
	const sources = folders.flatMap((folder) => sourceOf(path.join(root, folder))).join('\n');
	const made = /^(import_field|notifications|overview_role)_/;
	const unused = Object.keys(english).filter((key) => {
		const stem = key.replace(/_(one|other|bare)$/, '');
		return (
			!made.test(key) &&
			!sources.includes(`'${key}'`) &&
			!sources.includes(`'${stem}'`) &&
			!sources.includes(`MSG_${key}_`)
		);
	});
	expect(unused).toEqual([]);
});

function sourceOf(place: string): string[] {
	if (place.endsWith('.ts')) return [readFileSync(place, 'utf8')];
	return readdirSync(place, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
		.map((name) => readFileSync(path.join(place, name), 'utf8'));
}

test('a count takes the form of its language, and is put in as that language writes it', () => {
	const german = read('de');
	const words = makeWords((key) => german[key] ?? '');
	expect(words.counted('card_more', 1)).toBe('1 weiterer Anruf');
	expect(words.counted('leads_have', 18_240)).toBe('18.240 Leads in diesem Browser');
});

test('a value that looks like a placeholder is not filled again', () => {
	const words = makeWords((key) => english[key] ?? '');
	expect(words('card_incoming', { company: '{company} $1' })).toBe('Incoming call from {company} $1');
});
