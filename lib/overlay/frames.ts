/** Where a message of a frame comes from. */
export interface FrameSpot {
	tabId: number;
	frameId: number;
	/** Chrome only: ids of frames may be used again, those of documents never. */
	documentId?: string;
}

/** A secret handed to one tab for one call, and the frame that first used it. */
export interface FrameGrant {
	tabId: number;
	callId: string;
	heldBy?: FrameSpot;
}

/** Survives the worker, not the browser. */
export interface GrantStore {
	load(): Promise<Record<string, FrameGrant>>;
	save(grants: Record<string, FrameGrant>): Promise<void>;
}

export interface Frames {
	/** A fresh secret for one frame of this tab. */
	open(tabId: number, callId: string): Promise<string>;
	/** The frame's first word: works once. */
	hello(secret: string, spot: FrameSpot): Promise<string | undefined>;
	/** The call that the frame at this spot may act on. */
	callFor(secret: string, spot: FrameSpot): Promise<string | undefined>;
	/** The tab is gone or has a new document: its frames are too. */
	dropTab(tabId: number): Promise<void>;
}

/** Frames that a page may hold at a time; a page that asks for more loses its oldest. */
const MOST_PER_TAB = 40;

export function frameGrants(store: GrantStore, makeSecret: () => string): Frames {
	const loaded = store.load().then((saved) => new Map(Object.entries(saved)));
	const save = async () => store.save(Object.fromEntries(await loaded));
	return {
		async open(tabId, callId) {
			const grants = await loaded;
			const ofTab = [...grants].filter(([, grant]) => grant.tabId === tabId);
			const surplus = Math.max(0, ofTab.length + 1 - MOST_PER_TAB);
			for (const [old] of ofTab.slice(0, surplus)) grants.delete(old);
			const secret = makeSecret();
			grants.set(secret, { tabId, callId });
			await save();
			return secret;
		},
		async hello(secret, spot) {
			const grant = (await loaded).get(secret);
			if (!grant || grant.heldBy || grant.tabId !== spot.tabId) return undefined;
			grant.heldBy = spot;
			await save();
			return grant.callId;
		},
		async callFor(secret, spot) {
			const grant = (await loaded).get(secret);
			return grant?.heldBy && sameSpot(grant.heldBy, spot) ? grant.callId : undefined;
		},
		async dropTab(tabId) {
			const grants = await loaded;
			const gone = [...grants].filter(([, grant]) => grant.tabId === tabId);
			if (gone.length === 0) return;
			for (const [secret] of gone) grants.delete(secret);
			await save();
		},
	};
}

function sameSpot(a: FrameSpot, b: FrameSpot): boolean {
	return a.tabId === b.tabId && a.frameId === b.frameId && a.documentId === b.documentId;
}
