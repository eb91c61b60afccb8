import { browser } from 'wxt/browser';

/** Where the build puts the panel's page. */
export const PANEL_PATH = '/sidepanel.html';

/** Firefox's own name for the side panel; TypeScript knows Chrome's alone. */
interface Sidebar {
	sidebarAction?: { open(): Promise<void> };
}

/**
 * Opens the side panel beside the tabs of a window. To be called in the click itself: the browser lets nobody else.
 * Resolves to whether it is open.
 */
export function openPanel(where: { windowId: number } | { tabId: number }): Promise<boolean> {
	const { sidebarAction } = browser as Sidebar;
	try {
		const opened = browser.sidePanel ? browser.sidePanel.open(where) : sidebarAction?.open();
		return opened?.then(ok, failed) ?? Promise.resolve(false);
	} catch {
		return Promise.resolve(false);
	}
}

const ok = () => true;
const failed = () => false;

/** The window that this page stands in; undefined where the browser does not say. */
export async function ownWindowId(): Promise<number | undefined> {
	const current = await browser.windows.getCurrent().catch(() => undefined);
	return current?.id;
}
