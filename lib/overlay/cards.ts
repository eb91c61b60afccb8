import { type CallSummary, describeCall } from '../calls/index.ts';
import type { Lead } from '../contract/index.ts';
import { type CountedCall, joinStored } from '../history/joined.ts';
import type { StoredCall } from '../history/stored-call.ts';
import { formatNumber } from '../phone/index.ts';
import { callerOf } from './caller.ts';
import type { CardState, CardView } from './card.ts';
import type { Spoken } from './live-lines.ts';
import { providerLabel } from './provider-label.ts';

/** A ring without news for so long rings no more: we slept through its end. */
export const RING_STALE_MS = 2 * 60_000;
/** How long an ended card stays that nobody touches. */
export const ENDED_SHOWN_MS = 20_000;
const TALK_STALE_MS = 4 * 3_600_000;
/** A missed call older than that is history, not news. */
const MISSED_SHOWN_MS = 12 * 3_600_000;
/** The end of a call that was talked on is of interest right then only. */
const ENDED_NEWS_MS = 60_000;
/** More open calls than that do not fit on any screen; the page folds what it cannot show. */
const MOST_CARDS = 20;

/** What a card needs to know besides its call. */
export interface CardContext {
	/** This machine's clock, ms since 1970. */
	now: number;
	/** Server's clock minus this machine's, ms. */
	clockOffset: number;
	/** Leads found for a call, by call id. */
	leadsOf(callId: string): readonly Lead[];
	chosenLead(call: StoredCall): string | undefined;
	/** What is being said on a call, by any of its ids. */
	spokenIn(callIds: readonly string[]): Spoken | undefined;
	/** Region code → its name in the user's language. */
	placeName(region: string): string | undefined;
}

export interface Board {
	cards: CardView[];
	/** When the cards change by themselves, ms since 1970. */
	nextChangeAt?: number;
}

/** The cards to show now: newest ringing first, then talking, then ended. Pure. */
export function boardOf(calls: readonly StoredCall[], context: CardContext): Board {
	const open = joinStored(calls.filter((call) => isRecent(call, context.now)))
		.map((call) => ({ call, summary: describeCall(call.call) }))
		.map(({ call, summary }) => ({ call, summary, shown: shownState(call, summary, context.now) }))
		.filter(({ shown }) => shown !== undefined);
	const sorted = open.sort(
		(a, b) =>
			order[a.shown?.state ?? 'ended'] - order[b.shown?.state ?? 'ended'] ||
			b.call.firstHeardAt - a.call.firstHeardAt ||
			(a.call.callId < b.call.callId ? -1 : 1),
	);
	const changes = sorted.map(({ shown }) => shown?.until ?? Number.POSITIVE_INFINITY);
	const nextChangeAt = Math.min(...changes);
	return {
		cards: sorted
			.slice(0, MOST_CARDS)
			.map(({ call, summary, shown }) => cardOf(call, summary, shown?.state ?? 'ended', context)),
		...(Number.isFinite(nextChangeAt) ? { nextChangeAt } : {}),
	};
}

/** One call as a card, whether or not it is due on a page; for lists of past calls. */
export function pastCard(call: CountedCall, context: CardContext): CardView {
	const summary = describeCall(call.call);
	return cardOf(call, summary, stateOf(call, summary, context.now), context);
}

const order: Record<CardState, number> = { ringing: 0, answered: 1, ended: 2, missed: 2 };

/** What is older shows nothing; spares working out every call of the week for every card. */
function isRecent(call: StoredCall, now: number): boolean {
	return Math.abs(now - call.heardAt) <= MISSED_SHOWN_MS;
}

function shownState(
	call: StoredCall,
	summary: CallSummary,
	now: number,
): { state: CardState; until: number } | undefined {
	if (isDismissed(call, summary)) return undefined;
	const state = stateOf(call, summary, now);
	if (state === 'ringing') return { state, until: call.newsAt + RING_STALE_MS };
	if (state === 'answered') return { state, until: call.newsAt + TALK_STALE_MS };
	const news = state === 'missed' ? MISSED_SHOWN_MS : ENDED_NEWS_MS;
	const turned = summary.state === 'ended' ? call.heardAt : Math.max(call.heardAt, staleAt(call, summary));
	const until = call.touched ? call.newsAt + MISSED_SHOWN_MS : turned + ENDED_SHOWN_MS;
	const isNews = turned - call.newsAt <= news;
	// An outbound ring or a talk whose end we never heard has no card of its own.
	const isKnown = summary.state === 'ended' || state === 'missed';
	return isNews && isKnown && now < until ? { state, until } : undefined;
}

function stateOf(call: StoredCall, summary: CallSummary, now: number): CardState {
	const isStale = now >= staleAt(call, summary);
	if (summary.state === 'ringing') {
		if (!isStale) return 'ringing';
		return summary.direction === 'inbound' ? 'missed' : 'ended';
	}
	if (summary.state === 'answered') return isStale ? 'ended' : 'answered';
	return summary.missed ? 'missed' : 'ended';
}

function staleAt(call: StoredCall, summary: CallSummary): number {
	if (summary.state === 'ended') return Number.POSITIVE_INFINITY;
	return call.newsAt + (summary.state === 'ringing' ? RING_STALE_MS : TALK_STALE_MS);
}

/** Gone for good, save that a call which had ended may ring again on a new leg. */
function isDismissed({ dismissed }: StoredCall, summary: CallSummary): boolean {
	return dismissed !== undefined && (dismissed.state !== 'ended' || summary.state === 'ended');
}

function cardOf(call: CountedCall, summary: CallSummary, state: CardState, context: CardContext): CardView {
	const { remote } = summary;
	const spoken = state === 'answered' ? context.spokenIn(call.callIds) : undefined;
	const here = (instant: string | undefined) => instant && Date.parse(instant) - context.clockOffset;
	return {
		callId: call.callId,
		state,
		direction: summary.direction,
		caller: callerOf(summary, context.leadsOf(call.callId), context.chosenLead(call), context.placeName),
		number:
			remote.e164 && !remote.anonymous
				? { formatted: formatNumber(remote.e164), copy: remote.e164 }
				: undefined,
		providerLabel: providerLabel(summary.provider),
		queue: summary.queue,
		startedAt: here(summary.startedAt) || undefined,
		answeredAt: here(summary.answeredAt) || undefined,
		endedAt: here(summary.endedAt) || undefined,
		endReason: summary.endReason,
		spoken,
		assistant: summary.assistant || spoken?.assistant !== undefined || undefined,
		test: summary.test,
	};
}
