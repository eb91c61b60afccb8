import { browser } from 'wxt/browser';
import type { Templates } from '../browser-words.ts';
import { messenger } from '../messages/messenger.ts';
import type { TabPort } from './manager.ts';

/** Where the build puts the page part. */
const PAGE_PART = '/content-scripts/overlay.js';

/** Runs in the page part's own world, where nothing of this file is. */
function takeWords(templates: Templates | null): void {
	globalThis.ringsideWords = templates ?? undefined;
}

/** Those that the page part says; null for none, as messages know no undefined. */
function cardTemplates(templates: Templates | undefined): Templates | null {
	if (!templates) return null;
	return Object.fromEntries(
		Object.entries(templates).filter(([key]) => /^(card|field|call|note)_|^locale$/.test(key)),
	);
}

/** The overlay's view of the real tabs. Without the `tabs` permission an address is told for granted sites only. */
export function browserTabs(
	isGrantedSite: (url: string) => boolean,
	templates: () => Templates | undefined,
): TabPort & { /** Tells every tab the words of another language. */ speak(): Promise<void> } {
	const onSite = (tabs: { id?: number; url?: string }[]) =>
		tabs.flatMap(({ id, url }) => (id !== undefined && url && isGrantedSite(url) ? [id] : []));
	const giveWords = (tabId: number) =>
		browser.scripting.executeScript({
			target: { tabId },
			func: takeWords,
			args: [cardTemplates(templates())],
		});
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
		async inject(tabId) {
			try {
				// Its words first, where they are not the browser's: the card is painted once.
				if (templates()) await giveWords(tabId);
				await browser.scripting.executeScript({ target: { tabId }, files: [PAGE_PART] });
				return true;
			} catch {
				return false;
			}
		},
		async speak() {
			const tabs = onSite(await browser.tabs.query({}));
			await Promise.allSettled(tabs.map(giveWords));
		},
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
