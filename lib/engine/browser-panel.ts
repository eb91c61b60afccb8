import { browser } from 'wxt/browser';
import { openPanel, PANEL_PATH } from '../extension-pages/open-panel.ts';
import { messenger } from '../messages/messenger.ts';
import type { Speaker } from '../messages/senders.ts';
import { openInTab } from '../overlay/browser-tabs.ts';
import { systemTimers } from '../timers.ts';
import { callNews } from './call-news.ts';
import type { PanelDoor } from './panel-handlers.ts';

export interface BrowserPanel extends PanelDoor {
	/** In the first moment of a card's message, while her click still counts. */
	begin(speaker: Speaker): void;
}

/** The panel of the real browser. */
export function browserPanel(): BrowserPanel {
	const opening = new Map<number, Promise<boolean>>();
	let waiting: string | undefined;
	function show(callId: string): void {
		waiting = callId;
		void messenger.sendMessage('showCall', { callId }).catch(() => undefined);
	}
	async function showInTab(callId: string): Promise<void> {
		show(callId);
		await openInTab(browser.runtime.getURL(PANEL_PATH));
	}
	return {
		show,
		showInTab,
		begin(speaker) {
			// Firefox takes no message for a click: there the page stands in a tab.
			if (speaker.kind !== 'page-part' || !browser.sidePanel) return;
			opening.set(speaker.tabId, openPanel({ tabId: speaker.tabId }));
		},
		async showBeside(tabId, callId) {
			const isOpen = await opening.get(tabId);
			opening.delete(tabId);
			if (isOpen) show(callId);
			else await showInTab(callId);
		},
		take() {
			const callId = waiting;
			waiting = undefined;
			return callId;
		},
	};
}

/** Nobody listens unless a page of ours is open. */
export const tellPanels = callNews(
	{
		onChanged: (callId) => void messenger.sendMessage('callChanged', { callId }).catch(() => undefined),
		onSaid: (said) => void messenger.sendMessage('segmentHeard', said).catch(() => undefined),
	},
	systemTimers,
);
