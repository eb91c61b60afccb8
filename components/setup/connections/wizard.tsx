import { useEffect, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../../lib/contract/index.ts';
import type { GuideStep, ProviderCard } from '../../../lib/contract/setup.ts';
import type { AppInput, ConnectionInput } from '../../../lib/server-api/setup-api.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice, type Trouble } from '../../ui/problem.tsx';
import { useWords } from '../../ui/words.ts';
import { AppForm } from './app-form.tsx';
import { ConnectForm } from './connect-form.tsx';
import { Guide } from './guide.tsx';
import { ProviderChoice } from './provider-choice.tsx';
import { SignInStep } from './sign-in-step.tsx';

/** Where connecting an account stands. */
export type WizardStep =
	| { kind: 'closed' }
	| { kind: 'choose' }
	/** An admin enters the workspace's registration at the vendor. */
	| { kind: 'app'; card: ProviderCard }
	/** `waiting`: the vendor's page is open in another tab. */
	| { kind: 'sign-in'; card: ProviderCard; connectionId?: string; state: 'ready' | 'waiting' | 'done' }
	| { kind: 'form'; card: ProviderCard }
	/** `connection` is kept fresh: its checks turn the steps green. */
	| { kind: 'guide'; label: string; connection: ConnectionView; steps: GuideStep[] };

export interface WizardProps {
	step: Exclude<WizardStep, { kind: 'closed' }>;
	providers: readonly ProviderCard[];
	isBusy: boolean;
	trouble: Trouble | undefined;
	onChoose(card: ProviderCard): void;
	onEnterApp(card: ProviderCard, entry: AppInput): void;
	/** The app again, to correct it; only for who may. */
	onChangeApp?(card: ProviderCard): void;
	/** To where she invites her colleagues; only for who may. */
	onInvite?(): void;
	onSignIn(card: ProviderCard): void;
	onConnect(card: ProviderCard, entry: ConnectionInput): void;
	onClose(): void;
	onCopy(text: string): void;
}

/** From the choice of a provider to an account that rings in. */
export function Wizard(props: WizardProps) {
	const { step, trouble, onClose, onCopy } = props;
	const words = useWords();
	const heading = useRef<HTMLHeadingElement>(null);
	// Whoever works by keyboard or ear is taken along to each step.
	useEffect(() => heading.current?.focus(), [step.kind]);
	return (
		<section class="panel wizard" aria-label={words('wizard_title')}>
			<div class="row">
				<h2 class="grow" ref={heading} tabIndex={-1}>
					{titleOf(step, words)}
				</h2>
				<button type="button" class="button quiet" onClick={onClose}>
					{words(isOver(step) ? 'close' : 'cancel')}
				</button>
			</div>
			<Step {...props} />
			<ProblemNotice trouble={trouble} onCopy={onCopy} />
		</section>
	);
}

function Step(props: WizardProps) {
	const { step, providers, isBusy, onCopy, onSignIn, onChangeApp, onInvite } = props;
	switch (step.kind) {
		case 'choose':
			return <ProviderChoice providers={providers} onChoose={props.onChoose} />;
		case 'app':
			return <AppForm card={step.card} isBusy={isBusy} onEnter={props.onEnterApp} onCopy={onCopy} />;
		case 'sign-in':
			return <SignInStep {...step} {...{ isBusy, onSignIn, onChangeApp, onInvite }} />;
		case 'form':
			return (
				<ConnectForm
					key={step.card.provider}
					card={step.card}
					isBusy={isBusy}
					onConnect={props.onConnect}
					onCopy={onCopy}
				/>
			);
		case 'guide':
			return <PasteStep step={step} onCopy={onCopy} />;
	}
}

function PasteStep({
	step,
	onCopy,
}: {
	step: Extract<WizardStep, { kind: 'guide' }>;
	onCopy(text: string): void;
}) {
	const words = useWords();
	const { connection, steps, label } = step;
	const hasRung = connection.lastEventAt !== undefined;
	return (
		<>
			<Guide steps={steps} checks={connection.checks} onCopy={onCopy} />
			<Notice
				tone={hasRung ? 'good' : 'calm'}
				title={words(hasRung ? 'guide_arrived' : 'guide_waiting', { provider: label })}
			/>
		</>
	);
}

function isOver(step: WizardStep): boolean {
	return (
		(step.kind === 'sign-in' && step.state === 'done') ||
		(step.kind === 'guide' && step.connection.lastEventAt !== undefined)
	);
}

function titleOf(step: WizardProps['step'], words: ReturnType<typeof useWords>): string {
	switch (step.kind) {
		case 'choose':
			return words('wizard_title');
		case 'app':
			return words('wizard_app', { provider: step.card.label });
		case 'guide':
			return words('wizard_guide', { provider: step.label });
		default:
			return words('wizard_connect', { provider: step.card.label });
	}
}
