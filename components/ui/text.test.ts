import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayText } from './text.ts';

test('a right-to-left override cannot turn the rest of the line', () =>
	expect(displayText('Mira \u202Egpj.exe')).toBe('Mira gpj.exe'));

test('isolates and embeddings are gone', () =>
	expect(displayText('\u2066a\u2067b\u2068c\u2069 \u202ad\u202be\u202c')).toBe('abc de'));

test('a name of 10,000 characters ends after 200 and says so', () => {
	const shown = displayText('x'.repeat(10_000));
	expect(shown).toHaveLength(201);
	expect(shown.endsWith('…')).toBe(true);
});

test('line breaks and tabs become one space', () => expect(displayText(' a\n\n\tb ')).toBe('a b'));

test('names in Arabic and Hebrew stay as they are', () => {
	expect(displayText('מירה לינדקוויסט')).toBe('מירה לינדקוויסט');
	expect(displayText('ميرا')).toBe('ميرا');
});

test('whatever comes in, nothing that turns or hides text goes out', () =>
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
			// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out.
			expect(displayText(text)).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
			expect(Array.from(displayText(text)).length).toBeLessThanOrEqual(201);
		}),
	));
