import type { BranchList, UserView } from '../../../lib/contract/index.ts';
import { timeAgo } from '../../ui/time.ts';
import { useWords } from '../../ui/words.ts';
import { AddBranch } from './add-branch.tsx';
import { BranchRow } from './branch.tsx';
import { PickOne } from './pick-one.tsx';
import type { TeamActions } from './team.ts';

export interface BranchesProps {
	list: BranchList;
	users: readonly UserView[];
	/** ISO 3166-1 alpha-2, for a new branch. */
	regions: readonly string[];
	timeZone: string;
	region: string;
	now: number;
	isBusy: boolean;
	actions: TeamActions;
}

/** Offices with their numbers and people, and numbers that nobody owns yet. */
export function BranchesPanel(props: BranchesProps) {
	const { list, actions, isBusy } = props;
	const words = useWords();
	return (
		<section class="panel">
			<h2>{words('branches_title')}</h2>
			<p class="quiet">{words(list.branches.length === 0 ? 'branches_none' : 'branches_hint')}</p>
			<UnownedNumbers {...props} />
			<ul class="lines">
				{list.branches.map((branch) => (
					<BranchRow key={branch.branchId} {...props} branch={branch} />
				))}
			</ul>
			<AddBranch {...props} isBusy={isBusy} onAdd={actions.addBranch} />
		</section>
	);
}

function UnownedNumbers({ list, now, isBusy, actions }: BranchesProps) {
	const words = useWords();
	if (list.unownedNumbers.length === 0 || list.branches.length === 0) return null;
	return (
		<div class="stack">
			<h3>{words('numbers_unowned')}</h3>
			<ul class="lines">
				{list.unownedNumbers.map(({ e164, callCount, lastCalledAt }) => (
					<li class="row" key={e164}>
						<p class="grow">
							<strong>{e164}</strong>{' '}
							<span class="quiet">
								{words.counted('numbers_calls', callCount, {
									when: timeAgo(Date.parse(lastCalledAt), now, words.locale),
								})}
							</span>
						</p>
						<PickOne
							label={words('numbers_give', { number: e164 })}
							isBusy={isBusy}
							options={list.branches.map(({ branchId, name }) => ({ id: branchId, name }))}
							onPick={(branchId) => actions.ownNumber(branchId, e164)}
						/>
					</li>
				))}
			</ul>
		</div>
	);
}
