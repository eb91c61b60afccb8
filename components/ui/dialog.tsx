import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface DialogProps {
	title: string;
	/** Escape, too. */
	onClose(): void;
	children: ComponentChildren;
}

/** A question that stands in front of the page; the browser keeps the focus in it, and it goes back where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	const titleId = useId();
	useEffect(() => {
		const before = document.activeElement;
		dialog.current?.showModal();
		// Taken out of the page while open, the browser would not give it back by itself.
		return () => {
			if (before instanceof HTMLElement) before.focus();
		};
	}, []);
	return (
		<dialog
			ref={dialog}
			class="dialog"
			aria-labelledby={titleId}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
		>
			<h2 id={titleId}>{title}</h2>
			{children}
		</dialog>
	);
}
