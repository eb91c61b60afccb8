import { useState } from 'preact/hooks';
import { useWords } from '../../ui/words.ts';
import type { TeamActions } from './team.ts';

interface AddBranchProps {
	regions: readonly string[];
	/** Of this browser, to begin with. */
	region: string;
	timeZone: string;
	isBusy: boolean;
	onAdd: TeamActions['addBranch'];
}

/** A further office; its country reads numbers that are written without one. */
export function AddBranch({ regions, region, timeZone, isBusy, onAdd }: AddBranchProps) {
	const words = useWords();
	const [name, setName] = useState('');
	const [chosen, setChosen] = useState(region);
	const names = new Intl.DisplayNames(words.locale, { type: 'region' });
	return (
		<form
			class="row form-line"
			onSubmit={(event) => {
				event.preventDefault();
				onAdd({ name: name.trim(), region: chosen, timeZone });
				setName('');
			}}
		>
			<div class="field grow">
				<label for="branch-name">{words('branch_add')}</label>
				<input
					id="branch-name"
					value={name}
					required
					maxLength={200}
					autocomplete="off"
					placeholder={words('branch_name')}
					onInput={(event) => setName(event.currentTarget.value)}
				/>
			</div>
			<select
				class="narrow"
				aria-label={words('branch_country')}
				value={chosen}
				onChange={({ currentTarget }) => setChosen(currentTarget.value)}
			>
				{regions.map((code) => (
					<option key={code} value={code}>
						{names.of(code) ?? code}
					</option>
				))}
			</select>
			<button type="submit" class="button" disabled={isBusy}>
				{words('branch_add_action')}
			</button>
		</form>
	);
}
