import { browser } from 'wxt/browser';
import { messenger } from '../messages/messenger.ts';
import type { TabPort } from './manager.ts';

/** Where the build puts the page part. */
const PAGE_PART = '/content-scripts/overlay.js';

/** The overlay's view of the real tabs. Without the `tabs` permission an address is told for granted sites only. */
export function browserTabs(isGrantedSite: (url: string) => boolean): TabPort {
	const onSite = (tabs: { id?: number; url?: string }[]) =>
		tabs.flatMap(({ id, url }) => (id !== undefined && url && isGrantedSite(url) ? [id] : []));
	return {
		async front() {
			const windows = await browser.windows.getAll({ populate: true, windowTypes: ['normal'] });
			const visible = windows.filter(({ state }) => state !== 'minimized');
			return onSite(visible.flatMap(({ tabs = [] }) => tabs.filter(({ active }) => active)));
		},
		all: async () => onSite(await browser.tabs.query({})),
		show: (tabId, cards) =>
			messenger.sendMessage('showCards', cards, { tabId, frameId: 0 }).then(
				() => true,
				() => false,
			),
		inject: (tabId) =>
			browser.scripting.executeScript({ target: { tabId }, files: [PAGE_PART] }).then(
				() => true,
				() => false,
			),
	};
}

/** Brings the record to the front: the tab that shows it, else a new one. A page she works in is never navigated. */
export async function openInTab(url: string): Promise<void> {
	const tabs = await browser.tabs.query({});
	const open = tabs.find((tab) => tab.url === url);
	if (open?.id === undefined) await browser.tabs.create({ url });
	else await bringToFront(open.id);
}

/** Activates the tab and focuses its window. */
export async function bringToFront(tabId: number): Promise<void> {
	const tab = await browser.tabs.update(tabId, { active: true });
	if (tab) await browser.windows.update(tab.windowId, { focused: true });
}
