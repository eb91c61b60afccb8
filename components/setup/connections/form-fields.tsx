import type { FormField } from '../../../lib/contract/setup.ts';
import { said } from '../../ui/said.ts';
import { useWords } from '../../ui/words.ts';

interface FieldsProps {
	/** Told apart from other forms of the page. */
	prefix: string;
	fields: readonly FormField[];
	values: Record<string, string>;
	onChange(name: string, value: string): void;
}

/** The fields of a form as a provider's manifest describes them. */
export function Fields({ prefix, fields, values, onChange }: FieldsProps) {
	return (
		<>
			{fields.map((field) => (
				<Field
					key={field.name}
					id={`${prefix}-${field.name}`}
					field={field}
					value={values[field.name] ?? ''}
					onChange={(value) => onChange(field.name, value)}
				/>
			))}
		</>
	);
}

interface FieldProps {
	id: string;
	field: FormField;
	value: string;
	onChange(value: string): void;
}

function Field({ id, field, value, onChange }: FieldProps) {
	const words = useWords();
	const { label, help, required, kind, choices = [], placeholder } = field;
	const common = { id, value, required, 'aria-describedby': help ? `${id}-hint` : undefined };
	const typed = {
		...{ ...common, placeholder, maxLength: 500, autocomplete: 'off', spellcheck: false },
		onInput: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
	};
	return (
		<div class="field">
			<label for={id}>
				{said(label, words)}
				{!required && <span class="quiet"> ({words('optional')})</span>}
			</label>
			{kind === 'choice' && (
				<select {...common} onChange={(event) => onChange(event.currentTarget.value)}>
					<option value="">{words('choose')}</option>
					{choices.map((choice) => (
						<option key={choice.value} value={choice.value}>
							{said(choice.label, words)}
						</option>
					))}
				</select>
			)}
			{kind === 'secret' && <input type="password" {...typed} />}
			{kind === 'email' && <input type="email" {...typed} />}
			{kind === 'text' && <input type="text" {...typed} />}
			{help && (
				<p class="hint" id={`${id}-hint`}>
					{said(help, words)}
				</p>
			)}
		</div>
	);
}

/** What was typed, apart by where the server keeps it; what was left empty is left out. */
export function splitValues(
	fields: readonly FormField[],
	values: Record<string, string>,
): { secrets: Record<string, string>; settings: Record<string, string> } {
	const typed = fields.flatMap(({ name, kind }) => {
		const value = (values[name] ?? '').trim();
		return value === '' ? [] : [{ name, isSecret: kind === 'secret', value }];
	});
	const pick = (isSecret: boolean) =>
		Object.fromEntries(
			typed.filter((one) => one.isSecret === isSecret).map(({ name, value }) => [name, value]),
		);
	return { secrets: pick(true), settings: pick(false) };
}
