import { ConnectionPanel } from '../../components/setup/connection.tsx';
import { AllowSite } from '../../components/setup/first/allow-site.tsx';
import { FirstSteps } from '../../components/setup/first/first-steps.tsx';
import { LeadsStep } from '../../components/setup/first/leads-step.tsx';
import { ProviderStep } from '../../components/setup/first/provider-step.tsx';
import { doneSteps, type FirstStep, firstSteps } from '../../components/setup/first/steps.ts';
import { Doctor } from '../../components/setup/overview.tsx';
import { PairingPanel } from '../../components/setup/pairing.tsx';
import { MissingPhones } from '../../components/setup/phone/phone-section.tsx';
import type { Section } from '../../components/setup/sections.ts';
import { TestRingPanel } from '../../components/setup/test-ring.tsx';
import { systemClock } from '../../lib/clock.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { ExtensionStatus, PairOutcome, RingOutcome } from '../../lib/messages/protocol.ts';
import type { SetupApi } from '../../lib/server-api/setup-api.ts';
import { copy } from './clipboard.ts';
import type { SetupState } from './connections-page.tsx';
import { ServerHealth } from './server-health.tsx';
import { useOutcome } from './use-outcome.ts';
import type { useSites } from './use-sites.ts';
import { useSkippedLeads } from './use-skipped-leads.ts';

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
	const { isSkipped, skip } = useSkippedLeads(status.server?.url);
	// Held here: the step that it was pressed in goes away when the ring comes.
	const ring = useOutcome<RingOutcome>({ kind: 'failed', detail: 'no answer' });
	const done = doneSteps({
		isPaired,
		role,
		sites: status.sites,
		providers,
		connections,
		leadCount: Math.max(status.leads.count, status.leads.total),
		isLeadsSkipped: isSkipped === true,
		hasPainted: status.hasPainted,
	});
	// Until the server has answered, what is missing is not known.
	const hasAnswered = providers !== undefined || setup.listTrouble !== undefined;
	const isKnown = !isPaired || (hasAnswered && isSkipped !== undefined);
	const due = isKnown ? firstSteps(role).find((step) => !done.has(step)) : undefined;
	return (
		<>
			{due && (
				<FirstSteps
					done={done}
					role={role}
					body={(step) => <StepBody {...props} step={step} ring={ring} onSkipLeads={skip} />}
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

function StepBody(props: OverviewProps & { step: FirstStep; ring: TestRing; onSkipLeads(): void }) {
	const { step, sites, setup, status, onGo } = props;
	switch (step) {
		case 'pair':
			return <Pairing {...props} />;
		case 'site':
			return <AllowSite sites={sites.sites} isDenied={sites.isDenied} onAdd={sites.add} />;
		case 'leads':
			return <LeadsStep onGo={onGo} onSkip={props.onSkipLeads} />;
		case 'phone':
			if (status.server?.role !== 'admin') return <MissingPhones {...setup} />;
			return <ProviderStep setup={setup} onGo={onGo} />;
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
