import type { EndReason, MatchRule } from '../contract/index.ts';
import type { Spoken } from './live-lines.ts';

/** What one lead shows on the card; made by the worker, so that the page part stays small. */
export interface LeadCard {
	leadId: string;
	name: string;
	company?: string;
	role?: string;
	stage?: string;
	owner?: string;
	nextStep?: string;
	/** ms since 1970 */
	lastContactAt?: number;
	lastContactQuote?: string;
	/** Checked: http(s) only. */
	recordUrl?: string;
}

/** Who is on the other side, as far as we know. A closed union: each kind has its own words. */
export type Caller =
	| { kind: 'lead'; lead: LeadCard; rule: MatchRule; field?: string; chosen: boolean }
	| { kind: 'choose'; leads: LeadCard[]; rule: MatchRule }
	| { kind: 'unknown'; name?: string; place?: string }
	| { kind: 'anonymous' }
	| { kind: 'colleague'; name?: string; extension?: string }
	| { kind: 'extension'; extension: string; name?: string }
	| { kind: 'sip'; address: string; name?: string };

export type CardState = 'ringing' | 'answered' | 'ended' | 'missed';

/** One card in the page: plain data, already matched and formatted. Times are ms since 1970, server-corrected. */
export interface CardView {
	callId: string;
	state: CardState;
	direction: 'inbound' | 'outbound';
	caller: Caller;
	/** International format for reading, and what the copy button copies. */
	number?: { formatted: string; copy: string };
	providerLabel: string;
	queue?: string;
	startedAt?: number;
	answeredAt?: number;
	endedAt?: number;
	endReason?: EndReason;
	/** While it is going on, where the provider tells it live. */
	spoken?: Spoken;
	/** The assistant talks, not she. */
	assistant?: boolean;
	test: boolean;
}
