import { browser } from 'wxt/browser';
import { makeWords } from '../components/ui/words.ts';

/** The words of the browser's language, or English. */
export const browserWords = makeWords((key) => browser.i18n.getMessage(key as never));
