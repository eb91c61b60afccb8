import type { Words } from '../../components/ui/words.ts';
import { ownSettings, watchOwnSettings } from '../browser-settings.ts';
import { browserWords, type Templates, wordsFrom } from '../browser-words.ts';
import { type OwnSettings, readOwnSettings } from '../settings.ts';
import { readTemplates } from './templates.ts';

/** Her settings at hand, with the words of her language. */
export interface Own {
	settings: OwnSettings;
	/** Undefined where she speaks the browser's language. */
	templates: Templates | undefined;
	words: Words;
}

export interface OwnFollower {
	/** As they stand; the defaults until `ready`. */
	current(): Own;
	ready: Promise<void>;
}

/** Reads her settings and follows their changes; `onLanguage` is told once new words are there. */
export function followOwn(send: typeof fetch, onLanguage: () => void): OwnFollower {
	let own: Own = { settings: readOwnSettings(undefined), templates: undefined, words: browserWords };
	async function take(settings: OwnSettings): Promise<void> {
		const isNew = settings.language !== own.settings.language;
		own = { ...own, settings };
		if (!isNew) return;
		const templates = await readTemplates(settings.language, send);
		// Chosen once more meanwhile: the later choice brings its own.
		if (own.settings.language === settings.language) {
			own = { ...own, templates, words: wordsFrom(templates) };
		}
	}
	watchOwnSettings((settings) => {
		const before = own.settings.language;
		void take(settings).then(() => settings.language !== before && onLanguage());
	});
	return { current: () => own, ready: ownSettings().then(take) };
}
