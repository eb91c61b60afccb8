import { render } from 'preact';
import { useState } from 'preact/hooks';
import '../tokens.css';
import german from '../../locales/de.json';
import english from '../../locales/en.json';
import spanish from '../../locales/es.json';
import { GuardContext } from '../call/actions.ts';
import { defaultPlace } from '../call/place.ts';
import { CallStack } from '../call/stack.tsx';
import { NoteField } from '../note/note-field.tsx';
import { makeWords, WordsContext } from '../ui/words.ts';
import { callStates, now } from './calls.ts';
import { pageStates } from './pages.tsx';

const query = new URLSearchParams(location.search);
const locales: Record<string, typeof english> = { en: english, de: german, es: spanish };
const locale = query.get('locale') ?? 'en';
const words = makeWords((key) => (locales[locale] ?? english)[key]);
const name = query.get('state');

function Cards({ state }: { state: string }) {
	const [place, setPlace] = useState(defaultPlace);
	return (
		<div class="ringside">
			<CallStack
				cards={callStates[state] ?? []}
				clock={{ now: () => now }}
				place={place}
				actions={{
					open: () => {},
					dismiss: () => {},
					choose: () => {},
					undoChoice: () => {},
					transcript: () => {},
					copy: async () => true,
					touch: () => {},
					place: setPlace,
				}}
				noteFor={({ state }) =>
					state !== 'missed' && (
						<NoteField
							initial={state === 'ended' ? 'Wants the contract by mail' : ''}
							state={state === 'ended' ? 'saved' : 'clean'}
							onWrite={() => {}}
						/>
					)
				}
				onMoved={() => {}}
			/>
		</div>
	);
}

function Index() {
	const frame = (state: string, width: number, height: number) => (
		<figure style="margin:0" key={state}>
			<figcaption style="font:13px/24px var(--font)">{state}</figcaption>
			<iframe
				title={state}
				src={`?state=${encodeURIComponent(state)}&locale=${locale}`}
				style={`width:${width}px;height:${height}px;border:1px solid var(--line);background:var(--surface-sunken)`}
			/>
		</figure>
	);
	const isTall = (state: string) => (state === 'five calls' ? 760 : 420);
	return (
		<main style="display:flex;flex-wrap:wrap;align-items:start;gap:16px;padding:16px">
			{Object.keys(callStates).map((state) => frame(state, 392, isTall(state)))}
			{Object.keys(pageStates).map((state) =>
				frame(state, state.startsWith('popup') ? 396 : Number(query.get('width') ?? 1_000), 820),
			)}
		</main>
	);
}

const page = name ? pageStates[name] : undefined;
if (page) await import('../ui/page.css');
else if (name) await import('../call/card.css');
const app = document.querySelector('#app');
document.documentElement.lang = locale;
if (app) {
	render(
		<WordsContext.Provider value={words}>
			<GuardContext.Provider value={() => true}>
				{page ? page() : name ? <Cards state={name} /> : <Index />}
			</GuardContext.Provider>
		</WordsContext.Provider>,
		app,
	);
}
