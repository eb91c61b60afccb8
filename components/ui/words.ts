import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type english from '../../locales/en.json';

export type WordKey = keyof typeof english;

/** Keys that exist once for one and once for several, named without their `_one` and `_other`. */
export type CountedKey = WordKey extends infer K ? (K extends `${infer Stem}_one` ? Stem : never) : never;

export interface Words {
	/** BCP 47, the language that the words are in; for Intl. */
	locale: string;
	(key: WordKey, values?: Record<string, string>): string;
	/** Picks the form for `count` and puts it in as `{count}`. */
	counted(key: CountedKey, count: number, values?: Record<string, string>): string;
}

/** Words from message templates; a template that is missing shows as its key. */
export function makeWords(template: (key: WordKey) => string): Words {
	const word = (key: WordKey, values: Record<string, string> = {}) =>
		(template(key) || key).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
	const locale = template('locale') || 'en';
	return Object.assign(word, {
		locale,
		counted(key: CountedKey, count: number, values: Record<string, string> = {}) {
			const form = new Intl.PluralRules(locale).select(count) === 'one' ? 'one' : 'other';
			return word(`${key}_${form}`, { ...values, count: count.toLocaleString(locale) });
		},
	});
}

/** The language in which a tree of components speaks. */
export const WordsContext = createContext<Words>(makeWords((key) => key));

export const useWords = (): Words => useContext(WordsContext);
