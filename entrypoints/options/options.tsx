import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Section, sectionOf, sectionsFor } from '../../components/setup/sections.ts';
import { Shell } from '../../components/setup/shell.tsx';
import { SitesPanel } from '../../components/setup/sites.tsx';
import { ProblemNotice } from '../../components/ui/problem.tsx';
import { useStatus } from '../../lib/extension-pages/use-status.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { settingsApi } from '../../lib/server-api/settings-api.ts';
import { setupApi } from '../../lib/server-api/setup-api.ts';
import { CallsApp } from '../sidepanel/calls-app.tsx';
import { AboutPage } from './about-page.tsx';
import { AppearancePage } from './appearance-page.tsx';
import { AssistantPage } from './assistant-page.tsx';
import { copy } from './clipboard.ts';
import { ConnectionsPage, PhonePage, useSetup } from './connections-page.tsx';
import { DeliveriesPage } from './deliveries-page.tsx';
import { hashValue } from './hash-value.ts';
import { LeadsPage } from './leads-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { ConsentPage, CrmPage, FactsPage } from './settings-pages.tsx';
import { TeamPage } from './team-page.tsx';
import { useDrafts } from './use-drafts.ts';
import { useSites } from './use-sites.ts';
import { useTeamSites } from './use-team-sites.ts';
import { WebhooksPage } from './webhooks-page.tsx';

interface OptionsProps {
	send: typeof fetch;
	deviceName: string;
	/** An invite link that led here. */
	link: string;
}

/** The settings page: what the worker and the server say, and what she tells them. */
export function Options(props: OptionsProps) {
	const { status, refresh } = useStatus();
	return status ? <Settings {...props} status={status} refresh={refresh} /> : null;
}

interface SettingsProps extends OptionsProps {
	status: ExtensionStatus;
	refresh(): Promise<void>;
}

function Settings({ send, deviceName, link, status, refresh }: SettingsProps) {
	const role = status.connection.kind === 'refused' ? undefined : status.server?.role;
	const sections = sectionsFor(role);
	const { section, go } = useSection(sections);
	const api = useMemo(() => setupApi(send), [send]);
	const setup = useSetup({ api, send, role, go });
	const settings = useMemo(() => settingsApi(send), [send]);
	const forms = { api: settings, drafts: useDrafts() };
	const team = useTeamSites(send, role);
	const sites = useSites(status.sites, team, refresh);
	return (
		<Shell section={section} sections={sections} onGo={go}>
			{section === 'overview' && (
				<OverviewPage {...{ status, refresh, deviceName, link, api, setup, sites }} onGo={go} />
			)}
			{section === 'calls' && <CallsApp send={send} status={status} shown={hashValue('call')} />}
			{section === 'connections' && <ConnectionsPage setup={setup} />}
			{section === 'phone' && <PhonePage setup={setup} />}
			{section === 'sites' && (
				<>
					<ProblemNotice trouble={team.trouble} onCopy={copy} />
					<SitesPanel
						sites={sites.sites}
						isDenied={sites.isDenied}
						onAdd={sites.add}
						onRemove={(patterns) => void sites.remove(patterns)}
						onOffer={role === 'admin' && team.sites ? team.offer : undefined}
					/>
				</>
			)}
			{section === 'leads' && <LeadsPage status={status} send={send} />}
			{section === 'team' && <TeamPage send={send} region={status.region} />}
			{section === 'consent' && <ConsentPage {...forms} setup={setup} />}
			{section === 'facts' && <FactsPage {...forms} setup={setup} />}
			{section === 'crm' && <CrmPage {...forms} />}
			{section === 'assistant' && <AssistantPage {...forms} setup={setup} />}
			{section === 'deliveries' && <DeliveriesPage send={send} setup={setup} settings={settings} />}
			{section === 'webhooks' && <WebhooksPage send={send} />}
			{section === 'appearance' && <AppearancePage />}
			{section === 'about' && <AboutPage status={status} send={send} refresh={refresh} />}
		</Shell>
	);
}

/** The section that the address names, as far as she may see it. */
function useSection(sections: readonly Section[]) {
	const [hash, setHash] = useState(location.hash);
	useEffect(() => {
		const follow = () => setHash(location.hash);
		addEventListener('hashchange', follow);
		return () => removeEventListener('hashchange', follow);
	}, []);
	return {
		section: sectionOf(hash, sections),
		go(next: Section) {
			location.hash = next;
			setHash(`#${next}`);
		},
	};
}
