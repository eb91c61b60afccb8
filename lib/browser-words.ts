import { browser } from 'wxt/browser';
import { makeWords, type Words } from '../components/ui/words.ts';

/** Message templates by their key. */
export type Templates = Readonly<Record<string, string>>;

/** The words of these templates; what they lack is in the browser's language, or in English. */
export function wordsFrom(templates?: Templates): Words {
	return makeWords((key) => templates?.[key] ?? browser.i18n.getMessage(key as never));
}

/** The words of the browser's language, or English. */
export const browserWords = wordsFrom();
