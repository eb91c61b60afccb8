import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { WizardProps, WizardStep } from '../../components/setup/connections/wizard.tsx';
import type { Trouble } from '../../components/ui/problem.tsx';
import type { ConnectionView } from '../../lib/contract/index.ts';
import type { ProviderCard } from '../../lib/contract/setup.ts';
import type { Answer } from '../../lib/server-api/answer.ts';
import type { SetupApi } from '../../lib/server-api/setup-api.ts';
import { askServer } from './ask-server.ts';
import { troubleOf } from './trouble.ts';
import { firstStep, hasMoreToDo, nextStep, signInsOf } from './wizard-steps.ts';

export interface WizardControl
	extends Omit<WizardProps, 'step' | 'providers' | 'isBusy' | 'trouble' | 'onCopy'> {
	step: WizardStep;
	isBusy: boolean;
	trouble: Trouble | undefined;
	onOpenWizard(): void;
	/** Signs in at a provider, or again for a connection. */
	signIn(card: ProviderCard, connectionId?: string): Promise<void>;
	showGuide(connection: ConnectionView, label: string): Promise<void>;
}

/** Connecting an account, step by step; `connections` turn its steps green. */
export function useWizard(
	api: SetupApi,
	connections: readonly ConnectionView[] | undefined,
	refresh: () => Promise<void>,
): WizardControl {
	const [step, setStep] = useState<WizardStep>({ kind: 'closed' });
	const [before, setBefore] = useState<ReadonlyMap<string, string>>(new Map());
	const { isBusy, trouble, run, forget } = useAsking();
	const go = (next: WizardStep) => {
		forget();
		setStep(next);
	};
	useEffect(() => {
		if (connections) setStep((current) => nextStep(current, connections, before));
	}, [connections, before]);

	async function signIn(card: ProviderCard, connectionId?: string): Promise<void> {
		setBefore(signInsOf(connections ?? []));
		go({ kind: 'sign-in', card, connectionId, state: 'ready' });
		const started = await run((as) => api.signIn(as, card.provider, connectionId));
		if (!started) return;
		await openPage(started.authorizeUrl);
		go({ kind: 'sign-in', card, connectionId, state: 'waiting' });
	}

	return {
		step,
		isBusy,
		trouble,
		signIn,
		onOpenWizard: () => go({ kind: 'choose' }),
		onClose: () => go({ kind: 'closed' }),
		onChoose: (card) => go(firstStep(card)),
		onChangeApp: (card) => go({ kind: 'app', card }),
		onSignIn: (card) => void signIn(card, step.kind === 'sign-in' ? step.connectionId : undefined),
		async onEnterApp(card, entry) {
			const entered = await run((as) => api.enterApp(as, card.provider, entry));
			if (entered === undefined) return;
			await refresh();
			go({ kind: 'sign-in', card, state: 'ready' });
		},
		async onConnect(card, entry) {
			const connected = await run((as) => api.connect(as, entry));
			if (!connected) return;
			await refresh();
			const { connection, steps } = connected;
			go(
				hasMoreToDo(card, steps)
					? { kind: 'guide', label: card.label, connection, steps }
					: { kind: 'closed' },
			);
		},
		async showGuide(connection, label) {
			const guide = await run((as) => api.guide(as, connection.connectionId));
			if (guide) go({ kind: 'guide', label, connection, steps: guide.steps });
		},
	};
}

/** Opens a web page in a tab; an address of any other kind is left alone. */
export async function openPage(address: string): Promise<void> {
	if (/^https?:$/.test(URL.parse(address)?.protocol ?? '')) await browser.tabs.create({ url: address });
}

/** One thing asked of the server at a time, with what came of it. */
function useAsking() {
	const [isBusy, setBusy] = useState(false);
	const [trouble, setTrouble] = useState<Trouble>();
	return {
		isBusy,
		trouble,
		forget: () => setTrouble(undefined),
		async run<T>(ask: Parameters<typeof askServer<T>>[0]): Promise<T | undefined> {
			setBusy(true);
			setTrouble(undefined);
			const answer: Answer<T> = await askServer(ask);
			setBusy(false);
			setTrouble(troubleOf(answer));
			return answer.kind === 'ok' ? answer.value : undefined;
		},
	};
}
