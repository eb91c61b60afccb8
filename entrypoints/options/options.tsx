import { getCountries } from 'libphonenumber-js/min';
import { useEffect, useState } from 'preact/hooks';
import { ConnectionPanel } from '../../components/setup/connection.tsx';
import { LeadsSection } from '../../components/setup/leads.tsx';
import { Doctor } from '../../components/setup/overview.tsx';
import { PairingPanel } from '../../components/setup/pairing.tsx';
import { RegionPanel } from '../../components/setup/region.tsx';
import { type Section, Shell } from '../../components/setup/shell.tsx';
import { SitesPanel } from '../../components/setup/sites.tsx';
import { TestRingPanel } from '../../components/setup/test-ring.tsx';
import { systemClock } from '../../lib/clock.ts';
import { useStatus } from '../../lib/extension-pages/use-status.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { ExtensionStatus, PairOutcome, RingOutcome } from '../../lib/messages/protocol.ts';
import { useImport } from './use-import.ts';
import { useSites } from './use-sites.ts';

const regions = getCountries();
const copy = (text: string) => void navigator.clipboard.writeText(text);
const sectionOf = (hash: string): Section =>
	hash === '#sites' ? 'sites' : hash === '#leads' ? 'leads' : 'overview';

interface OptionsProps {
	send: typeof fetch;
	deviceName: string;
	/** An invite link that led here. */
	link: string;
}

/** The settings page: what the worker says, and what she tells it. */
export function Options({ send, deviceName, link }: OptionsProps) {
	const { status, refresh } = useStatus();
	const [section, setSection] = useState(sectionOf(location.hash));
	useEffect(() => {
		const follow = () => setSection(sectionOf(location.hash));
		addEventListener('hashchange', follow);
		return () => removeEventListener('hashchange', follow);
	}, []);
	const go = (next: Section) => {
		location.hash = next;
		setSection(next);
	};
	return (
		<Shell section={section} onGo={go}>
			{status && section === 'overview' && (
				<Overview status={status} refresh={refresh} onGo={go} deviceName={deviceName} link={link} />
			)}
			{status && section === 'sites' && <Sites status={status} refresh={refresh} />}
			{status && section === 'leads' && <Leads status={status} send={send} />}
		</Shell>
	);
}

interface OverviewProps extends Pick<OptionsProps, 'deviceName' | 'link'> {
	status: ExtensionStatus;
	refresh(): Promise<void>;
	onGo(section: Section): void;
}

function Overview({ status, refresh, onGo, deviceName, link }: OverviewProps) {
	const pairing = useOutcome<PairOutcome>({ kind: 'failed', detail: 'no answer' });
	const ring = useOutcome<RingOutcome>({ kind: 'failed', detail: 'no answer' });
	const isUnpaired = status.connection.kind === 'unpaired' || status.connection.kind === 'refused';
	return (
		<>
			<Doctor status={status} onGo={onGo} />
			{isUnpaired && (
				<PairingPanel
					initialLink={link}
					initialDeviceName={deviceName}
					outcome={pairing.outcome}
					isBusy={pairing.isBusy}
					onCopy={copy}
					onPair={(typed, name) =>
						pairing.run(messenger.sendMessage('pair', { link: typed, deviceName: name })).then(refresh)
					}
				/>
			)}
			{status.connection.kind !== 'unpaired' && (
				<ConnectionPanel
					status={status}
					clock={systemClock}
					onCopy={copy}
					onUnpair={() => void messenger.sendMessage('unpair', undefined).then(refresh)}
				/>
			)}
			{!isUnpaired && (
				<TestRingPanel
					outcome={ring.outcome}
					isBusy={ring.isBusy}
					onCopy={copy}
					onRing={(from) => ring.run(messenger.sendMessage('testRing', from ? { from } : {}))}
				/>
			)}
			<RegionPanel
				region={status.region}
				regions={regions}
				onRegion={(region) => void messenger.sendMessage('setRegion', { region }).then(refresh)}
			/>
		</>
	);
}

function Sites({ status, refresh }: { status: ExtensionStatus; refresh(): Promise<void> }) {
	const { sites, isDenied, add, remove } = useSites(status.sites, refresh);
	return (
		<SitesPanel
			sites={sites}
			isDenied={isDenied}
			onAdd={add}
			onRemove={(patterns) => void remove(patterns)}
		/>
	);
}

function Leads({ status, send }: { status: ExtensionStatus; send: typeof fetch }) {
	const { step, choose, run, cancel, download, again } = useImport(send, status.region);
	return (
		<LeadsSection
			leads={status.leads}
			step={step}
			onFile={(file) => void choose(file)}
			onRun={(mapping) => void run(mapping)}
			onCancel={() => void cancel()}
			onDownload={() => void download()}
			onAgain={again}
			onSync={() => void messenger.sendMessage('syncLeads', undefined)}
			onCopy={copy}
		/>
	);
}

/** What an asked thing came to; `lost` stands for a worker that did not answer. */
function useOutcome<T>(lost: T) {
	const [outcome, setOutcome] = useState<T>();
	const [isBusy, setBusy] = useState(false);
	const run = async (asked: Promise<T>) => {
		setBusy(true);
		setOutcome(await asked.catch(() => lost));
		setBusy(false);
	};
	return { outcome, isBusy, run };
}
