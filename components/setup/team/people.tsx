import { useState } from 'preact/hooks';
import type { DeviceView, Role, UserView } from '../../../lib/contract/index.ts';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { AskBeforeRemoving } from './ask.tsx';
import { InviteLink } from './invite.tsx';
import type { MadeInvite, TeamActions } from './team.ts';

export const roles: readonly Role[] = ['admin', 'supervisor', 'member'];

interface PeopleProps {
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

function Person({ user, devices, invite, isBusy, actions }: PeopleProps & { user: UserView }) {
	const words = useWords();
	const [isAsking, setAsking] = useState(false);
	const name = displayText(user.name);
	const own = devices.filter(({ userId }) => userId === user.userId).length;
	return (
		<li>
			<div class="row">
				<p class="grow">
					<strong>
						<bdi>{name}</bdi>
					</strong>{' '}
					<span class="quiet">
						{own === 0 ? words('people_no_browser') : words.counted('people_browsers', own)}
					</span>
				</p>
				<select
					class="narrow"
					aria-label={words('people_role_of', { name })}
					value={user.role}
					disabled={isBusy}
					onChange={({ currentTarget }) => {
						const role = roles.find((one) => one === currentTarget.value);
						if (role) actions.changeRole(user.userId, role);
					}}
				>
					{roles.map((role) => (
						<option key={role} value={role}>
							{words(`overview_role_${role}`)}
						</option>
					))}
				</select>
				<button type="button" class="button" disabled={isBusy} onClick={() => actions.invite(user.userId)}>
					{words('people_invite')}
				</button>
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
			{invite?.userId === user.userId && <InviteLink invite={invite} name={name} onCopy={actions.copy} />}
			{isAsking && (
				<AskBeforeRemoving
					title={words('people_remove_title', { name })}
					goes={words('people_remove_goes')}
					action={words('people_remove_named', { name })}
					onClose={() => setAsking(false)}
					onRemove={() => actions.removeUser(user.userId)}
				/>
			)}
		</li>
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
