import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import type { NamedConnection } from '../facts/booking.tsx';
import type { Form } from '../form/form.ts';
import { Group } from '../form/group.tsx';
import { NumberField, SelectField, TextField } from '../form/inputs.tsx';
import { ListField } from '../form/list-field.tsx';
import { SettingsForm } from '../form/settings-form.tsx';
import { CallingHours } from './calling-hours.tsx';
import { numberOf } from './hours.ts';

export interface AssistantProps {
	form: Form<'assistant'>;
	/** Those to ElevenLabs. */
	voices: readonly NamedConnection[];
	/** Of this browser, to begin with. */
	timeZone: string;
	onCopy(text: string): void;
}

const NONE = '';

/** Who speaks for the company, from which number, when and how often. */
export function AssistantForm(props: AssistantProps) {
	const { form, timeZone, onCopy } = props;
	const words = useWords();
	const { value, change } = form;
	return (
		<SettingsForm
			id="assistant-form"
			title={words('assistant_title')}
			hint={words('assistant_hint')}
			{...{ form, onCopy }}
		>
			<Voice {...props} />
			<CallingHours hours={value.hours} timeZone={timeZone} onChange={(hours) => change({ hours })} />
			<Limits form={form} />
			<Group id="assistant-links" title={words('assistant_links')}>
				<NumberField
					id="link-days"
					label={words('assistant_link_days')}
					path="linkDays"
					least={1}
					most={90}
					value={value.linkDays}
					onChange={(linkDays = 0) => change({ linkDays })}
				/>
				<TextField
					id="hirings-url"
					type="url"
					label={words('assistant_questions')}
					hint={words('assistant_questions_hint')}
					placeholder="https://hirings.example.com/api/v1"
					path="hiringsApiUrl"
					isOptional
					value={value.hiringsApiUrl}
					onChange={(hiringsApiUrl) => change({ hiringsApiUrl })}
				/>
			</Group>
		</SettingsForm>
	);
}

function Voice({ form: { value, change }, voices }: AssistantProps) {
	const words = useWords();
	const options = voices.map(({ connectionId, name }) => ({ value: connectionId, text: displayText(name) }));
	return (
		<>
			<SelectField
				id="assistant-connection"
				label={words('assistant_connection')}
				hint={voices.length === 0 ? words('assistant_none_connected') : undefined}
				path="connectionId"
				value={value.connectionId ?? NONE}
				options={[{ value: NONE, text: words('assistant_off') }, ...options]}
				onChange={(connectionId) => change({ connectionId: connectionId || undefined })}
			/>
			<TextField
				id="assistant-agent"
				label={words('assistant_agent')}
				hint={words('assistant_agent_hint')}
				path="agentId"
				isOptional
				value={value.agentId}
				onChange={(agentId) => change({ agentId })}
			/>
			<TextField
				id="assistant-number"
				label={words('assistant_number')}
				hint={words('assistant_number_hint')}
				path="phoneNumberId"
				isOptional
				value={value.phoneNumberId}
				onChange={(phoneNumberId) => change({ phoneNumberId })}
			/>
			<SelectField
				id="assistant-carrier"
				label={words('assistant_carrier')}
				path="carrier"
				value={value.carrier}
				options={[
					{ value: 'twilio', text: 'Twilio' },
					{ value: 'sip-trunk', text: words('assistant_carrier_sip') },
				]}
				onChange={(carrier) => change({ carrier })}
			/>
		</>
	);
}

function Limits({ form: { value, change } }: Pick<AssistantProps, 'form'>) {
	const words = useWords();
	return (
		<Group id="assistant-limits" title={words('assistant_limits')}>
			<div class="pair">
				<NumberField
					id="most-at-once"
					label={words('assistant_at_once')}
					path="mostAtOnce"
					least={1}
					most={100}
					value={value.mostAtOnce}
					onChange={(mostAtOnce = 0) => change({ mostAtOnce })}
				/>
				<NumberField
					id="most-per-day"
					label={words('assistant_per_day')}
					path="mostPerDay"
					least={1}
					most={10_000}
					value={value.mostPerDay}
					onChange={(mostPerDay = 0) => change({ mostPerDay })}
				/>
			</div>
			<ListField
				id="do-not-call"
				label={words('assistant_do_not_call')}
				hint={words('assistant_do_not_call_hint')}
				path="doNotCall"
				isOptional
				read={numberOf}
				value={value.doNotCall}
				onChange={(doNotCall) => change({ doNotCall })}
			/>
		</Group>
	);
}
