import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../../ui/words.ts';

interface RenameProps {
	name: string;
	isBusy: boolean;
	onRename(name: string): void;
}

/** A button that turns into a field: Enter saves, Escape keeps the old name, and the focus comes back. */
export function Rename({ name, isBusy, onRename }: RenameProps) {
	const words = useWords();
	const [isOpen, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const close = () => {
		setOpen(false);
		button.current?.focus();
	};
	return (
		<>
			{/* Stays enabled while something is being saved, so that the focus may stay on it. */}
			<button
				ref={button}
				type="button"
				class="button"
				aria-label={words('rename_named', { name })}
				aria-expanded={isOpen}
				onClick={() => setOpen(!isOpen)}
			>
				{words('rename')}
			</button>
			{isOpen && <RenameForm {...{ name, isBusy, onRename }} onClose={close} />}
		</>
	);
}

function RenameForm({ name, isBusy, onRename, onClose }: RenameProps & { onClose(): void }) {
	const words = useWords();
	const [typed, setTyped] = useState(name);
	const field = useRef<HTMLInputElement>(null);
	useEffect(() => field.current?.select(), []);
	return (
		<form
			class="row rename"
			onSubmit={(event) => {
				event.preventDefault();
				const wanted = typed.trim();
				if (wanted !== '' && wanted !== name) onRename(wanted);
				onClose();
			}}
			onKeyDown={(event) => event.key === 'Escape' && onClose()}
		>
			<input
				ref={field}
				class="grow"
				aria-label={words('rename_field', { name })}
				value={typed}
				required
				maxLength={200}
				autocomplete="off"
				onInput={(event) => setTyped(event.currentTarget.value)}
			/>
			<button type="submit" class="button primary" disabled={isBusy}>
				{words('rename_save')}
			</button>
			<button type="button" class="button" onClick={onClose}>
				{words('cancel')}
			</button>
		</form>
	);
}
