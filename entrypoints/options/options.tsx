import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Section, sectionOf, sectionsFor } from '../../components/setup/sections.ts';
import { Shell } from '../../components/setup/shell.tsx';
import { SitesPanel } from '../../components/setup/sites.tsx';
import { useStatus } from '../../lib/extension-pages/use-status.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { setupApi } from '../../lib/server-api/setup-api.ts';
import { AboutPage } from './about-page.tsx';
import { ConnectionsPage, PhonePage, useSetup } from './connections-page.tsx';
import { DeliveriesPage } from './deliveries-page.tsx';
import { LeadsPage } from './leads-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { TeamPage } from './team-page.tsx';
import { useSites } from './use-sites.ts';

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
	const sites = useSites(status.sites, refresh);
	return (
		<Shell section={section} sections={sections} onGo={go}>
			{section === 'overview' && (
				<OverviewPage {...{ status, refresh, deviceName, link, api, setup, sites }} onGo={go} />
			)}
			{section === 'connections' && <ConnectionsPage setup={setup} />}
			{section === 'phone' && <PhonePage setup={setup} />}
			{section === 'sites' && (
				<SitesPanel
					sites={sites.sites}
					isDenied={sites.isDenied}
					onAdd={sites.add}
					onRemove={(patterns) => void sites.remove(patterns)}
				/>
			)}
			{section === 'leads' && <LeadsPage status={status} send={send} />}
			{section === 'team' && <TeamPage send={send} region={status.region} />}
			{section === 'deliveries' && <DeliveriesPage send={send} setup={setup} />}
			{section === 'about' && <AboutPage status={status} refresh={refresh} />}
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
