import '../../lib/extension-pages/no-jit.ts';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { WordsContext } from '../../components/ui/words.ts';
import { useChosenWords } from '../../lib/extension-pages/use-chosen-words.ts';
import { deviceName } from '../../lib/session/device-name.ts';
import { Options } from './options.tsx';

const send = fetch.bind(globalThis);

/** A link that came with the page's address, taken out of it at once: codes are secret. */
function takeLink(): string {
	const [, link] = /^#pair=(.+)$/.exec(location.hash) ?? [];
	if (!link) return '';
	history.replaceState(null, '', location.pathname);
	return decodeURIComponent(link);
}

function App({ link }: { link: string }) {
	const words = useChosenWords(send);
	useEffect(() => {
		if (words) document.title = words('options_title');
	}, [words]);
	if (!words) return null;
	return (
		<WordsContext.Provider value={words}>
			<Options send={send} deviceName={deviceName(navigator.userAgent)} link={link} />
		</WordsContext.Provider>
	);
}

const app = document.querySelector('#app');
if (app) render(<App link={takeLink()} />, app);
