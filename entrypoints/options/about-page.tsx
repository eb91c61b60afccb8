import { getCountries } from 'libphonenumber-js/min';
import { browser } from 'wxt/browser';
import { AboutPanel } from '../../components/setup/about/about.tsx';
import { RegionPanel } from '../../components/setup/region.tsx';
import { messenger } from '../../lib/messages/messenger.ts';
import type { ExtensionStatus } from '../../lib/messages/protocol.ts';
import { copy } from './clipboard.ts';

const regions = getCountries();

/** What concerns this browser alone. */
export function AboutPage({ status, refresh }: { status: ExtensionStatus; refresh(): Promise<void> }) {
	return (
		<>
			<RegionPanel
				region={status.region}
				regions={regions}
				onRegion={(region) => void messenger.sendMessage('setRegion', { region }).then(refresh)}
			/>
			<AboutPanel version={browser.runtime.getManifest().version} server={status.server?.url} onCopy={copy} />
		</>
	);
}
