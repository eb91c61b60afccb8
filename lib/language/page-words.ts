import type { Words } from '../../components/ui/words.ts';
import { browserWords, type Templates, wordsFrom } from '../browser-words.ts';

declare global {
	/** In our own world of the page: templates of the language she chose, put there by the worker. */
	var ringsideWords: Templates | undefined;
}

let used: Templates | undefined;
let words = browserWords;

/** The words of the card, as the worker last said. */
export function pageWords(): Words {
	if (globalThis.ringsideWords !== used) {
		used = globalThis.ringsideWords;
		words = wordsFrom(used);
	}
	return words;
}
