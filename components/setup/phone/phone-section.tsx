import type { ConnectionView } from '../../../lib/contract/index.ts';
import { ProblemNotice } from '../../ui/problem.tsx';
import { said } from '../../ui/said.ts';
import { useWords } from '../../ui/words.ts';
import { ConnectionCard } from '../connections/connection-card.tsx';
import type { ConnectionsProps } from '../connections/connections-section.tsx';
import { RemovedNotice } from '../connections/removed-notice.tsx';
import { SignInStep } from '../connections/sign-in-step.tsx';
import { Wizard, type WizardStep } from '../connections/wizard.tsx';
import { phonesToSignIn } from './phones.ts';

/** Her own accounts: a big button for each that is missing, a card for each that is there. */
export function PhoneSection(props: ConnectionsProps) {
	const { providers, connections = [], step, listTrouble, left, actions, now, busy } = props;
	const words = useWords();
	const ready = phonesToSignIn(providers ?? []);
	return (
		<>
			<ProblemNotice trouble={listTrouble ?? props.trouble} onCopy={actions.copy} />
			{left && <RemovedNotice left={left} />}
			{isElsewhere(step, connections) && (
				<Wizard
					{...props}
					step={step}
					providers={[]}
					trouble={undefined}
					onChangeApp={undefined}
					onInvite={undefined}
				/>
			)}
			<MissingPhones {...props} />
			{connections.map((connection) => (
				<ConnectionCard
					key={connection.connectionId}
					connection={connection}
					label={
						(providers ?? []).find((card) => card.provider === connection.provider)?.label ??
						connection.provider
					}
					now={now}
					isBusy={busy.has(connection.connectionId)}
					branches={[]}
					actions={actions}
				/>
			))}
			{providers && ready.length === 0 && connections.length === 0 && (
				<section class="panel">
					<p class="quiet">{words('phone_none')}</p>
				</section>
			)}
		</>
	);
}

/** A step that no button below shows: a guide, or signing in again. */
function isElsewhere(
	step: WizardStep,
	connections: readonly ConnectionView[],
): step is Extract<WizardStep, { kind: 'guide' | 'sign-in' }> {
	if (step.kind === 'guide') return true;
	return step.kind === 'sign-in' && connections.some(({ provider }) => provider === step.card.provider);
}

/** A big button for each account that she has not signed in to; the one just signed in stays until she goes on. */
export function MissingPhones(
	props: Pick<ConnectionsProps, 'providers' | 'connections' | 'step' | 'isBusy' | 'onSignIn'>,
) {
	const { providers = [], connections = [], step, isBusy, onSignIn } = props;
	const words = useWords();
	const missing = phonesToSignIn(providers).filter(
		({ provider }) => !connections.some((one) => one.provider === provider),
	);
	return (
		<>
			{missing.map((card) => {
				const isThis = step.kind === 'sign-in' && step.card.provider === card.provider;
				return (
					<section class="panel" key={card.provider}>
						<h2>{words('phone_title', { provider: card.label })}</h2>
						<p class="quiet">{said(card.about, words)}</p>
						<SignInStep {...{ card, isBusy, onSignIn }} state={isThis ? step.state : 'ready'} />
					</section>
				);
			})}
		</>
	);
}
