import { expect, test, vi } from 'vitest';
import { readTemplates } from './templates.ts';

const answering = (body: unknown) => vi.fn(async () => Response.json(body));

test('the chosen language is read from the extension’s own file', async () => {
	const send = answering({ locale: { message: 'de' }, card_missed: { message: 'Verpasst' } });
	expect(await readTemplates('de', send)).toEqual({ locale: 'de', card_missed: 'Verpasst' });
	expect(send).toHaveBeenCalledExactlyOnceWith('/_locales/de/messages.json');
});

test('where the browser’s language is wanted nothing is read', async () => {
	const send = answering({});
	expect(await readTemplates('browser', send)).toBeUndefined();
	expect(send).not.toHaveBeenCalled();
});

test('a file that cannot be read leaves the browser’s language', async () => {
	expect(await readTemplates('es', answering(['?']))).toBeUndefined();
	expect(await readTemplates('es', () => Promise.reject(new TypeError('gone')))).toBeUndefined();
});
