import { createElement, type InputHTMLAttributes } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { displayText } from '../ui/text.ts';
import { useWords } from '../ui/words.ts';
import { type Fact, inputType } from './fact-list.ts';

/** As long a value as the contract takes. */
const LONGEST = 20_000;

interface FactEditProps {
	fact: Fact;
	isBusy: boolean;
	onSave(value: string): void;
	onCancel(): void;
}

/** What was really said, typed by hand; Enter saves, Escape leaves it. */
export function FactEdit({ fact, isBusy, onSave, onCancel }: FactEditProps) {
	const words = useWords();
	const [value, setValue] = useState(fact.value);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.focus(), []);
	const label = words('facts_edit_named', { field: displayText(fact.label) });
	const typed = {
		'aria-label': label,
		maxLength: LONGEST,
		required: true,
		ref: field,
		value,
		onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) => setValue(event.currentTarget.value),
	};
	const isChoice = fact.kind === 'choice' && fact.choices.length > 0;
	return (
		<form
			class="fact-edit"
			onSubmit={(event) => {
				event.preventDefault();
				if (value.trim()) onSave(value.trim());
			}}
			onKeyDown={(event) => {
				if (event.key === 'Escape') onCancel();
			}}
		>
			{isChoice ? (
				<select aria-label={label} value={value} onChange={(event) => setValue(event.currentTarget.value)}>
					{[...new Set([value, ...fact.choices])].map((choice) => (
						<option key={choice} value={choice}>
							{displayText(choice)}
						</option>
					))}
				</select>
			) : (
				<TypedInput type={inputType(fact)} {...typed} />
			)}
			<p class="row">
				<button type="submit" class="button" disabled={isBusy || value.trim() === ''}>
					{words('facts_save')}
				</button>
				<button type="button" class="button quiet" onClick={onCancel}>
					{words('cancel')}
				</button>
			</p>
		</form>
	);
}

type TypedInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
	type: ReturnType<typeof inputType>;
};

function TypedInput({ type, ...typed }: TypedInputProps) {
	return createElement('input', { ...typed, type });
}
