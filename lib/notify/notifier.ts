import type { Caller, CardState, CardView } from '../overlay/card.ts';
import type { OwnSettings } from '../settings.ts';

type NotifyWhen = OwnSettings['notifications'];

/** The browser's notifications and toolbar button. */
export interface NotifyPort {
	notify(id: string, title: string, message: string): Promise<void>;
	clear(id: string): Promise<void>;
	/** Text on the toolbar button; empty takes it away. */
	badge(text: string): Promise<void>;
}

export interface NotifyWords {
	incoming(who: string): string;
	missed(who: string): string;
	unknown(): string;
	anonymous(): string;
}

export interface Notifier {
	/** Speaks for what no tab in front shows; takes back what is over. */
	update(cards: readonly CardView[], isInFront: boolean): Promise<void>;
}

const PREFIX = 'call:';

/** The same port, that tells nothing while she wants no notifications; what it told before is still taken back. */
export function obedient(port: NotifyPort, when: () => NotifyWhen): NotifyPort {
	return {
		...port,
		async notify(id, title, message) {
			if (when() !== 'never') await port.notify(id, title, message);
		},
	};
}

/** Call that a notification of ours is about. */
export function callOfNotification(id: string): string | undefined {
	return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}

/** One notification a call, told anew only when the call has become another one (ringing → missed). */
export function notifier(port: NotifyPort, words: NotifyWords, when: () => NotifyWhen): Notifier {
	const told = new Map<string, { text: string; state: CardState }>();

	async function tell(card: CardView): Promise<void> {
		const { title, message } = textOf(card, words);
		if (told.get(card.callId)?.text === title + message) return;
		told.set(card.callId, { text: title + message, state: card.state });
		await port.notify(PREFIX + card.callId, title, message);
	}

	async function withdraw(callId: string): Promise<void> {
		told.delete(callId);
		await port.clear(PREFIX + callId);
	}

	return {
		async update(cards, isInFront) {
			const byId = new Map(cards.map((card) => [card.callId, card]));
			const over = [...told]
				.filter(([callId, { state }]) => isOver(byId.get(callId), state))
				.map(([callId]) => callId);
			const isDue = when() === 'always' || !isInFront;
			const news = isDue ? cards.filter(isWorthTelling) : [];
			// A browser or system that shows no notifications must not take the card down with it.
			await Promise.allSettled([
				...over.map(withdraw),
				...news.map(tell),
				port.badge(cards.length > 0 && !isInFront ? String(cards.length) : ''),
			]);
		},
	};
}

function isWorthTelling({ state, direction }: CardView): boolean {
	return direction === 'inbound' && (state === 'ringing' || state === 'missed');
}

/** Without a card any more, a ring is over; a missed call stays told: she was not there to see it. */
function isOver(card: CardView | undefined, toldState: CardState): boolean {
	return card ? !isWorthTelling(card) : toldState === 'ringing';
}

function textOf(card: CardView, words: NotifyWords): { title: string; message: string } {
	const who = nameOf(card.caller) ?? card.number?.formatted ?? strangerOf(card.caller, words);
	const title = card.state === 'missed' ? words.missed(who) : words.incoming(who);
	const number = card.number?.formatted ?? '';
	return { title, message: [detailOf(card.caller), number].filter(Boolean).join(' · ') };
}

function nameOf(caller: Caller): string | undefined {
	switch (caller.kind) {
		case 'lead':
			return caller.lead.company ?? caller.lead.name;
		case 'sip':
			return caller.name ?? caller.address;
		case 'extension':
		case 'colleague':
			return caller.name ?? caller.extension;
		case 'unknown':
			return caller.name;
		default:
			return undefined;
	}
}

function detailOf(caller: Caller): string {
	if (caller.kind === 'lead') return caller.lead.name;
	return caller.kind === 'choose' ? caller.leads.map(({ name }) => name).join(', ') : '';
}

function strangerOf(caller: Caller, words: NotifyWords): string {
	return caller.kind === 'anonymous' ? words.anonymous() : words.unknown();
}
