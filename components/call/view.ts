import type { CardView, LeadCard } from '../../lib/overlay/card.ts';
import type { IconName } from '../ui/icons.tsx';
import { displayText } from '../ui/text.ts';
import type { WordKey, Words } from '../ui/words.ts';

/** Cards that are open at a time; the rest is counted. */
export const MOST_OPEN = 3;
/** As many digits as a possible match agrees in (lib/phone). */
export const SUFFIX_DIGITS = 8;

const order: Record<CardView['state'], number> = { ringing: 0, answered: 1, ended: 2, missed: 2 };

/** Newest ringing on top, then talking, then what has ended; those beyond `MOST_OPEN` are a count. */
export function stackCards(cards: readonly CardView[]): { open: CardView[]; restCount: number } {
	const sorted = [...cards].sort(
		(a, b) => order[a.state] - order[b.state] || (b.startedAt ?? 0) - (a.startedAt ?? 0),
	);
	return { open: sorted.slice(0, MOST_OPEN), restCount: Math.max(0, cards.length - MOST_OPEN) };
}

/** What a caller is called in one line: company, else name, else number, else what kind of caller it is. */
export function callerTitle({ caller, number }: CardView, words: Words): string {
	switch (caller.kind) {
		case 'lead':
			return displayText(caller.lead.company || caller.lead.name);
		case 'choose':
			return sharedCompany(caller.leads) ?? number?.formatted ?? words('card_unknown');
		case 'unknown':
			return displayText(number?.formatted || caller.name || words('card_unknown'));
		case 'anonymous':
			return words('card_anonymous');
		case 'colleague':
			return displayText(caller.name || extensionOf(caller.extension, words) || words('card_colleague'));
		case 'extension':
			return displayText(caller.name || words('card_extension', { extension: caller.extension }));
		case 'sip':
			return displayText(caller.name || caller.address);
	}
}

function sharedCompany(leads: readonly LeadCard[]): string | undefined {
	const companies = new Set(leads.map((lead) => lead.company ?? ''));
	const [company] = companies;
	return companies.size === 1 && company ? displayText(company) : undefined;
}

function extensionOf(extension: string | undefined, words: Words): string | undefined {
	return extension ? words('card_extension', { extension }) : undefined;
}

/** The strip's words: who rings, or what became of the call. */
export function stateTitle(card: CardView, words: Words): string {
	const company = callerTitle(card, words);
	switch (card.state) {
		case 'ringing':
			return ringTitle(card, company, words);
		case 'answered':
			return talkTitle(card, words);
		case 'missed':
			return words(card.endReason === 'voicemail' ? 'card_voicemail' : 'card_missed');
		case 'ended':
			return words(endWord(card));
	}
}

/** Who talks, where it is not she. */
function talkTitle({ assistant, spoken }: CardView, words: Words): string {
	if (!assistant) return words('card_in_progress');
	const name = displayText(spoken?.assistant?.name ?? '');
	return name ? words('card_speaking', { name }) : words('card_assistant_speaking');
}

/** A withheld number is no name to ring by. */
function ringTitle({ direction, caller }: CardView, name: string, words: Words): string {
	const isBare = caller.kind === 'anonymous';
	const word = direction === 'inbound' ? 'card_incoming' : 'card_outgoing';
	// A number stays on one line.
	const company = /^\+[\d ]+$/.test(name) ? name.replaceAll(' ', '\u00a0') : name;
	return isBare ? words(`${word}_bare`) : words(word, { company });
}

function endWord({ endReason, answeredAt, direction }: CardView): WordKey {
	switch (endReason) {
		case 'answered-elsewhere':
			return 'card_elsewhere';
		case 'transferred':
			return 'card_transferred';
		case 'declined':
			return 'card_declined';
		case 'voicemail':
			return 'card_voicemail';
		case 'failed':
			return 'card_failed';
		case 'missed':
			return direction === 'outbound' ? 'card_not_answered' : 'card_missed';
		default:
			return answeredAt === undefined && direction === 'outbound' ? 'card_not_answered' : 'card_completed';
	}
}

export const stateIcons: Record<CardView['state'], IconName> = {
	ringing: 'ringing',
	answered: 'phone',
	ended: 'done',
	missed: 'missed',
};

/** Length of the part of the call that the card counts, ms; undefined where nothing is to be counted. */
export function countedMs(card: CardView, now: number): number | undefined {
	switch (card.state) {
		case 'ringing':
			return card.startedAt === undefined ? undefined : now - card.startedAt;
		case 'answered':
			return card.answeredAt === undefined ? undefined : now - card.answeredAt;
		case 'ended':
			return card.answeredAt === undefined || card.endedAt === undefined
				? undefined
				: card.endedAt - card.answeredAt;
		case 'missed':
			return undefined;
	}
}

const fieldWords: Record<string, WordKey> = {
	phone: 'field_phone',
	mobile: 'field_mobile',
	office: 'field_office',
	home: 'field_home',
	email: 'field_email',
};

/** Why a lead was matched, to be put after "Matched by". */
export function matchField(card: CardView, words: Words): string {
	if (card.caller.kind !== 'lead') return '';
	const { field, rule } = card.caller;
	const known = fieldWords[(field ?? '').toLowerCase().replace('-', '')];
	if (known) return words(known);
	if (field) return displayText(field);
	if (rule === 'contact-id') return words('field_contact', { provider: displayText(card.providerLabel) });
	return words(rule === 'email' ? 'field_email' : 'field_number');
}

/** Where the highlighted entry of a list goes; undefined where the key is not for the list. */
export function moveInList(key: string, current: number, count: number): number | undefined {
	switch (key) {
		case 'ArrowDown':
			return Math.min(current + 1, count - 1);
		case 'ArrowUp':
			return Math.max(current - 1, 0);
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return undefined;
	}
}
