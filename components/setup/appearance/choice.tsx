interface ChoiceProps<T extends string> {
	id: string;
	label: string;
	hint?: string;
	value: T;
	/** In order; `lang` where the words are not in the page's language. */
	options: readonly { value: T; text: string; lang?: string }[];
	onChoose(value: T): void;
}

/** One thing chosen from a few. */
export function Choice<T extends string>({ id, label, hint, value, options, onChoose }: ChoiceProps<T>) {
	return (
		<section class="panel">
			<div class="field">
				<label for={id}>{label}</label>
				<select
					id={id}
					value={value}
					aria-describedby={hint && `${id}-hint`}
					onChange={({ currentTarget }) => {
						const chosen = options.find((option) => option.value === currentTarget.value);
						if (chosen) onChoose(chosen.value);
					}}
				>
					{options.map((option) => (
						<option key={option.value} value={option.value} lang={option.lang}>
							{option.text}
						</option>
					))}
				</select>
				{hint && (
					<p class="hint" id={`${id}-hint`}>
						{hint}
					</p>
				)}
			</div>
		</section>
	);
}
