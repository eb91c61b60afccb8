import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CardPlace } from '../../lib/messages/protocol.ts';

/** What a person can do with cards. */
export interface CallActions {
	open(callId: string, leadId: string): void;
	dismiss(callId: string): void;
	choose(callId: string, leadId: string): void;
	undoChoice(callId: string): void;
	/** What was said, in the panel. */
	transcript(callId: string): void;
	/** Resolves to whether the text is on the clipboard. */
	copy(text: string): Promise<boolean>;
	/** She has begun to work with this card. */
	touch(callId: string): void;
	place(place: CardPlace): void;
}

/** Whether an event may act: hers, not the page's, and not on a card that only just came under her pointer. */
export type Guard = (event: Event) => boolean;

/** Refuses everything until an entry point says who may act. */
export const GuardContext = createContext<Guard>(() => false);

export const useGuard = (): Guard => useContext(GuardContext);
