import type { ComponentChildren } from 'preact';
import { useWords } from '../../ui/words.ts';
import { refusalWord, useRefusal } from './form.ts';

export interface FieldProps {
	id: string;
	label: string;
	hint?: string;
	/** Where the server would say that something is wrong. */
	path: string;
	isOptional?: boolean;
}

/** What ties a control to its words. */
export interface ControlProps {
	id: string;
	'aria-describedby': string | undefined;
	'aria-invalid': boolean;
}

/** Label, control, hint, and what the server found wrong with it. */
export function Field({
	id,
	label,
	hint,
	path,
	isOptional,
	children,
}: FieldProps & { children(control: ControlProps): ComponentChildren }) {
	const words = useWords();
	const refusal = useRefusal(path);
	const described = [hint && `${id}-hint`, refusal && `${id}-error`].filter(Boolean).join(' ');
	return (
		<div class="field">
			<label for={id}>
				{label}
				{isOptional && <span class="quiet"> ({words('optional')})</span>}
			</label>
			{children({ id, 'aria-describedby': described || undefined, 'aria-invalid': refusal !== undefined })}
			{refusal && (
				<p class="field-error" id={`${id}-error`}>
					{words(refusalWord(refusal))} <span lang="en">{refusal.detail}</span>
				</p>
			)}
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
		</div>
	);
}
