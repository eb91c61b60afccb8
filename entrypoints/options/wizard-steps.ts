import type { WizardStep } from '../../components/setup/connections/wizard.tsx';
import type { ConnectionView } from '../../lib/contract/index.ts';
import type { GuideStep, ProviderCard } from '../../lib/contract/setup.ts';

/** Where connecting begins: the app once for all, then the sign-in; or the form. */
export function firstStep(card: ProviderCard): WizardStep {
	if (card.connectBy !== 'sign-in') return { kind: 'form', card };
	const needsApp = card.app !== undefined && !card.app.isEntered;
	return needsApp ? { kind: 'app', card } : { kind: 'sign-in', card, state: 'ready' };
}

/** Whether steps that name this connection's own values are left: its address or a secret, to be pasted there. */
export function hasMoreToDo(card: ProviderCard, steps: readonly GuideStep[]): boolean {
	return steps.length > 0 && JSON.stringify(steps) !== JSON.stringify(card.steps);
}

/** How each connection's sign-in stood, to see that one is new. */
export function signInsOf(connections: readonly ConnectionView[]): Map<string, string> {
	return new Map(
		connections.map(({ connectionId, signIn }) => [connectionId, JSON.stringify(signIn ?? null)]),
	);
}

/** The step as fresh connections leave it; the very same where nothing of hers has changed. */
export function nextStep(
	step: WizardStep,
	connections: readonly ConnectionView[],
	before: ReadonlyMap<string, string>,
): WizardStep {
	if (step.kind === 'guide') {
		const fresh = connections.find((one) => one.connectionId === step.connection.connectionId);
		return fresh ? { ...step, connection: fresh } : { kind: 'closed' };
	}
	if (step.kind !== 'sign-in' || step.state !== 'waiting') return step;
	const now = signInsOf(connections);
	const isDone = connections.some(
		({ provider, connectionId, signIn }) =>
			provider === step.card.provider &&
			(step.connectionId === undefined || step.connectionId === connectionId) &&
			signIn !== undefined &&
			signIn.state !== 'needed' &&
			now.get(connectionId) !== before.get(connectionId),
	);
	return isDone ? { ...step, state: 'done' } : step;
}
