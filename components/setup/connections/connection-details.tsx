import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { CheckView, SubscriptionView } from '../../../lib/contract/setup.ts';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { Check } from './checks.tsx';
import type { ConnectionActions, ConnectionCardProps } from './connection-card.tsx';
import { sortedChecks } from './state.ts';

interface DetailsProps extends ConnectionCardProps {
	/** The check that is shown above already. */
	hidden: CheckView | undefined;
	onRemove(): void;
}

/** All checks and everything that is done rarely. */
export function ConnectionDetails(props: DetailsProps) {
	const { connection, now, isBusy, hidden, actions, branches, onRemove } = props;
	const words = useWords();
	const checks = sortedChecks(connection).filter((check) => check !== hidden);
	const isSaid = connection.checks?.some(({ action }) => action?.name === 'pass-on');
	const foreign = (connection.subscriptions ?? []).filter(
		({ state, isPassedOn }) => !isSaid && state === 'foreign' && !isPassedOn,
	);
	return (
		<details class="connection-details">
			<summary>{words('details')}</summary>
			<div class="checks">
				{checks.length + foreign.length === 0 && !hidden && <p class="quiet">{words('checks_none')}</p>}
				{checks.map((check) => (
					<Check
						key={check.name}
						check={check}
						now={now}
						isBusy={isBusy}
						onAct={(asked) => actions.act(connection, asked)}
					/>
				))}
				{foreign.map((place) => (
					<ForeignPlace
						key={place.name}
						{...{ place, connection, isBusy }}
						onPassOn={() => actions.passOn(connection, place.name)}
					/>
				))}
			</div>
			{branches.length > 0 && (
				<BranchChoice {...{ connection, branches }} onGive={actions.giveToBranch} isBusy={isBusy} />
			)}
			<Buttons {...{ connection, isBusy, actions, onRemove }} />
		</details>
	);
}

interface ForeignPlaceProps {
	place: SubscriptionView;
	isBusy: boolean;
	onPassOn(): void;
}

/** Somebody else's address stands where ours would: never replaced unasked. */
function ForeignPlace({ place, isBusy, onPassOn }: ForeignPlaceProps) {
	const words = useWords();
	const host = displayText(place.foreignHost ?? '…');
	return (
		<div class="check" data-state="attention">
			<div class="grow">
				<p>{words('pass_on_found', { place: displayText(place.name), host })}</p>
				<p class="hint">{words('pass_on_hint', { host })}</p>
			</div>
			<button type="button" class="button" disabled={isBusy} onClick={onPassOn}>
				{words('pass_on_action')}
			</button>
		</div>
	);
}

interface BranchChoiceProps {
	connection: ConnectionView;
	branches: ConnectionCardProps['branches'];
	isBusy: boolean;
	onGive: ConnectionActions['giveToBranch'];
}

function BranchChoice({ connection, branches, isBusy, onGive }: BranchChoiceProps) {
	const words = useWords();
	const id = `branch-${connection.connectionId}`;
	return (
		<div class="field">
			<label for={id}>{words('connection_branch')}</label>
			<select
				id={id}
				value={connection.branchId ?? ''}
				disabled={isBusy}
				onChange={({ currentTarget }) => onGive(connection, currentTarget.value || undefined)}
			>
				<option value="">{words('everybody')}</option>
				{branches.map(({ branchId, name }) => (
					<option key={branchId} value={branchId}>
						{displayText(name)}
					</option>
				))}
			</select>
		</div>
	);
}

function Buttons({
	connection,
	isBusy,
	actions,
	onRemove,
}: Pick<DetailsProps, 'connection' | 'isBusy' | 'actions' | 'onRemove'>) {
	const words = useWords();
	return (
		<div class="row">
			<button type="button" class="button" disabled={isBusy} onClick={() => actions.check(connection)}>
				{words('check_now')}
			</button>
			<button type="button" class="button" disabled={isBusy} onClick={() => actions.repair(connection)}>
				{words('repair')}
			</button>
			<button type="button" class="button" disabled={isBusy} onClick={() => actions.guide(connection)}>
				{words('show_guide')}
			</button>
			{connection.signIn && connection.signIn.state !== 'needed' && (
				<button type="button" class="button" disabled={isBusy} onClick={() => actions.signIn(connection)}>
					{words('sign_in_again')}
				</button>
			)}
			<button type="button" class="button danger" disabled={isBusy} onClick={onRemove}>
				{words('remove')}
			</button>
		</div>
	);
}
