import { useEffect, useState } from 'preact/hooks';
import { ConnectionPanel } from '../../components/setup/connection.tsx';
import { AllowSite } from '../../components/setup/first/allow-site.tsx';
import { FirstSteps } from '../../components/setup/first/first-steps.tsx';
import { doneSteps, type FirstStep, firstSteps } from '../../components/setup/first/steps.ts';
import { Doctor, GoButton } from '../../components/setup/overview.tsx';
import { PairingPanel } from '../../components/setup/pairing.tsx';
import { MissingPhones } from '../../components/setup/phone/phone-section.tsx';
import type { Section } from '../../components/setup/sections.ts';
import { TestRingPanel } from '../../components/setup/test-ring.tsx';
import { useWords } from '../../components/ui/words.ts';
import { systemClock } from '../../lib/clock.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { ExtensionStatus, PairOutcome, RingOutcome } from '../../lib/messages/protocol.ts';
import type { SetupApi } from '../../lib/server-api/setup-api.ts';
import { copy } from './clipboard.ts';
import type { SetupState } from './connections-page.tsx';
import { ServerHealth } from './server-health.tsx';
import { useOutcome } from './use-outcome.ts';
import type { useSites } from './use-sites.ts';

interface OverviewProps {
	status: ExtensionStatus;
	deviceName: string;
	link: string;
	api: SetupApi;
	setup: SetupState;
	sites: ReturnType<typeof useSites>;
	refresh(): Promise<void>;
	onGo(section: Section): void;
}

/** The way to the first ring; afterwards whether all is well, or the one thing to do. */
export function OverviewPage(props: OverviewProps) {
	const { status, refresh, setup, onGo } = props;
	const isPaired = status.connection.kind !== 'unpaired' && status.connection.kind !== 'refused';
	const role = status.server?.role;
	const { providers, connections } = setup;
	const hasRung = useHasRung(isPaired);
	// Held here: the step that it was pressed in goes away when the ring comes.
	const ring = useOutcome<RingOutcome>({ kind: 'failed', detail: 'no answer' });
	const done = doneSteps({
		isPaired,
		role,
		sites: status.sites,
		providers,
		connections,
		hasRung: hasRung === true,
	});
	// Until server and worker have answered, what is missing is not known.
	const hasAnswered = providers !== undefined || setup.listTrouble !== undefined;
	const isKnown = !isPaired || (hasAnswered && hasRung !== undefined);
	const due = isKnown ? firstSteps.find((step) => !done.has(step)) : undefined;
	return (
		<>
			{due && (
				<FirstSteps
					done={done}
					isAdmin={role === 'admin'}
					body={(step) => <StepBody {...props} step={step} ring={ring} />}
				/>
			)}
			{isKnown && !due && <Doctor status={status} connections={connections ?? []} onGo={onGo} />}
			{status.connection.kind !== 'unpaired' && (
				<ConnectionPanel
					status={status}
					clock={systemClock}
					onCopy={copy}
					onUnpair={() => void messenger.sendMessage('unpair', undefined).then(refresh)}
				/>
			)}
			{isPaired && isKnown && due !== 'ring' && <Ring ring={ring} />}
			{isPaired && role === 'admin' && <ServerHealth api={props.api} />}
		</>
	);
}

function StepBody(props: OverviewProps & { step: FirstStep; ring: TestRing }) {
	const { step, sites, setup, status, onGo } = props;
	const words = useWords();
	switch (step) {
		case 'pair':
			return <Pairing {...props} />;
		case 'site':
			return <AllowSite sites={sites.sites} isDenied={sites.isDenied} onAdd={sites.add} />;
		case 'phone':
			if (status.server?.role !== 'admin') return <MissingPhones {...setup} />;
			return (
				<>
					<p class="quiet">{words('first_provider_hint')}</p>
					<div class="row">
						<GoButton
							word="connections_add"
							to="connections"
							onGo={(section) => {
								setup.onOpenWizard();
								onGo(section);
							}}
						/>
					</div>
				</>
			);
		case 'ring':
			return <Ring ring={props.ring} />;
	}
}

function Pairing({ link, deviceName, refresh }: Pick<OverviewProps, 'link' | 'deviceName' | 'refresh'>) {
	const pairing = useOutcome<PairOutcome>({ kind: 'failed', detail: 'no answer' });
	return (
		<PairingPanel
			initialLink={link}
			initialDeviceName={deviceName}
			outcome={pairing.outcome}
			isBusy={pairing.isBusy}
			onCopy={copy}
			onPair={(typed, name) =>
				void pairing.run(messenger.sendMessage('pair', { link: typed, deviceName: name })).then(refresh)
			}
		/>
	);
}

type TestRing = ReturnType<typeof useOutcome<RingOutcome>>;

function Ring({ ring }: { ring: TestRing }) {
	return (
		<TestRingPanel
			outcome={ring.outcome}
			isBusy={ring.isBusy}
			onCopy={copy}
			onRing={(from) => void ring.run(messenger.sendMessage('testRing', from ? { from } : {}))}
		/>
	);
}

const RUNG_MS = 2_000;

/** Whether a call has reached this browser: asked of what it has, not of what was sent. Undefined until it is known. */
function useHasRung(isPaired: boolean): boolean | undefined {
	const [hasRung, setRung] = useState<boolean>();
	useEffect(() => {
		if (!isPaired || hasRung) return;
		const look = () =>
			messenger
				.sendMessage('recentCalls', undefined)
				.then((calls) => setRung(calls.length > 0))
				.catch(() => setRung((known) => known ?? false));
		void look();
		const id = setInterval(() => void look(), RUNG_MS);
		return () => clearInterval(id);
	}, [isPaired, hasRung]);
	return isPaired ? hasRung : false;
}
