import { Notice } from '../../ui/notice.tsx';
import { useWords, type WordKey } from '../../ui/words.ts';
import type { Form } from '../form/form.ts';
import { SecretField, SelectField, TextField } from '../form/inputs.tsx';
import { SettingsForm } from '../form/settings-form.tsx';

/** What the CRM said when it was asked; `reason` is the server's, in English. */
export interface CrmChecked {
	kind: string;
	reason?: string;
}

interface CrmProps {
	form: Form<'crm'>;
	checked: CrmChecked | undefined;
	onCheck(): void;
	onCopy(text: string): void;
}

/** Where facts and unknown callers are written to. */
export function CrmForm({ form, checked, onCheck, onCopy }: CrmProps) {
	const words = useWords();
	const { value, saved, secrets, secretsSet, isBusy, isDirty, change, setSecret } = form;
	return (
		<SettingsForm id="crm-form" title={words('crm_title')} hint={words('crm_hint')} {...{ form, onCopy }}>
			<SelectField
				id="crm-kind"
				label={words('crm_kind')}
				path="kind"
				value={value.kind}
				options={[
					{ value: 'none', text: words('crm_none') },
					{ value: 'pulspoint', text: 'pulspoint' },
				]}
				onChange={(kind) => change({ kind })}
			/>
			{value.kind !== 'none' && (
				<>
					<TextField
						id="crm-url"
						type="url"
						label={words('crm_address')}
						hint={words('crm_address_hint')}
						placeholder="https://crm.example.com"
						path="baseUrl"
						value={value.baseUrl}
						onChange={(baseUrl) => change({ baseUrl })}
					/>
					<SecretField
						id="crm-key"
						name="apiKey"
						label={words('crm_key')}
						hint={words('crm_key_hint')}
						{...{ secrets, secretsSet }}
						onChange={setSecret}
					/>
				</>
			)}
			{saved.kind !== 'none' && !isDirty && (
				<div class="row">
					<button type="button" class="button" disabled={isBusy} onClick={onCheck}>
						{words('crm_check')}
					</button>
				</div>
			)}
			{checked && !isDirty && <Checked checked={checked} onCopy={onCopy} />}
		</SettingsForm>
	);
}

const checkWords: Readonly<Record<string, WordKey>> = {
	done: 'crm_check_done',
	later: 'field_silent',
	'signed-out': 'field_key_refused',
	forbidden: 'field_key_refused',
};

function Checked({ checked: { kind, reason }, onCopy }: { checked: CrmChecked; onCopy(text: string): void }) {
	const words = useWords();
	const word = (Object.hasOwn(checkWords, kind) ? checkWords[kind] : undefined) ?? 'field_unsure';
	return (
		<Notice tone={kind === 'done' ? 'good' : 'bad'} title={words(word)} details={reason} onCopy={onCopy} />
	);
}
