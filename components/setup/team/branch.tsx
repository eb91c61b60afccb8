import { useState } from 'preact/hooks';
import type { BranchList } from '../../../lib/contract/index.ts';
import { displayText } from '../../ui/text.ts';
import { useWords, type Words } from '../../ui/words.ts';
import { AskBeforeRemoving } from './ask.tsx';
import type { BranchesProps } from './branches.tsx';
import { PickOne } from './pick-one.tsx';
import { Rename } from './rename.tsx';

type Branch = BranchList['branches'][number];

/** One office: its name, numbers and people, and what may be done with it. */
export function BranchRow({ branch, users, isBusy, actions }: BranchesProps & { branch: Branch }) {
	const words = useWords();
	const [isAsking, setAsking] = useState(false);
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
			<div class="row line-actions">
				{others.length > 0 && (
					<PickOne
						label={words('branch_add_person', { name })}
						isBusy={isBusy}
						options={others.map((user) => ({ id: user.userId, name: user.name }))}
						onPick={(userId) => actions.joinBranch(branch.branchId, userId)}
					/>
				)}
				<Rename
					name={branch.name}
					isBusy={isBusy}
					onRename={(wanted) => actions.renameBranch(branch.branchId, wanted)}
				/>
				<button
					type="button"
					class="button danger"
					aria-label={words('people_remove_named', { name })}
					disabled={isBusy}
					onClick={() => setAsking(true)}
				>
					{words('remove')}
				</button>
			</div>
			{isAsking && (
				<AskBeforeRemoving
					title={words('people_remove_title', { name })}
					goes={whatGoes(branch, members.length, words)}
					action={words('people_remove_named', { name })}
					onClose={() => setAsking(false)}
					onRemove={() => actions.removeBranch(branch.branchId)}
				/>
			)}
		</li>
	);
}

/** A branch may own a hundred numbers; as many are named. */
const MOST_NAMED = 6;

function whatGoes({ numbers }: Branch, memberCount: number, words: Words): string[] {
	const named = numbers.slice(0, MOST_NAMED).join(', ');
	const list = numbers.length > MOST_NAMED ? `${named} …` : named;
	return [
		...(numbers.length > 0 ? [words.counted('branch_remove_numbers', numbers.length, { list })] : []),
		...(memberCount > 0 ? [words.counted('branch_remove_people', memberCount)] : []),
		words('branch_remove_connections'),
		words('remove_keeps'),
	];
}
