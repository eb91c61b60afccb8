import '../../lib/extension-pages/no-jit.ts';
import { render } from 'preact';
import { WordsContext } from '../../components/ui/words.ts';
import { browserWords as words } from '../../lib/browser-words.ts';
import { deviceName } from '../../lib/session/device-name.ts';
import { Options } from './options.tsx';

document.title = words('options_title');
document.documentElement.lang = words.locale;

/** A link that came with the page's address, taken out of it at once: codes are secret. */
function takeLink(): string {
	const [, link] = /^#pair=(.+)$/.exec(location.hash) ?? [];
	if (!link) return '';
	history.replaceState(null, '', location.pathname);
	return decodeURIComponent(link);
}

const app = document.querySelector('#app');
if (app) {
	render(
		<WordsContext.Provider value={words}>
			<Options send={fetch.bind(globalThis)} deviceName={deviceName(navigator.userAgent)} link={takeLink()} />
		</WordsContext.Provider>,
		app,
	);
}
