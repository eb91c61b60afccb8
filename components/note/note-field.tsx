import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useWords, type WordKey } from '../ui/words.ts';
import type { NoteState } from './note-saver.ts';
import './note.css';

/** As long a note as the server keeps. */
const LONGEST = 20_000;

interface NoteFieldProps {
	initial: string;
	state: NoteState;
	/** Says whose note it is, where that is not plain from what stands around. */
	label?: string;
	/** Whether this input may be taken; a refused one leaves the text as it is. */
	mayType?(event: Event): boolean;
	onWrite(text: string): void;
}

const stateWords: Record<NoteState, WordKey | undefined> = {
	clean: undefined,
	saving: undefined,
	saved: 'note_saved',
	waiting: 'note_waiting',
};

/** One line that grows with what is typed, and quietly says that it is kept. */
export function NoteField({ initial, state, label, mayType = () => true, onWrite }: NoteFieldProps) {
	const words = useWords();
	const field = useRef<HTMLTextAreaElement>(null);
	const [text, setText] = useState(initial);
	useLayoutEffect(() => {
		if (!field.current) return;
		field.current.style.height = 'auto';
		field.current.style.height = `${field.current.scrollHeight + 2}px`;
	}, [text]);
	const stateWord = stateWords[state];
	return (
		<div class="note">
			<textarea
				ref={field}
				rows={1}
				maxLength={LONGEST}
				value={text}
				placeholder={words('note_placeholder')}
				aria-label={label ?? words('note_label')}
				onBeforeInput={(event) => {
					if (!mayType(event)) event.preventDefault();
				}}
				onInput={(event) => {
					if (!mayType(event)) return;
					setText(event.currentTarget.value);
					onWrite(event.currentTarget.value);
				}}
			/>
			<span class="note-state" role="status" data-state={state}>
				{stateWord ? words(stateWord) : ''}
			</span>
		</div>
	);
}
