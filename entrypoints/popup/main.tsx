import '../../lib/extension-pages/no-jit.ts';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { type NoteSaver, type NoteState, noteSaver } from '../../components/note/note-saver.ts';
import { type PastCall, Popup } from '../../components/popup/popup.tsx';
import { WordsContext } from '../../components/ui/words.ts';
import { systemClock } from '../../lib/clock.ts';
import { openPanel, ownWindowId, PANEL_PATH } from '../../lib/extension-pages/open-panel.ts';
import { useChosenWords } from '../../lib/extension-pages/use-chosen-words.ts';
import { useStatus } from '../../lib/extension-pages/use-status.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import { systemTimers } from '../../lib/timers.ts';

const copy = (text: string) => void navigator.clipboard.writeText(text);

function openSettings(): void {
	void browser.runtime.openOptionsPage().then(() => window.close());
}

let own: number | undefined;
void ownWindowId().then((id) => {
	own = id;
});

/** In the click itself, or the browser would not open it; then the page in a tab does as well. */
function openCalls(): void {
	const opened = own === undefined ? Promise.resolve(false) : openPanel({ windowId: own });
	void opened
		.then(async (isOpen) => {
			if (!isOpen) await browser.tabs.create({ url: browser.runtime.getURL(PANEL_PATH) });
		})
		.then(() => window.close());
}

/** One saver a call, so that two notes never wait for each other. */
function useNotes() {
	const [states, setStates] = useState<ReadonlyMap<string, NoteState>>(new Map());
	const savers = useRef(new Map<string, NoteSaver>());
	function saverOf(callId: string): NoteSaver {
		const known = savers.current.get(callId);
		if (known) return known;
		const saver = noteSaver(
			(text) => messenger.sendMessage('saveCallNote', { callId, text }),
			(state) => setStates((all) => new Map(all).set(callId, state)),
			systemTimers.after,
		);
		savers.current.set(callId, saver);
		return saver;
	}
	return { states, write: (callId: string, text: string) => saverOf(callId).write(text) };
}

function App() {
	const { status } = useStatus();
	const [calls, setCalls] = useState<PastCall[]>();
	const notes = useNotes();
	useEffect(() => {
		const ask = messenger.sendMessage('recentCalls', undefined).catch(() => undefined);
		void ask.then((recent) => setCalls(recent ?? []));
	}, []);
	return (
		<Popup
			status={status}
			calls={calls}
			clock={systemClock}
			noteStates={notes.states}
			onNote={notes.write}
			onSettings={openSettings}
			onCalls={openCalls}
			onCopy={copy}
		/>
	);
}

const send = fetch.bind(globalThis);

function Speaking() {
	const words = useChosenWords(send);
	return (
		words && (
			<WordsContext.Provider value={words}>
				<App />
			</WordsContext.Provider>
		)
	);
}

const app = document.querySelector('#app');
if (app) render(<Speaking />, app);
