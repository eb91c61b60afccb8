import { displayText } from '../../ui/text.ts';
import { useWords, type WordKey } from '../../ui/words.ts';
import type { Form } from '../form/form.ts';
import { SelectField } from '../form/inputs.tsx';
import { SettingsForm } from '../form/settings-form.tsx';

/** A connection whose calls may be recorded. */
export interface RecordedConnection {
	connectionId: string;
	name: string;
	/** Of its provider. */
	label: string;
}

interface ConsentProps {
	form: Form<'consent'>;
	/** Undefined until the server has answered. */
	connections: readonly RecordedConnection[] | undefined;
	onCopy(text: string): void;
}

const modes = ['none', 'announced', 'asked'] as const;
const modeWords: Record<(typeof modes)[number], [choice: WordKey, meaning: WordKey]> = {
	none: ['consent_mode_none', 'consent_means_none'],
	announced: ['consent_mode_announced', 'consent_means_announced'],
	asked: ['consent_mode_asked', 'consent_means_asked'],
};

/** How those who are recorded learn of it, connection by connection. */
export function ConsentForm({ form, connections, onCopy }: ConsentProps) {
	const words = useWords();
	const { value, change } = form;
	return (
		<SettingsForm
			id="consent-form"
			title={words('consent_title')}
			hint={words('consent_note')}
			{...{ form, onCopy }}
		>
			<ul class="bullets">
				{modes.map((mode) => (
					<li key={mode}>
						<strong>{words(modeWords[mode][0])}</strong>: {words(modeWords[mode][1])}
					</li>
				))}
			</ul>
			{connections?.length === 0 && <p class="quiet">{words('consent_no_connections')}</p>}
			{connections?.map(({ connectionId, name, label }) => (
				<SelectField
					key={connectionId}
					id={`consent-${connectionId}`}
					label={`${displayText(name)} · ${displayText(label)}`}
					path={`connections.${connectionId}`}
					value={value.connections[connectionId] ?? 'none'}
					options={modes.map((mode) => ({ value: mode, text: words(modeWords[mode][0]) }))}
					onChange={(mode) => change({ connections: { ...value.connections, [connectionId]: mode } })}
				/>
			))}
		</SettingsForm>
	);
}
