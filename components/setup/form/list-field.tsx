import { useState } from 'preact/hooks';
import { Field, type FieldProps } from './field.tsx';

interface ListProps extends FieldProps {
	value: readonly string[];
	/** What is meant by a line. */
	read?(line: string): string;
	onChange(value: string[]): void;
}

/** Several texts, one a line; empty lines are none. */
export function ListField({ value, read = (line) => line.trim(), onChange, ...field }: ListProps) {
	const linesOf = (text: string) => text.split('\n').map(read).filter(Boolean);
	const [typed, setTyped] = useState(value.join('\n'));
	// As typed while it means the same: an empty line at the end is where she goes on.
	const isSame = linesOf(typed).join('\n') === value.join('\n');
	return (
		<Field {...field}>
			{(control) => (
				<textarea
					{...control}
					rows={4}
					spellcheck={false}
					value={isSame ? typed : value.join('\n')}
					onInput={({ currentTarget }) => {
						setTyped(currentTarget.value);
						onChange(linesOf(currentTarget.value));
					}}
				/>
			)}
		</Field>
	);
}
