import { useWords } from '../../ui/words.ts';
import { Field, type FieldProps } from './field.tsx';

interface TextProps extends FieldProps {
	value: string | undefined;
	type?: 'text' | 'url';
	placeholder?: string;
	/** Empty: undefined. */
	onChange(value: string | undefined): void;
}

/** One line of text. */
export function TextField({ value, type = 'text', placeholder, onChange, ...field }: TextProps) {
	return (
		<Field {...field}>
			{(control) => (
				<input
					{...control}
					type="text"
					inputMode={type}
					value={value ?? ''}
					placeholder={placeholder}
					maxLength={500}
					autocomplete="off"
					spellcheck={false}
					onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
				/>
			)}
		</Field>
	);
}

interface NumberProps extends FieldProps {
	value: number | undefined;
	least?: number;
	most?: number;
	onChange(value: number | undefined): void;
}

/** A whole number; undefined where it was left empty. */
export function NumberField({ value, least = 0, most, onChange, ...field }: NumberProps) {
	return (
		<Field {...field}>
			{(control) => (
				<input
					{...control}
					class="number"
					type="number"
					inputMode="numeric"
					min={least}
					max={most}
					required={!field.isOptional}
					value={value ?? ''}
					onInput={({ currentTarget }) => {
						const typed = currentTarget.valueAsNumber;
						onChange(Number.isNaN(typed) ? undefined : typed);
					}}
				/>
			)}
		</Field>
	);
}

interface SelectProps<T extends string> extends FieldProps {
	value: T;
	options: readonly { value: T; text: string }[];
	onChange(value: T): void;
}

/** One of a few. */
export function SelectField<T extends string>({ value, options, onChange, ...field }: SelectProps<T>) {
	return (
		<Field {...field}>
			{(control) => (
				<select
					{...control}
					value={value}
					onChange={({ currentTarget }) => {
						const chosen = options.find((option) => option.value === currentTarget.value);
						if (chosen) onChange(chosen.value);
					}}
				>
					{options.map((option) => (
						<option key={option.value} value={option.value}>
							{option.text}
						</option>
					))}
				</select>
			)}
		</Field>
	);
}

interface SecretProps extends Omit<FieldProps, 'path'> {
	name: string;
	secrets: Readonly<Record<string, string | null>>;
	secretsSet: readonly string[];
	onChange(name: string, value: string | null | undefined): void;
}

/** A key: what is saved is never shown, only that it is there. */
export function SecretField({ name, secrets, secretsSet, onChange, ...field }: SecretProps) {
	const words = useWords();
	const isRemoved = secrets[name] === null;
	const isSet = secretsSet.includes(name) && !isRemoved;
	return (
		<Field {...field} path={`secrets.${name}`}>
			{(control) => (
				<div class="secret">
					<input
						{...control}
						type="password"
						value={secrets[name] ?? ''}
						maxLength={500}
						autocomplete="off"
						spellcheck={false}
						placeholder={words(isSet ? 'secret_kept' : isRemoved ? 'secret_removed' : 'secret_none')}
						onInput={({ currentTarget }) => onChange(name, currentTarget.value.trim() || undefined)}
					/>
					{isSet && secrets[name] === undefined && (
						<button
							type="button"
							class="button"
							aria-label={words('people_remove_named', { name: field.label })}
							onClick={() => onChange(name, null)}
						>
							{words('remove')}
						</button>
					)}
				</div>
			)}
		</Field>
	);
}
