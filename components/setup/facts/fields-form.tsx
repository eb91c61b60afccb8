import { useEffect, useRef, useState } from 'preact/hooks';
import { factFields } from '../../../lib/facts/presets.ts';
import { useWords } from '../../ui/words.ts';
import type { Form } from '../form/form.ts';
import { SelectField } from '../form/inputs.tsx';
import { SettingsForm } from '../form/settings-form.tsx';
import { FieldRow } from './field-row.tsx';
import { moved, nameOf, relabelled, withFields } from './fields.ts';
import './facts.css';

const MOST_FIELDS = 40;

/** Which facts are looked for in a call: a preset, or one's own list. */
export function FieldsForm({ form, onCopy }: { form: Form<'facts'>; onCopy(text: string): void }) {
	const words = useWords();
	const { value, saved, change, trouble } = form;
	const fields = factFields(value);
	const savedNames = new Set(factFields(saved).map(({ name }) => name));
	const [opened, setOpened] = useState<number>();
	const refused = /^fields\.(\d+)/.exec(trouble?.field ?? '')?.[1];
	const set = (next: typeof fields) => change(withFields(value, next));
	const { list, focusAfter } = useMovingFocus();
	return (
		<SettingsForm
			id="facts-form"
			title={words('wanted_title')}
			hint={words('wanted_hint')}
			{...{ form, onCopy }}
		>
			<SelectField
				id="facts-preset"
				label={words('wanted_preset')}
				hint={value.fields.length > 0 && value.preset !== 'own' ? words('wanted_preset_changed') : undefined}
				path="preset"
				value={value.preset}
				options={[
					{ value: 'recruiting', text: words('wanted_recruiting') },
					{ value: 'sales', text: words('wanted_sales') },
					{ value: 'own', text: words('wanted_own') },
				]}
				// What is on show is what one's own list begins with.
				onChange={(preset) => change({ preset, fields: preset === 'own' ? fields : [] })}
			/>
			{fields.length === 0 && <p class="quiet">{words('wanted_none')}</p>}
			<ol class="fact-fields" ref={list}>
				{fields.map((field, index) => (
					<FieldRow
						key={index}
						{...{ field, index, isLast: index === fields.length - 1 }}
						isOpen={opened === index || refused === String(index)}
						onOpen={(isOpen) => setOpened(isOpen ? index : undefined)}
						onChange={(edit) => set(fields.with(index, { ...field, ...edit }))}
						onLabel={(label) => set(relabelled(fields, index, label, savedNames))}
						onMove={(by) => {
							set(moved(fields, index, by));
							setOpened(undefined);
							focusAfter(index + by, by);
						}}
						onRemove={() => {
							set(fields.toSpliced(index, 1));
							setOpened(undefined);
							focusAfter(Math.max(index - 1, 0), 'head');
						}}
					/>
				))}
			</ol>
			<div class="row">
				<button
					type="button"
					class="button"
					disabled={fields.length >= MOST_FIELDS}
					onClick={() => {
						const name = nameOf('', new Set([...savedNames, ...fields.map((one) => one.name)]));
						set([...fields, { name, label: '', kind: 'text', description: '', choices: [] }]);
						setOpened(fields.length);
						focusAfter(fields.length, 'label');
					}}
				>
					{words('wanted_add')}
				</button>
			</div>
		</SettingsForm>
	);
}

type Place = -1 | 1 | 'head' | 'label';

const places: Record<Place, string> = {
	[-1]: '[data-move="-1"]',
	1: '[data-move="1"]',
	head: '.fact-head',
	label: 'input',
};

/** The focus goes where the row went. */
function useMovingFocus() {
	const list = useRef<HTMLOListElement>(null);
	const [wanted, setWanted] = useState<{ index: number; place: Place }>();
	useEffect(() => {
		if (!wanted) return;
		const row = list.current?.children.item(wanted.index);
		row?.querySelector<HTMLElement>(places[wanted.place])?.focus();
	}, [wanted]);
	return { list, focusAfter: (index: number, place: Place) => setWanted({ index, place }) };
}
