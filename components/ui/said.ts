import type { Text } from '../../lib/contract/index.ts';
import type { Words } from './words.ts';

/** What the server says in every language, in the one that these words are in; else in English. */
export function said(text: Text, { locale }: Pick<Words, 'locale'>): string {
	if (locale.startsWith('de')) return text.de;
	return locale.startsWith('es') ? text.es : text.en;
}
