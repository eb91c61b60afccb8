import { useEffect, useState } from 'preact/hooks';
import type { Words } from '../../components/ui/words.ts';
import { ownSettings, watchOwnSettings } from '../browser-settings.ts';
import { wordsFrom } from '../browser-words.ts';
import { readTemplates } from '../language/templates.ts';
import type { OwnSettings } from '../settings.ts';

/** The words of the language she chose, kept fresh, also told to the document; undefined until they are read. */
export function useChosenWords(send: typeof fetch): Words | undefined {
	const [words, setWords] = useState<Words>();
	useEffect(() => {
		let latest: OwnSettings['language'] | undefined;
		async function take({ language }: OwnSettings): Promise<void> {
			if (language === latest) return;
			latest = language;
			const templates = await readTemplates(language, send);
			if (language !== latest) return;
			const chosen = wordsFrom(templates);
			document.documentElement.lang = chosen.locale;
			setWords(() => chosen);
		}
		void ownSettings().then(take);
		return watchOwnSettings((settings) => void take(settings));
	}, [send]);
	return words;
}
