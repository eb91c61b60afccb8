import type { CardView } from '../overlay/card.ts';

/** Worker → page part of the card in a tab. */
export interface ToPage {
	/** The cards that this tab shows now, newest ringing first; an empty list takes the overlay away. */
	showCards: (cards: CardView[]) => void;
}

/** Page part → worker. Nothing here types, sends, spends or writes to a CRM. */
export interface FromPage {
	/** Asked once after mounting, so that a card put in late is not empty. */
	currentCards: () => CardView[];
	openRecord: (message: { callId: string; leadId: string }) => void;
	dismissCall: (message: { callId: string }) => void;
	chooseLead: (message: { callId: string; leadId: string }) => void;
	undoChoice: (message: { callId: string }) => void;
	/** She works with this card: it stays after the call’s end until it is dismissed. Once a card is enough. */
	touchCall: (message: { callId: string }) => void;
	/** A single-use secret for one frame of this tab, to be put in the frame's fragment. */
	openFrame: (message: { callId: string }) => string;
	/** Where the card stands on the sender's site; undefined before it was ever moved. */
	cardPlace: () => CardPlace | undefined;
	placeCard: (message: CardPlace) => void;
}

/** A card's place in the window: snapped to a side, `offset` px from its top or bottom edge. */
export interface CardPlace {
	side: 'left' | 'right';
	anchor: 'top' | 'bottom';
	offset: number;
}

/** Frame part (extension origin, inside a tab) → worker. `secret` names the frame and its call. */
export interface FromFrame {
	frameReady: (message: { secret: string }) => { callId: string; note: string } | undefined;
	saveNote: (message: { secret: string; text: string }) => void;
}

export type ConnectionState =
	| { kind: 'unpaired' }
	| { kind: 'connecting'; since: number; attempt: number; lastFailure?: string }
	| { kind: 'online'; since: number; lastHeardAt: number; transport: 'websocket' | 'sse' }
	| { kind: 'offline'; since: number }
	/** The device was revoked or its user removed. */
	| { kind: 'refused'; since: number };

export interface ExtensionStatus {
	connection: ConnectionState;
	server?: { url: string; workspaceName: string; userName: string; role: 'admin' | 'supervisor' | 'member' };
	/** What national numbers are read with, ISO 3166-1 alpha-2. */
	region: string;
	/** Match patterns that the browser has granted, e.g. `https://app.hubspot.com/*`. */
	sites: string[];
	leads: { count: number; total: number; syncing: boolean };
}

export type PairOutcome =
	| { kind: 'paired' }
	| { kind: 'bad-link' }
	| { kind: 'code-unknown' }
	| { kind: 'code-used' }
	| { kind: 'code-expired' }
	| { kind: 'unreachable'; detail: string }
	| { kind: 'failed'; detail: string };

/**
 * How far a test ring came, each stage after those before it: on the server; in this browser; as a card, but no
 * switched-on tab is in front; in the tab in front.
 */
export type RingStage = 'stored' | 'received' | 'no-tab' | 'painted';

export type RingOutcome =
	| { kind: 'sent'; stage: RingStage }
	| { kind: 'unpaired' }
	| { kind: 'failed'; detail: string };

/** Options page and popup → worker. */
export interface FromExtensionPages {
	status: () => ExtensionStatus;
	/** `link` is the admin or invite link (`https://server/join#CODE`), or `server CODE`. */
	pair: (message: { link: string; deviceName: string }) => PairOutcome;
	unpair: () => void;
	setRegion: (message: { region: string }) => void;
	/** After the page itself got the permission from the browser (that needs her click). */
	sitesChanged: () => void;
	testRing: (message: { from?: string }) => RingOutcome;
	syncLeads: () => void;
	recentCalls: () => (CardView & { note: string })[];
	saveCallNote: (message: { callId: string; text: string }) => void;
	/** For set-up and file import, which ask the server themselves. Extension pages only. */
	serverAccess: () => { serverUrl: string; token: string } | undefined;
}

/** Worker → options page and popup. */
export interface ToExtensionPages {
	statusChanged: (status: ExtensionStatus) => void;
	/** The server says that a connection is not what it was. */
	connectionChanged: () => void;
}
