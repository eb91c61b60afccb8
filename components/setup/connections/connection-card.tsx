import { useState } from 'preact/hooks';
import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { CheckView } from '../../../lib/contract/setup.ts';
import { Icon, type IconName } from '../../ui/icons.tsx';
import type { Tone } from '../../ui/notice.tsx';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { Check } from './checks.tsx';
import { ConnectionDetails } from './connection-details.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { connectionLine, connectionTone, worstCheck } from './state.ts';

/** What can be done with a connection. */
export interface ConnectionActions {
	/** The button of a check. */
	act(connection: ConnectionView, check: CheckView): void;
	signIn(connection: ConnectionView): void;
	check(connection: ConnectionView): void;
	repair(connection: ConnectionView): void;
	passOn(connection: ConnectionView, name: string): void;
	/** What is to be done at the vendor. */
	guide(connection: ConnectionView): void;
	remove(connection: ConnectionView): void;
	/** Undefined: to nobody in particular. */
	giveToBranch(connection: ConnectionView, branchId: string | undefined): void;
	copy(text: string): void;
}

export interface ConnectionCardProps {
	connection: ConnectionView;
	/** Name of its provider. */
	label: string;
	now: number;
	isBusy: boolean;
	/** Empty where it cannot be given to one. */
	branches: readonly { branchId: string; name: string }[];
	actions: ConnectionActions;
}

const marks: Record<Tone, IconName> = { good: 'done', calm: 'ringing', warn: 'question', bad: 'dismiss' };

/** One account: how it is, the one thing to do about it, and everything else folded away. */
export function ConnectionCard(props: ConnectionCardProps) {
	const { connection, label, now, isBusy, actions } = props;
	const words = useWords();
	const [isRemoving, setRemoving] = useState(false);
	const worst = worstCheck(connection);
	const tone = connectionTone(connection);
	const needsSignIn = connection.signIn?.state === 'needed' && worst?.action?.name !== 'sign-in';
	const name = accountOf(connection, label);
	return (
		<article class="panel connection" data-tone={tone} aria-label={[label, name].filter(Boolean).join(' · ')}>
			<div class="row">
				<span class="connection-mark" data-tone={tone}>
					<Icon name={marks[tone]} />
				</span>
				<div class="grow">
					<h2>
						<bdi>{label}</bdi>
						{name && (
							<span class="quiet">
								{' · '}
								<bdi>{name}</bdi>
							</span>
						)}
					</h2>
					<p class="quiet">{connectionLine(connection, now, words)}</p>
				</div>
				{needsSignIn && (
					<button
						type="button"
						class="button primary"
						disabled={isBusy}
						onClick={() => actions.signIn(connection)}
					>
						{words('sign_in_again')}
					</button>
				)}
			</div>
			{worst && (
				<Check
					check={worst}
					isWorst
					now={now}
					isBusy={isBusy}
					onAct={(check) => actions.act(connection, check)}
				/>
			)}
			<ConnectionDetails {...props} hidden={worst} onRemove={() => setRemoving(true)} />
			{isRemoving && (
				<RemoveDialog
					connection={connection}
					label={label}
					onClose={() => setRemoving(false)}
					onRemove={() => {
						setRemoving(false);
						actions.remove(connection);
					}}
				/>
			)}
		</article>
	);
}

/** Whose or which account, where that says more than the provider's name. */
function accountOf({ signIn, name, ownerName }: ConnectionView, label: string): string {
	const account = signIn?.account ?? (name === label ? undefined : name);
	const parts = [account, ownerName].map((part) => displayText(part ?? '')).filter(Boolean);
	return [...new Set(parts)].join(' · ');
}
