import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
	[undefined, 'en'],
	['', 'en'],
	['de', 'de'],
	['ES-419', 'es'],
	['fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7', 'de'],
	['en;q=0.2, es;q=0.9', 'es'],
	['de;q=0, es;q=0.1', 'es'],
	['fr, *;q=0.5', 'en'],
	['de;q=nonsense, es', 'es'],
	['<script>', 'en'],
	[`${'x,'.repeat(10_000)}de`, 'en'],
])('%s is read as %s', (header, language) => {
	expect(languageOf(header)).toBe(language);
});
