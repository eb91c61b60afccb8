import { Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words.ts';
import { CheckField } from '../form/check-field.tsx';
import type { Form } from '../form/form.ts';
import { Group } from '../form/group.tsx';
import { NumberField, SecretField, SelectField } from '../form/inputs.tsx';
import { SettingsForm } from '../form/settings-form.tsx';
import { Booking, type NamedConnection } from './booking.tsx';
import { OwnServer } from './own-server.tsx';

interface AfterCallProps {
	form: Form<'after-call'>;
	/** Those to Cal.com. */
	calendars: readonly NamedConnection[];
	onCopy(text: string): void;
}

/** What becomes of a call: transcript, facts, appointment, CRM. */
export function AfterCallForm({ form, calendars, onCopy }: AfterCallProps) {
	const words = useWords();
	const { value, change } = form;
	return (
		<SettingsForm
			id="after-call-form"
			title={words('after_title')}
			hint={words('after_hint')}
			{...{ form, onCopy }}
		>
			<CheckField
				id="after-on"
				label={words('after_on')}
				hint={words('after_on_hint')}
				value={value.isOn}
				onChange={(isOn) => change({ isOn })}
			/>
			{value.isOn && (
				<>
					<Models form={form} />
					<Limits form={form} />
					<Group id="after-write" title={words('after_write')}>
						<CheckField
							id="writes-alone"
							label={words('after_writes_alone')}
							value={value.writesAlone}
							onChange={(writesAlone) => change({ writesAlone })}
						/>
						{value.writesAlone && <Notice tone="warn" title={words('after_writes_alone_warning')} />}
					</Group>
					<Booking {...{ form, calendars }} />
				</>
			)}
		</SettingsForm>
	);
}

function Models({ form }: Pick<AfterCallProps, 'form'>) {
	const words = useWords();
	const { value, secrets, secretsSet, change, setSecret } = form;
	const { transcription } = value;
	return (
		<Group id="after-models" title={words('models_title')}>
			<SecretField
				id="transcription-key"
				name="transcriptionKey"
				label={words('models_key')}
				hint={words('models_key_hint')}
				{...{ secrets, secretsSet }}
				onChange={setSecret}
			/>
			<SelectField
				id="transcription-language"
				label={words('models_language')}
				path="transcription.language"
				value={transcription.language}
				options={[
					{ value: 'branch', text: words('models_language_branch') },
					{ value: 'detect', text: words('models_language_detect') },
				]}
				onChange={(language) => change({ transcription: { ...transcription, language } })}
			/>
			<OwnServer form={form} />
		</Group>
	);
}

function Limits({ form: { value, change } }: Pick<AfterCallProps, 'form'>) {
	const words = useWords();
	return (
		<Group id="after-limits" title={words('limits_title')}>
			<NumberField
				id="monthly-minutes"
				label={words('limits_minutes')}
				hint={words('limits_minutes_hint')}
				path="monthlyMinutes"
				value={value.monthlyMinutes}
				isOptional
				onChange={(monthlyMinutes) => change({ monthlyMinutes })}
			/>
			<NumberField
				id="monthly-tokens"
				label={words('limits_tokens')}
				hint={words('limits_tokens_hint')}
				path="monthlyTokens"
				value={value.monthlyTokens}
				isOptional
				onChange={(monthlyTokens) => change({ monthlyTokens })}
			/>
		</Group>
	);
}
