import { useState } from 'preact/hooks';
import type { BranchList, UserView } from '../../../lib/contract/index.ts';
import { displayText } from '../../ui/text.ts';
import { timeAgo } from '../../ui/time.ts';
import { useWords } from '../../ui/words.ts';
import { AddBranch } from './add-branch.tsx';
import type { TeamActions } from './team.ts';

interface BranchesProps {
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

type Branch = BranchList['branches'][number];

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

function BranchRow({ branch, users, isBusy, actions }: BranchesProps & { branch: Branch }) {
	const words = useWords();
	const name = displayText(branch.name);
	const list = new Intl.ListFormat(words.locale, { type: 'conjunction' });
	const members = users.filter(({ userId }) => branch.userIds.includes(userId));
	const others = users.filter(({ userId }) => !branch.userIds.includes(userId));
	return (
		<li class="row">
			<div class="grow">
				<h3>
					<bdi>{name}</bdi> <span class="quiet">{branch.region}</span>
				</h3>
				<p class="quiet">
					{branch.numbers.length === 0 ? words('branch_no_numbers') : branch.numbers.join(' · ')}
				</p>
				<p class="quiet">
					{members.length === 0
						? words('branch_nobody')
						: list.format(members.map((user) => displayText(user.name)))}
				</p>
			</div>
			{others.length > 0 && (
				<PickOne
					label={words('branch_add_person', { name })}
					isBusy={isBusy}
					options={others.map((user) => ({ id: user.userId, name: user.name }))}
					onPick={(userId) => actions.joinBranch(branch.branchId, userId)}
				/>
			)}
		</li>
	);
}

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
