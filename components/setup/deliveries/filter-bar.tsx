import { useState } from 'preact/hooks';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { dayOf, endOfDay, startOfDay } from './days.ts';
import type { DeliveriesProps } from './deliveries-section.tsx';
import { outcomes, outcomeWords } from './outcomes.ts';

type FilterBarProps = Pick<DeliveriesProps, 'filter' | 'names' | 'providers' | 'onFilter'>;

/** Which deliveries to show. */
export function FilterBar({ filter, names, providers, onFilter }: FilterBarProps) {
	const words = useWords();
	const [search, setSearch] = useState(filter.search ?? '');
	return (
		<form
			class="panel filters"
			aria-label={words('filter_title')}
			onSubmit={(event) => {
				event.preventDefault();
				onFilter({ ...filter, search: search.trim() || undefined });
			}}
		>
			<Choice
				id="filter-provider"
				label={words('filter_provider')}
				value={filter.provider}
				options={[...providers]}
				onChoose={(provider) => onFilter({ ...filter, provider })}
			/>
			<Choice
				id="filter-connection"
				label={words('filter_connection')}
				value={filter.connection}
				options={[...names]}
				onChoose={(connection) => onFilter({ ...filter, connection })}
			/>
			<Choice
				id="filter-outcome"
				label={words('filter_outcome')}
				value={filter.outcome}
				options={outcomes.map((outcome) => [outcome, words(outcomeWords[outcome])])}
				onChoose={(chosen) => onFilter({ ...filter, outcome: outcomes.find((one) => one === chosen) })}
			/>
			<Day
				id="filter-from"
				label={words('filter_from')}
				day={dayOf(filter.from)}
				onDay={(day) => onFilter({ ...filter, from: startOfDay(day) })}
			/>
			<Day
				id="filter-to"
				label={words('filter_to')}
				day={dayOf(filter.to, true)}
				onDay={(day) => onFilter({ ...filter, to: endOfDay(day) })}
			/>
			<div class="field grow">
				<label for="filter-search">{words('filter_search')}</label>
				<input
					id="filter-search"
					type="search"
					value={search}
					maxLength={300}
					placeholder="cloudtalk-123"
					onInput={(event) => setSearch(event.currentTarget.value)}
				/>
			</div>
			<button type="submit" class="button">
				{words('filter_action')}
			</button>
		</form>
	);
}

interface ChoiceProps {
	id: string;
	label: string;
	value: string | undefined;
	/** Id and name of each. */
	options: readonly (readonly [string, string])[];
	onChoose(value: string | undefined): void;
}

function Choice({ id, label, value, options, onChoose }: ChoiceProps) {
	const words = useWords();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<select
				id={id}
				value={value ?? ''}
				onChange={({ currentTarget }) => onChoose(currentTarget.value || undefined)}
			>
				<option value="">{words('filter_all')}</option>
				{options.map(([key, name]) => (
					<option key={key} value={key}>
						{displayText(name)}
					</option>
				))}
			</select>
		</div>
	);
}

interface DayProps {
	id: string;
	label: string;
	/** `2026-03-29`, empty for none. */
	day: string;
	onDay(day: string): void;
}

function Day({ id, label, day, onDay }: DayProps) {
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<input id={id} type="date" value={day} onChange={({ currentTarget }) => onDay(currentTarget.value)} />
		</div>
	);
}
