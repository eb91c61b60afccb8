import type { ComponentChildren } from 'preact';
import { useGuard } from './actions.ts';

interface ButtonProps {
	kind: 'primary' | 'quiet' | 'icon';
	/** Said instead of the content where that is an icon. */
	label?: string;
	extraClass?: string;
	onAct(): void;
	onKeyDown?(event: KeyboardEvent): void;
	children: ComponentChildren;
}

/** The card's only kind of button: acts on guarded events alone. */
export function ActionButton({ kind, label, extraClass = '', onAct, onKeyDown, children }: ButtonProps) {
	const mayAct = useGuard();
	return (
		<button
			type="button"
			class={`button ${kind} ${extraClass}`}
			aria-label={label}
			title={label}
			onClick={(event) => {
				if (mayAct(event)) onAct();
			}}
			onKeyDown={onKeyDown}
		>
			{children}
		</button>
	);
}
