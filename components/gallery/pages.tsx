import type { ComponentChildren } from 'preact';
import type { ImportPreview, ImportStatus } from '../../lib/contract/index.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { Popup } from '../popup/popup.tsx';
import { AboutPanel } from '../setup/about/about.tsx';
import { OwnNamePanel } from '../setup/about/own-name.tsx';
import { AppearanceSection } from '../setup/appearance/appearance-section.tsx';
import { ConnectionPanel } from '../setup/connection.tsx';
import { type ImportStep, LeadsSection } from '../setup/leads.tsx';
import { Doctor } from '../setup/overview.tsx';
import { RegionPanel } from '../setup/region.tsx';
import { type Section, sectionsFor } from '../setup/sections.ts';
import { Shell } from '../setup/shell.tsx';
import { SitesPanel } from '../setup/sites.tsx';
import { TestRingPanel } from '../setup/test-ring.tsx';
import { afterCallStates } from './after-call.tsx';
import { callStates, now } from './calls.ts';
import { settingsStates } from './settings-pages.tsx';
import { setupStates } from './setup-pages.tsx';

const nothing = () => {};
const clock = { now: () => now };
const server = {
	url: 'https://ringside.nordlicht.example',
	workspaceName: 'Nordlicht Personal',
	userName: 'Sara Vogt',
	role: 'admin',
} as const;

const well: ExtensionStatus = {
	connection: { kind: 'online', since: now - 60_000, lastHeardAt: now - 4_000, transport: 'websocket' },
	server,
	region: 'DE',
	sites: ['https://app.hubspot.com/*'],
	leads: { count: 18_240, total: 18_240, syncing: false },
	hasPainted: true,
};
const unpaired: ExtensionStatus = {
	connection: { kind: 'unpaired' },
	region: 'DE',
	sites: [],
	leads: { count: 0, total: 0, syncing: false },
	hasPainted: false,
};
const away: ExtensionStatus = {
	...well,
	connection: { kind: 'connecting', since: now - 90_000, attempt: 4, lastFailure: 'WebSocket closed (1006)' },
};

const preview: ImportPreview = {
	importId: '1',
	columns: ['ID', 'Name', 'Firma', 'Mobil', 'E-Mail', 'Stufe'],
	guess: { name: ['Name'], company: 'Firma', phones: ['Mobil'], emails: ['E-Mail'], externalId: 'ID' },
	encoding: 'Windows-1252',
	delimiter: ';',
	rowCount: 18_244,
	sample: [
		{
			ID: '101',
			Name: 'Mira Lindqvist',
			Firma: 'Nordlicht Logistik GmbH',
			Mobil: '+49 30 23125101',
			Stufe: 'Offer',
		},
		{
			ID: '107',
			Name: 'Clara Weiß',
			Firma: 'Kanzlei Weiß',
			Mobil: '030 23125107',
			'E-Mail': 'c@example.com',
		},
	],
};
const running: ImportStatus = {
	importId: '1',
	state: 'running',
	rowCount: 18_244,
	readCount: 7_300,
	createdCount: 7_296,
	updatedCount: 0,
	rejectedCount: 4,
	rejected: [{ row: 211, reason: 'no name, and no number or e-mail' }],
};

function Page({ section, children }: { section: Section; children: ComponentChildren }) {
	return (
		<Shell section={section} sections={sectionsFor('admin')} onGo={nothing}>
			{children}
		</Shell>
	);
}

function Overview({ status }: { status: ExtensionStatus }) {
	const isUnpaired = status.connection.kind === 'unpaired';
	return (
		<Page section="overview">
			<Doctor status={status} connections={[]} onGo={nothing} />
			{!isUnpaired && <ConnectionPanel status={status} clock={clock} onUnpair={nothing} onCopy={nothing} />}
			{!isUnpaired && (
				<TestRingPanel
					outcome={{ kind: 'sent', stage: 'painted' }}
					isBusy={false}
					onRing={nothing}
					onCopy={nothing}
				/>
			)}
		</Page>
	);
}

function Leads({ step, leads = well.leads }: { step: ImportStep; leads?: ExtensionStatus['leads'] }) {
	return (
		<Page section="leads">
			<LeadsSection
				leads={leads}
				step={step}
				onFile={nothing}
				onRun={nothing}
				onCancel={nothing}
				onDownload={nothing}
				onAgain={nothing}
				onSync={nothing}
				onCopy={nothing}
			/>
		</Page>
	);
}

const past = [...Object.values(callStates).flat()].slice(0, 8).map((call, index) => ({
	...call,
	callId: `past-${index}`,
	note: index === 2 ? 'Wants the contract by mail' : '',
}));

const popup = (status: ExtensionStatus, calls: typeof past) => (
	<Popup
		status={status}
		calls={calls}
		clock={clock}
		noteStates={new Map([['past-2', 'saved']])}
		onNote={nothing}
		onSettings={nothing}
		onCalls={nothing}
		onCopy={nothing}
	/>
);

/** Settings and popup in each state, by name. */
export const pageStates: Record<string, () => ComponentChildren> = {
	'overview, all well': () => <Overview status={well} />,
	'overview, reconnecting': () => <Overview status={away} />,
	sites: () => (
		<Page section="sites">
			<SitesPanel
				sites={[
					{ id: 'own', label: 'crm.nordlicht.example', patterns: [], state: 'lost' },
					{ id: 'hubspot', label: 'HubSpot', patterns: [], state: 'on', isOfferable: true },
					{ id: 'zoho', label: 'Zoho CRM', patterns: [], state: 'on', isOfferable: true, isTeam: true },
					{ id: 'pipedrive', label: 'Pipedrive', patterns: [], state: 'off', isExpected: true },
				]}
				isDenied
				onAdd={nothing}
				onRemove={nothing}
				onOffer={nothing}
			/>
		</Page>
	),
	'for you': () => (
		<Page section="appearance">
			<AppearanceSection
				settings={{ notifications: 'unseen', language: 'browser' }}
				shortcuts={[
					{ name: 'open-lead', description: '', keys: 'Alt+Shift+L' },
					{ name: 'dismiss-card', description: '', keys: '' },
				]}
				onChange={nothing}
				onChangeShortcuts={nothing}
			/>
		</Page>
	),
	'this browser': () => (
		<Page section="about">
			<OwnNamePanel name="Sara Vogt" isBusy={false} trouble={undefined} onRename={nothing} onCopy={nothing} />
			<RegionPanel region="DE" regions={['DE', 'AT', 'CH', 'ES', 'US']} onRegion={nothing} />
			<AboutPanel version="0.1.0" server="https://ringside.nordlicht.example" onCopy={nothing} />
		</Page>
	),
	...setupStates,
	...afterCallStates,
	...settingsStates,
	'leads, none': () => <Leads step={{ kind: 'choose' }} leads={unpaired.leads} />,
	'leads, preview': () => <Leads step={{ kind: 'preview', preview }} />,
	'leads, running': () => (
		<Leads
			step={{ kind: 'running', status: running }}
			leads={{ ...well.leads, count: 9_000, syncing: true }}
		/>
	),
	'leads, result': () => (
		<Leads step={{ kind: 'result', status: { ...running, state: 'done', readCount: 18_244 } }} />
	),
	'leads, trouble': () => <Leads step={{ kind: 'trouble', trouble: 'unreachable', details: 'no answer' }} />,
	popup: () => popup(well, past),
	'popup, empty': () => popup(unpaired, []),
};
