import '../../lib/extension-pages/no-jit.ts';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords, WordsContext } from '../../components/ui/words.ts';
import { useChosenWords } from '../../lib/extension-pages/use-chosen-words.ts';
import { useStatus } from '../../lib/extension-pages/use-status.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import { CallsApp } from './calls-app.tsx';

const send = fetch.bind(globalThis);

/** The call that the panel was opened for; a click on another card brings that one. */
function useShownCall(): string | undefined {
	const [callId, setCallId] = useState(callOfHash);
	useEffect(() => {
		const follow = () => setCallId(callOfHash());
		addEventListener('hashchange', follow);
		const stop = messenger.onMessage('showCall', ({ data }) => {
			void messenger.sendMessage('takeShownCall', undefined).catch(() => undefined);
			setCallId(data.callId);
		});
		const asked = messenger.sendMessage('takeShownCall', undefined).catch(() => undefined);
		void asked.then((waiting) => waiting && setCallId(waiting));
		return () => {
			removeEventListener('hashchange', follow);
			stop();
		};
	}, []);
	return callId;
}

function callOfHash(): string | undefined {
	return new URLSearchParams(location.hash.slice(1)).get('call') ?? undefined;
}

function Panel() {
	const words = useWords();
	const { status } = useStatus();
	const shown = useShownCall();
	return (
		<main class="panel-page">
			<h1 class="hidden">{words('panel_title')}</h1>
			{status && <CallsApp send={send} status={status} shown={shown} />}
		</main>
	);
}

function Speaking() {
	const words = useChosenWords(send);
	useEffect(() => {
		if (words) document.title = words('panel_title');
	}, [words]);
	return (
		words && (
			<WordsContext.Provider value={words}>
				<Panel />
			</WordsContext.Provider>
		)
	);
}

const app = document.querySelector('#app');
if (app) render(<Speaking />, app);
