import { useState } from 'preact/hooks';
import type { DeliveryFilter } from '../../../lib/server-api/deliveries-api.ts';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { outcomes, outcomeWords } from './outcomes.ts';

interface FilterBarProps {
	filter: DeliveryFilter;
	names: ReadonlyMap<string, string>;
	onFilter(filter: DeliveryFilter): void;
}

/** Which deliveries to show. */
export function FilterBar({ filter, names, onFilter }: FilterBarProps) {
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
			<div class="field">
				<label for="filter-connection">{words('filter_connection')}</label>
				<select
					id="filter-connection"
					value={filter.connection ?? ''}
					onChange={({ currentTarget }) =>
						onFilter({ ...filter, connection: currentTarget.value || undefined })
					}
				>
					<option value="">{words('filter_all')}</option>
					{[...names].map(([id, name]) => (
						<option key={id} value={id}>
							{displayText(name)}
						</option>
					))}
				</select>
			</div>
			<div class="field">
				<label for="filter-outcome">{words('filter_outcome')}</label>
				<select
					id="filter-outcome"
					value={filter.outcome ?? ''}
					onChange={({ currentTarget }) =>
						onFilter({ ...filter, outcome: outcomes.find((one) => one === currentTarget.value) })
					}
				>
					<option value="">{words('filter_all')}</option>
					{outcomes.map((outcome) => (
						<option key={outcome} value={outcome}>
							{words(outcomeWords[outcome])}
						</option>
					))}
				</select>
			</div>
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
