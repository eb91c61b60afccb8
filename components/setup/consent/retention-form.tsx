import { useWords } from '../../ui/words.ts';
import type { Form } from '../form/form.ts';
import { NumberField } from '../form/inputs.tsx';
import { SettingsForm } from '../form/settings-form.tsx';

const MOST_DAYS = 3_650;

/** How long things are kept. */
export function RetentionForm({ form, onCopy }: { form: Form<'retention'>; onCopy(text: string): void }) {
	const words = useWords();
	const { value, change } = form;
	return (
		<SettingsForm id="retention-form" title={words('retention_title')} {...{ form, onCopy }}>
			<NumberField
				id="recording-days"
				label={words('retention_recordings')}
				hint={words('retention_recordings_hint')}
				path="recordingDays"
				value={value.recordingDays}
				least={1}
				most={MOST_DAYS}
				onChange={(recordingDays) => recordingDays !== undefined && change({ recordingDays })}
			/>
			<NumberField
				id="delivery-days"
				label={words('retention_deliveries')}
				hint={words('retention_deliveries_hint')}
				path="deliveryDays"
				value={value.deliveryDays}
				least={1}
				most={MOST_DAYS}
				isOptional
				onChange={(deliveryDays) => change({ deliveryDays })}
			/>
		</SettingsForm>
	);
}
