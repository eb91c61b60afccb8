import { useState } from 'preact/hooks';
import type { Role, UserView } from '../../../lib/contract/index.ts';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { AskBeforeRemoving } from './ask.tsx';
import { InviteLink } from './invite.tsx';
import type { PeopleProps } from './people.tsx';
import { Rename } from './rename.tsx';

export const roles: readonly Role[] = ['admin', 'supervisor', 'member'];

/** One person: role, way in, name, way out. */
export function Person({ user, users, devices, invite, isBusy, actions }: PeopleProps & { user: UserView }) {
	const words = useWords();
	const [isAsking, setAsking] = useState(false);
	const name = displayText(user.name);
	// The workspace would be nobody's to look after.
	const isOnlyAdmin = user.role === 'admin' && users.filter(({ role }) => role === 'admin').length === 1;
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
				<div class="row line-actions">
					<select
						class="narrow"
						aria-label={words('people_role_of', { name })}
						value={user.role}
						disabled={isBusy || isOnlyAdmin}
						aria-describedby={isOnlyAdmin ? 'only-admin' : undefined}
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
					<Rename
						name={user.name}
						isBusy={isBusy}
						onRename={(wanted) => actions.renameUser(user.userId, wanted)}
					/>
					<button
						type="button"
						class="button danger"
						aria-label={words('people_remove_named', { name })}
						aria-describedby={isOnlyAdmin ? 'only-admin' : undefined}
						disabled={isBusy || isOnlyAdmin}
						onClick={() => setAsking(true)}
					>
						{words('remove')}
					</button>
				</div>
			</div>
			{isOnlyAdmin && (
				<p class="hint" id="only-admin">
					{words('people_only_admin')}
				</p>
			)}
			{invite?.userId === user.userId && <InviteLink invite={invite} name={name} onCopy={actions.copy} />}
			{isAsking && (
				<AskBeforeRemoving
					title={words('people_remove_title', { name })}
					goes={[words('people_remove_goes')]}
					action={words('people_remove_named', { name })}
					onClose={() => setAsking(false)}
					onRemove={() => actions.removeUser(user.userId)}
				/>
			)}
		</li>
	);
}
