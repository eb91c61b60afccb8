import { getCountries } from 'libphonenumber-js/min';
import { browser } from 'wxt/browser';
import { AboutPanel } from '../../components/setup/about/about.tsx';
import { RegionPanel } from '../../components/setup/region.tsx';
import { messenger } from '../../lib/messages/messenger.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { copy } from './clipboard.ts';
import { OwnName } from './own-name.tsx';

const regions = getCountries();

interface AboutPageProps {
	status: ExtensionStatus;
	send: typeof fetch;
	refresh(): Promise<void>;
}

/** What concerns this browser, and who uses it. */
export function AboutPage({ status, send, refresh }: AboutPageProps) {
	return (
		<>
			{status.server && <OwnName send={send} />}
			<RegionPanel
				region={status.region}
				regions={regions}
				onRegion={(region) => void messenger.sendMessage('setRegion', { region }).then(refresh)}
			/>
			<AboutPanel version={browser.runtime.getManifest().version} server={status.server?.url} onCopy={copy} />
		</>
	);
}
