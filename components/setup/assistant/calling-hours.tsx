import type { SettingsOf } from '../../../lib/contract/settings.ts';
import { useWords } from '../../ui/words.ts';
import { CheckField } from '../form/check-field.tsx';
import { Field } from '../form/field.tsx';
import { useRefusal } from '../form/form.ts';
import { Group } from '../form/group.tsx';
import { SelectField } from '../form/inputs.tsx';
import { minutesOf, timeOf, weekdays } from './hours.ts';

type Hours = NonNullable<SettingsOf<'assistant'>['hours']>;

interface HoursProps {
	hours: Hours | undefined;
	/** To begin with, IANA. */
	timeZone: string;
	onChange(hours: Hours | undefined): void;
}

const [NINE, SIX] = [9 * 60, 18 * 60];

/** When the assistant may call; at any time while it is off. */
export function CallingHours({ hours, timeZone, onChange }: HoursProps) {
	const words = useWords();
	const start = { from: NINE, to: SIX, days: [1, 2, 3, 4, 5], timeZone };
	return (
		<Group id="assistant-hours" title={words('hours_title')}>
			<CheckField
				id="hours-on"
				label={words('hours_on')}
				hint={words('hours_on_hint')}
				value={hours !== undefined}
				onChange={(isOn) => onChange(isOn ? start : undefined)}
			/>
			{hours && (
				<>
					<div class="pair">
						<Time end="from" hours={hours} onChange={onChange} />
						<Time end="to" hours={hours} onChange={onChange} />
					</div>
					<Days hours={hours} onChange={onChange} />
					<SelectField
						id="hours-zone"
						label={words('hours_zone')}
						path="hours.timeZone"
						value={hours.timeZone}
						options={zonesWith(hours.timeZone).map((zone) => ({ value: zone, text: zone }))}
						onChange={(zone) => onChange({ ...hours, timeZone: zone })}
					/>
				</>
			)}
		</Group>
	);
}

type PartProps = { hours: Hours; onChange(hours: Hours): void };

function Time({ end, hours, onChange }: PartProps & { end: 'from' | 'to' }) {
	const words = useWords();
	return (
		<Field
			id={`hours-${end}`}
			path={`hours.${end}`}
			label={words(end === 'from' ? 'hours_from' : 'hours_to')}
		>
			{(control) => (
				<input
					{...control}
					type="time"
					required
					value={timeOf(hours[end])}
					onChange={({ currentTarget }) => {
						const minutes = minutesOf(currentTarget.value, end === 'to');
						if (minutes !== undefined) onChange({ ...hours, [end]: minutes });
					}}
				/>
			)}
		</Field>
	);
}

function Days({ hours, onChange }: PartProps) {
	const words = useWords();
	const isRefused = useRefusal('hours.days') !== undefined || hours.days.length === 0;
	return (
		<fieldset class="days">
			<legend>{words('hours_days')}</legend>
			{weekdays(words.locale).map(({ day, name }) => (
				<label key={day}>
					<input
						type="checkbox"
						checked={hours.days.includes(day)}
						onChange={({ currentTarget }) => {
							const others = hours.days.filter((one) => one !== day);
							const days = currentTarget.checked ? [...others, day].sort((a, b) => a - b) : others;
							onChange({ ...hours, days });
						}}
					/>
					{name}
				</label>
			))}
			{isRefused && <p class="field-error">{words('hours_no_days')}</p>}
		</fieldset>
	);
}

function zonesWith(zone: string): string[] {
	return [...new Set([zone, ...Intl.supportedValuesOf('timeZone')])].sort();
}
