import { useEffect, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { ProviderCard } from '../../../lib/contract/setup.ts';
import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { displayText } from '../../ui/text.ts';
import { useWords } from '../../ui/words.ts';
import { ConnectionCard, type ConnectionCardProps } from './connection-card.tsx';
import { RemovedNotice } from './removed-notice.tsx';
import { connectionTone, type Missing } from './state.ts';
import { TeamState } from './team-state.tsx';
import { Wizard, type WizardProps, type WizardStep } from './wizard.tsx';

/** What the server says of set-up; undefined until it has answered. */
export interface SetupData {
	providers?: readonly ProviderCard[];
	connections?: readonly ConnectionView[];
}

export interface ConnectionsProps
	extends SetupData,
		Omit<WizardProps, 'step' | 'providers'>,
		Pick<ConnectionCardProps, 'now' | 'actions' | 'branches'> {
	step: WizardStep;
	/** Empty for members. */
	people: readonly Missing[];
	/** Ids of connections with something under way. */
	busy: ReadonlySet<string>;
	/** Of a connection just removed: webhooks that stay at the vendor. */
	left: readonly string[] | undefined;
	/** Why the list could not be read, or the last thing asked was not done. */
	listTrouble: Trouble | undefined;
	onOpenWizard(): void;
}

const order = { bad: 0, warn: 1, calm: 2, good: 3 } as const;

/** Accounts at providers as cards, those in need first, and the way to more. */
export function ConnectionsSection(props: ConnectionsProps) {
	const { providers = [], connections, people, step, listTrouble, left, actions, onOpenWizard } = props;
	const words = useWords();
	const opener = useReturnFromWizard(step.kind);
	const shown = (connections ?? []).filter(({ state }) => state !== 'removed');
	return (
		<>
			<ProblemNotice trouble={listTrouble} onCopy={actions.copy} />
			{left && <RemovedNotice left={left} />}
			{step.kind === 'closed' ? (
				<div class="row">
					<p class="grow quiet">{connections && shown.length === 0 ? words('connections_none') : ''}</p>
					<button ref={opener} type="button" class="button primary" onClick={onOpenWizard}>
						{words('connections_add')}
					</button>
				</div>
			) : (
				<Wizard {...props} step={step} providers={providers} />
			)}
			<Cards {...props} connections={shown} />
			{connections && <TeamState providers={providers} connections={shown} people={people} />}
		</>
	);
}

/** Whoever leaves the wizard by keyboard is where she opened it. */
function useReturnFromWizard(kind: WizardStep['kind']) {
	const opener = useRef<HTMLButtonElement>(null);
	const before = useRef(kind);
	useEffect(() => {
		if (kind === 'closed' && before.current !== 'closed') opener.current?.focus();
		before.current = kind;
	}, [kind]);
	return opener;
}

function Cards({
	providers = [],
	connections = [],
	now,
	busy,
	branches,
	actions,
}: Pick<ConnectionsProps, 'providers' | 'connections' | 'now' | 'busy' | 'branches' | 'actions'>) {
	const sorted = connections.toSorted((a, b) => order[connectionTone(a)] - order[connectionTone(b)]);
	return (
		<>
			{sorted.map((connection) => {
				const card = providers.find(({ provider }) => provider === connection.provider);
				return (
					<ConnectionCard
						key={connection.connectionId}
						connection={connection}
						label={card?.label ?? displayText(connection.provider)}
						now={now}
						isBusy={busy.has(connection.connectionId)}
						branches={connection.ownerUserId ? [] : branches}
						actions={actions}
					/>
				);
			})}
		</>
	);
}
