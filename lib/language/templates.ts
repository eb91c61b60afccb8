import { z } from 'zod';
import type { Templates } from '../browser-words.ts';
import type { OwnSettings } from '../settings.ts';

/** A locale file as the build writes it for browsers. */
const LocaleFile = z.record(z.string(), z.object({ message: z.string() }));

/** Templates of the language she chose; undefined where that is the browser's, or the file cannot be read. */
export async function readTemplates(
	language: OwnSettings['language'],
	send: typeof fetch,
): Promise<Templates | undefined> {
	if (language === 'browser') return undefined;
	try {
		const response = await send(`/_locales/${language}/messages.json`);
		const file = LocaleFile.parse(await response.json());
		return Object.fromEntries(Object.entries(file).map(([key, { message }]) => [key, message]));
	} catch {
		// Words in another language are better than none.
		return undefined;
	}
}
