import { useWords } from '../../ui/words.ts';
import { families, familyWords, toggleFamily, toggleType } from './patterns.ts';

interface EventChoiceProps {
	/** Patterns; `*` alone is everything. */
	chosen: readonly string[];
	onChoose(chosen: string[]): void;
}

/** Which events to send on: everything, families, or single types. */
export function EventChoice({ chosen, onChoose }: EventChoiceProps) {
	const words = useWords();
	const isAll = chosen.includes('*');
	return (
		<fieldset class="events">
			<legend>{words('webhook_events')}</legend>
			<label class="check-line">
				<input type="radio" name="webhook-events" checked={isAll} onChange={() => onChoose(['*'])} />
				{words('webhook_events_all')}
			</label>
			<label class="check-line">
				<input type="radio" name="webhook-events" checked={!isAll} onChange={() => onChoose(['call.*'])} />
				{words('webhook_events_some')}
			</label>
			{!isAll && (
				<ul class="families">
					{[...families].map(([family, types]) => (
						<Family key={family} {...{ family, types, chosen, onChoose }} />
					))}
				</ul>
			)}
		</fieldset>
	);
}

function Family({
	family,
	types,
	chosen,
	onChoose,
}: EventChoiceProps & { family: string; types: readonly string[] }) {
	const words = useWords();
	const key = familyWords(family);
	const isWhole = chosen.includes(`${family}.*`);
	const isOn = (type: string) => isWhole || chosen.includes(type);
	return (
		<li>
			<label class="check-line">
				<input
					type="checkbox"
					checked={isWhole}
					// Some of it, not all.
					indeterminate={!isWhole && types.some(isOn)}
					onChange={({ currentTarget }) => onChoose(toggleFamily(chosen, family, currentTarget.checked))}
				/>
				{key ? words(key) : family} <code class="quiet">{family}.*</code>
			</label>
			{types.length > 1 && (
				<details>
					<summary>{words('webhook_events_single', { family: key ? words(key) : family })}</summary>
					{types.map((type) => (
						<label class="check-line" key={type}>
							<input
								type="checkbox"
								checked={isOn(type)}
								onChange={({ currentTarget }) => onChoose(toggleType(chosen, type, currentTarget.checked))}
							/>
							<code>{type}</code>
						</label>
					))}
				</details>
			)}
		</li>
	);
}
