import type { FactField } from '../../../lib/contract/settings.ts';
import { useWords } from '../../ui/words.ts';
import { SelectField, TextField } from '../form/inputs.tsx';
import { ListField } from '../form/list-field.tsx';
import { kindWords } from './fact-kinds.ts';

/** A fact and what may be done to it. */
export interface FactActions {
	field: FactField;
	index: number;
	onChange(edit: Partial<FactField>): void;
	onLabel(label: string): void;
}

const kinds = ['text', 'number', 'date', 'date-time', 'phone', 'email', 'choice'] as const;

/** Everything of one fact that may be set. */
export function FieldEditor({
	field,
	index,
	shownLabel,
	onChange,
	onLabel,
}: FactActions & { shownLabel: string }) {
	const words = useWords();
	const path = `fields.${index}`;
	const common = (name: string) => ({ id: `fact-${index}-${name}`, path: `${path}.${name}` });
	return (
		<div class="stack fact-editor">
			<TextField
				{...common('label')}
				label={words('fact_label')}
				hint={words('fact_label_hint', { name: field.name })}
				value={shownLabel}
				onChange={(label = '') => onLabel(label)}
			/>
			<SelectField
				{...common('kind')}
				label={words('fact_kind')}
				value={field.kind}
				options={kinds.map((kind) => ({ value: kind, text: words(kindWords[kind]) }))}
				onChange={(kind) => onChange({ kind, choices: kind === 'choice' ? field.choices : [] })}
			/>
			{field.kind === 'choice' && (
				<ListField
					{...common('choices')}
					label={words('fact_choices')}
					hint={words('fact_choices_hint')}
					value={field.choices}
					onChange={(choices) => onChange({ choices })}
				/>
			)}
			<TextField
				{...common('description')}
				label={words('fact_description')}
				hint={words('fact_description_hint')}
				isOptional
				value={field.description}
				onChange={(description = '') => onChange({ description })}
			/>
			<TextField
				{...common('crmField')}
				label={words('fact_crm_field')}
				hint={words('fact_crm_field_hint')}
				isOptional
				value={field.crmField}
				onChange={(crmField) => onChange({ crmField })}
			/>
		</div>
	);
}
