import { browser } from 'wxt/browser';
import type { CallActions } from '../../components/call/actions.ts';
import { messenger } from '../../lib/messages/messenger.ts';
import type { CardPlace } from '../../lib/messages/protocol.ts';
import { copyText } from './clipboard.ts';

/** False once the extension was updated or removed: this script is then an orphan that nobody hears. */
export function isConnected(): boolean {
	try {
		return browser.runtime.id !== undefined;
	} catch {
		return false;
	}
}

/** What a card's buttons do; a worker that does not answer leaves the page as it is. */
export function cardActions(
	onPlace: (place: CardPlace) => void,
	onDismiss: (callId: string) => void,
): CallActions {
	const touched = new Set<string>();
	return {
		open: (callId, leadId) => quietly(messenger.sendMessage('openRecord', { callId, leadId })),
		dismiss(callId) {
			onDismiss(callId);
			quietly(messenger.sendMessage('dismissCall', { callId }));
		},
		choose: (callId, leadId) => quietly(messenger.sendMessage('chooseLead', { callId, leadId })),
		undoChoice: (callId) => quietly(messenger.sendMessage('undoChoice', { callId })),
		transcript: (callId) => quietly(messenger.sendMessage('openPanel', { callId })),
		copy: copyText,
		touch(callId) {
			if (touched.has(callId)) return;
			touched.add(callId);
			quietly(messenger.sendMessage('touchCall', { callId }));
		},
		place(place) {
			onPlace(place);
			quietly(messenger.sendMessage('placeCard', place));
		},
	};
}

/** An orphan's messages fail; its watch takes it away, so there is nothing to tell. */
function quietly(sent: Promise<unknown>): void {
	sent.catch(() => undefined);
}

/** The answer, or undefined where there is none. */
export function ask<T>(asked: Promise<T>): Promise<T | undefined> {
	return asked.then(
		(answer) => answer ?? undefined,
		() => undefined,
	);
}
