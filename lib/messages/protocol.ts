import type { z } from 'zod';
import type { Templates } from '../browser-words.ts';
import type { CallDetail, Lead, TranscriptSegment } from '../contract/index.ts';
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
	/** Opens the side panel on this call; a tab with the same page where the browser does not let us. */
	openPanel: (message: { callId: string }) => void;
}

/** A card's place in the window: snapped to a side, `offset` px from its top or bottom edge. */
export interface CardPlace {
	side: 'left' | 'right';
	anchor: 'top' | 'bottom';
	offset: number;
}

/** Frame part (extension origin, inside a tab) → worker. `secret` names the frame and its call. */
export interface FromFrame {
	/** `templates`: words of the language she chose, where that is not the browser's. */
	frameReady: (message: {
		secret: string;
	}) => { callId: string; note: string; templates?: Templates } | undefined;
	saveNote: (message: { secret: string; text: string }) => void;
	/**
	 * What is known after the call, from the server; undefined where there is nothing, where it does not answer, and
	 * where `changed` is another call than the frame's.
	 */
	callFacts: (message: { secret: string; changed?: string }) => CallFacts | undefined;
	/** Resolves to whether the server took the decisions. */
	reviewCall: (message: { secret: string; extractionId: string; decisions: FactDecision[] }) => boolean;
	/** The panel, which the frame itself has opened, is to show this call; in a tab where it could not open one. */
	showInPanel: (message: { secret: string; isOpen: boolean }) => void;
}

/** The compact form of a call's facts. */
export interface CallFacts
	extends Pick<CallDetail, 'extraction' | 'reviewed' | 'fields' | 'writesTo' | 'written'> {
	callId: string;
	hasTranscript: boolean;
	/** Whose record is written to. */
	leadName?: string;
}

export interface FactDecision {
	name: string;
	decision: 'accepted' | 'edited' | 'rejected';
	/** Of `edited`. */
	value?: string;
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
	/** A card has been in a tab in front, since this browser was connected. */
	hasPainted: boolean;
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
	/** The call that the panel was opened for, once. */
	takeShownCall: () => string | undefined;
	leads: (message: { leadIds: string[] }) => Lead[];
	/** Leads with these words in name or company, or with this number or mail. */
	searchLeads: (message: { text: string }) => Lead[];
}

/** Worker → options page and popup. */
export interface ToExtensionPages {
	statusChanged: (status: ExtensionStatus) => void;
	/** The server says that a connection is not what it was. */
	connectionChanged: () => void;
	/** More is known of a call; without an id: of any. Told at most ten times a second. */
	callChanged: (message: { callId?: string }) => void;
	/** Something was said just now. */
	segmentHeard: (message: z.infer<typeof TranscriptSegment>) => void;
	/** An open panel is to show this call. */
	showCall: (message: { callId: string }) => void;
}
