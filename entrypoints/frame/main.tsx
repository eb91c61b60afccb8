import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { NoteField } from '../../components/note/note-field.tsx';
import { type NoteState, noteSaver } from '../../components/note/note-saver.ts';
import { useWords, WordsContext } from '../../components/ui/words.ts';
import { wordsFrom } from '../../lib/browser-words.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import { systemTimers } from '../../lib/timers.ts';
import { FrameFacts } from './frame-facts.tsx';
import { frameGate } from './gate.ts';
import { tellHeight, watchSight } from './watch.ts';

const gate = frameGate(() => performance.now());

function Note({ secret, note }: { secret: string; note: string }) {
	const [state, setState] = useState<NoteState>('clean');
	const saver = useMemo(() => {
		const save = (text: string) => messenger.sendMessage('saveNote', { secret, text });
		return noteSaver(save, setState, systemTimers.after);
	}, [secret]);
	return <NoteField initial={note} state={state} mayType={gate.mayType} onWrite={saver.write} />;
}

function Elsewhere() {
	return <p class="elsewhere">{useWords()('note_elsewhere')}</p>;
}

/** Shows nothing to whoever frames this page without a secret of ours. */
async function start(): Promise<void> {
	const secret = location.hash.slice(1);
	history.replaceState(null, '', location.pathname);
	if (!secret || parent === window) return;
	const call = await messenger.sendMessage('frameReady', { secret }).catch(() => undefined);
	const main = document.querySelector('#frame');
	if (!call || !main) return;
	const words = wordsFrom(call.templates);
	document.documentElement.lang = words.locale;
	const canTell = watchSight(gate);
	render(
		<WordsContext.Provider value={words}>
			{canTell ? (
				<>
					<Note secret={secret} note={call.note} />
					<FrameFacts secret={secret} gate={gate} />
				</>
			) : (
				<Elsewhere />
			)}
		</WordsContext.Provider>,
		main,
	);
	tellHeight(main);
}

void start();
