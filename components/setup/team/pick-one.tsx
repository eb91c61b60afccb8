import { useState } from 'preact/hooks';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';

interface PickOneProps {
	/** Also what the closed list shows. */
	label: string;
	options: readonly { id: string; name: string }[];
	isBusy: boolean;
	onPick(id: string): void;
}

/** Choose and confirm: a list that acted at once would act while she goes through it by keyboard. */
export function PickOne({ label, options, isBusy, onPick }: PickOneProps) {
	const words = useWords();
	const [picked, setPicked] = useState('');
	return (
		<div class="pick">
			<select
				aria-label={label}
				value={picked}
				disabled={isBusy}
				onChange={({ currentTarget }) => setPicked(currentTarget.value)}
			>
				<option value="">{label}</option>
				{options.map(({ id, name }) => (
					<option key={id} value={id}>
						{displayText(name)}
					</option>
				))}
			</select>
			<button
				type="button"
				class="button"
				disabled={isBusy || picked === ''}
				onClick={() => {
					onPick(picked);
					setPicked('');
				}}
			>
				{words('pick_action')}
			</button>
		</div>
	);
}
