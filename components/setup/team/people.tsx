import { useState } from 'preact/hooks';
import type { DeviceView, Role, UserView } from '../../../lib/contract/index.ts';
import { useWords } from '../../ui/words.ts';
import { Person, roles } from './person.tsx';
import type { MadeInvite, TeamActions } from './team.ts';

export interface PeopleProps {
	users: readonly UserView[];
	devices: readonly DeviceView[];
	invite: MadeInvite | undefined;
	isBusy: boolean;
	actions: TeamActions;
}

/** Who belongs to the workspace, as what, and the way in for the next. */
export function PeoplePanel(props: PeopleProps) {
	const { users, isBusy, actions } = props;
	const words = useWords();
	return (
		<section class="panel">
			<h2>{words('people_title')}</h2>
			<ul class="lines">
				{users.map((user) => (
					<Person key={user.userId} {...props} user={user} />
				))}
			</ul>
			<AddPerson isBusy={isBusy} onAdd={actions.addUser} />
		</section>
	);
}

function AddPerson({ isBusy, onAdd }: { isBusy: boolean; onAdd: TeamActions['addUser'] }) {
	const words = useWords();
	const [name, setName] = useState('');
	const [role, setRole] = useState<Role>('member');
	return (
		<form
			class="row form-line"
			onSubmit={(event) => {
				event.preventDefault();
				onAdd({ name: name.trim(), role });
				setName('');
			}}
		>
			<div class="field grow">
				<label for="person-name">{words('people_add')}</label>
				<input
					id="person-name"
					value={name}
					required
					maxLength={200}
					autocomplete="off"
					placeholder={words('people_name')}
					onInput={(event) => setName(event.currentTarget.value)}
				/>
			</div>
			<select
				class="narrow"
				aria-label={words('people_role')}
				value={role}
				onChange={({ currentTarget }) =>
					setRole(roles.find((one) => one === currentTarget.value) ?? 'member')
				}
			>
				{roles.map((one) => (
					<option key={one} value={one}>
						{words(`overview_role_${one}`)}
					</option>
				))}
			</select>
			<button type="submit" class="button primary" disabled={isBusy}>
				{words('people_add_action')}
			</button>
		</form>
	);
}
