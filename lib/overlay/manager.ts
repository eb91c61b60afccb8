import type { CardView } from './card.ts';

/** The browser's tabs, as far as the overlay needs them. Ids of tabs on switched-on sites only. */
export interface TabPort {
	/** The active tab of each window that is not minimised. */
	front(): Promise<number[]>;
	all(): Promise<number[]>;
	/** False when nothing of ours is in that tab to show them. */
	show(tabId: number, cards: CardView[]): Promise<boolean>;
	/** Puts the page part into the tab; false when the browser does not let us. */
	inject(tabId: number): Promise<boolean>;
}

export interface OverlayManager {
	/** Shows these cards in the tabs in front, and in those that show some already. Resolves to whether one is in front. */
	show(cards: CardView[]): Promise<boolean>;
	/** A tab came to the front or has a new document: the cards follow. */
	follow(): Promise<boolean>;
	/** What tabs show now. */
	current(): CardView[];
	/** After a restart: tabs may still show what is no longer true. */
	greetAll(): Promise<void>;
	/** Readies the tabs in front while it is still worked out what they will show. */
	prepare(): void;
	tabClosed(tabId: number): void;
}

/** Brings cards to pages. A page carries nothing of ours until the first card is due. */
export function overlayManager(tabs: TabPort): OverlayManager {
	let cards: CardView[] = [];
	const showing = new Set<number>();
	const injecting = new Map<number, Promise<boolean>>();

	function inject(tabId: number): Promise<boolean> {
		const running = injecting.get(tabId);
		if (running !== undefined) return running;
		const injected = tabs.inject(tabId).finally(() => injecting.delete(tabId));
		injecting.set(tabId, injected);
		return injected;
	}

	/** Always the newest cards, however long the way to the tab took. */
	async function put(tabId: number, isFront: boolean): Promise<boolean> {
		await injecting.get(tabId);
		if (await tabs.show(tabId, cards)) return noteShown(tabId);
		showing.delete(tabId);
		if (!isFront || cards.length === 0 || !(await inject(tabId))) return false;
		return (await tabs.show(tabId, cards)) && noteShown(tabId);
	}

	async function ready(tabId: number): Promise<void> {
		// Asks first: after a restart of the worker nobody remembers which tabs have the page part.
		if (!(await tabs.show(tabId, cards))) await inject(tabId);
	}

	function noteShown(tabId: number): boolean {
		if (cards.length > 0) showing.add(tabId);
		else showing.delete(tabId);
		return true;
	}

	async function follow(): Promise<boolean> {
		const front = cards.length > 0 ? await tabs.front() : [];
		const targets = new Set([...front, ...showing]);
		const shown = await Promise.all(
			[...targets].map(async (tabId) => (await put(tabId, front.includes(tabId))) && front.includes(tabId)),
		);
		return shown.includes(true);
	}

	return {
		show(next) {
			cards = next;
			return follow();
		},
		follow,
		current: () => cards,
		async greetAll() {
			for (const tabId of await tabs.all()) showing.add(tabId);
			await follow();
		},
		prepare() {
			void tabs.front().then((front) => {
				for (const tabId of front) if (!showing.has(tabId)) void ready(tabId);
			});
		},
		tabClosed: (tabId) => void showing.delete(tabId),
	};
}

/** The same, telling of each time that cards are in a tab in front. */
export function witnessed(overlay: OverlayManager, onPainted: () => void): OverlayManager {
	const seen = (isInFront: boolean) => {
		if (isInFront) onPainted();
		return isInFront;
	};
	return {
		...overlay,
		show: async (cards) => seen(await overlay.show(cards)),
		follow: async () => seen(await overlay.follow()),
	};
}
