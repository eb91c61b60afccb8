import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { AppearanceSection } from '../../components/setup/appearance/appearance-section.tsx';
import type { Shortcut } from '../../components/setup/appearance/shortcuts.tsx';
import { changeOwnSettings, ownSettings, watchOwnSettings } from '../../lib/browser-settings.ts';
import type { OwnSettings } from '../../lib/settings.ts';

/** No link leads there: browsers open their own pages by this call alone. */
const SHORTCUTS_PAGE = 'chrome://extensions/shortcuts';

/** Notifications, language and keys of this browser. */
export function AppearancePage() {
	const [settings, setSettings] = useState<OwnSettings>();
	useEffect(() => {
		void ownSettings().then(setSettings);
		return watchOwnSettings(setSettings);
	}, []);
	const shortcuts = useShortcuts();
	if (!settings) return null;
	const openShortcuts = () => void browser.tabs.create({ url: SHORTCUTS_PAGE });
	return (
		<AppearanceSection
			settings={settings}
			shortcuts={shortcuts}
			onChange={(change) => void changeOwnSettings(change)}
			onChangeShortcuts={import.meta.env.FIREFOX ? undefined : openShortcuts}
		/>
	);
}

/** The keys in force, read anew when she comes back from changing them. */
function useShortcuts(): Shortcut[] {
	const [shortcuts, setShortcuts] = useState<Shortcut[]>([]);
	useEffect(() => {
		const read = async () => {
			const commands = await browser.commands.getAll();
			setShortcuts(
				commands.flatMap(({ name, description = '', shortcut = '' }) =>
					name ? [{ name, description, keys: shortcut }] : [],
				),
			);
		};
		void read();
		const again = () => void read();
		addEventListener('focus', again);
		return () => removeEventListener('focus', again);
	}, []);
	return shortcuts;
}
