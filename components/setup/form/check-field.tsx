interface CheckProps {
	id: string;
	label: string;
	hint?: string;
	value: boolean;
	onChange(value: boolean): void;
}

/** On or off. */
export function CheckField({ id, label, hint, value, onChange }: CheckProps) {
	return (
		<div class="check-field">
			<input
				id={id}
				type="checkbox"
				checked={value}
				aria-describedby={hint && `${id}-hint`}
				onChange={({ currentTarget }) => onChange(currentTarget.checked)}
			/>
			<div>
				<label for={id}>{label}</label>
				{hint && (
					<p class="hint" id={`${id}-hint`}>
						{hint}
					</p>
				)}
			</div>
		</div>
	);
}
