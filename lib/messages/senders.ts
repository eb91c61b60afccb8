/** The parts of a message's sender that we look at; Chrome and Firefox fill them differently. */
export interface SenderShape {
	id?: string;
	url?: string;
	origin?: string;
	frameId?: number;
	documentId?: string;
	tab?: { id?: number; url?: string };
}

/** What we know of ourselves and of what she switched on. */
export interface SenderFacts {
	extensionId: string;
	/** e.g. `chrome-extension://id`, without a slash at the end. */
	extensionOrigin: string;
	/** Whether this page is on a site that the browser has granted. */
	isGrantedSite(url: string): boolean;
}

export type Speaker =
	/** Our content script in the main frame of a switched-on site. */
	| { kind: 'page-part'; tabId: number; site: string }
	/** The extension's frame inside a tab; its secret is still to be checked. */
	| { kind: 'frame'; tabId: number; frameId: number; documentId?: string }
	/** Options page, popup or side panel: a top-level document of our own. */
	| { kind: 'extension-page' }
	| { kind: 'stranger' };

export const FRAME_PATH = '/frame.html';

const stranger: Speaker = { kind: 'stranger' };

/** Who is speaking. Whatever is not known for sure is a stranger. Pure. */
export function speakerOf(sender: SenderShape | undefined, facts: SenderFacts): Speaker {
	if (!sender || sender.id !== facts.extensionId || !sender.url) return stranger;
	const url = URL.parse(sender.url);
	if (!url) return stranger;
	const tabId = sender.tab?.id;
	const frameId = sender.frameId ?? 0;
	if (isOurs(sender, url, facts)) {
		if (url.pathname !== FRAME_PATH) return frameId === 0 ? { kind: 'extension-page' } : stranger;
		const inTab = tabId !== undefined && frameId > 0;
		return inTab ? { kind: 'frame', tabId, frameId, documentId: sender.documentId } : stranger;
	}
	const isPage = tabId !== undefined && frameId === 0 && /^https?:$/.test(url.protocol);
	return isPage && facts.isGrantedSite(sender.url)
		? { kind: 'page-part', tabId, site: url.origin }
		: stranger;
}

function isOurs(sender: SenderShape, url: URL, { extensionOrigin }: SenderFacts): boolean {
	// `URL.origin` is "null" for extension schemes in some engines: compared by its parts.
	const origin = `${url.protocol}//${url.host}`;
	return origin === extensionOrigin && (sender.origin === undefined || sender.origin === extensionOrigin);
}
