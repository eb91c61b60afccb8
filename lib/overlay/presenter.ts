import type { z } from 'zod';
import { describeCall } from '../calls/index.ts';
import type { Clock } from '../clock.ts';
import type { TranscriptSegment } from '../contract/index.ts';
import type { History } from '../history/history.ts';
import { joinStored } from '../history/joined.ts';
import type { StoredCall } from '../history/stored-call.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { Timers } from '../timers.ts';
import type { CardView } from './card.ts';
import { boardOf, type CardContext, pastCard } from './cards.ts';
import { chosenLead, leadIdsOf } from './choice.ts';
import type { LeadFinder } from './lead-finder.ts';
import { liveLines } from './live-lines.ts';
import type { OverlayManager } from './manager.ts';

export interface Presenter {
	/** Something about these calls is new: who they are is looked up, then all is shown. */
	showCalls(calls: readonly StoredCall[]): Promise<void>;
	/** Somebody says something right now. */
	heard(said: z.infer<typeof TranscriptSegment>): Promise<void>;
	/** Shows what there is to show now, where it has changed. */
	refresh(): Promise<void>;
	/** The leads have changed: everything on show is looked up again. */
	leadsChanged(): Promise<void>;
	/** Nothing is shown any more. */
	stop(): void;
	/** The newest calls as cards, with their notes; looked up as they are asked for. */
	recent(limit: number): Promise<(CardView & { note: string })[]>;
}

export interface PresenterParts {
	history: History;
	finder: LeadFinder;
	overlay: OverlayManager;
	notifier: Notifier;
	clock: Clock;
	timers: Timers;
	clockOffset(): number;
	placeName(region: string): string | undefined;
	/** Told once the leads of a call are known. */
	onFound(call: StoredCall): void;
}

/** From calls in memory to cards in tabs. Nothing here waits for the disk. */
export function presenter(parts: PresenterParts): Presenter {
	const { history, finder, overlay, clock } = parts;
	const lines = liveLines();
	let shown = '[]';
	let cancelTimer = () => {};
	let isStopped = false;

	const context = (): CardContext => ({
		now: clock.now(),
		clockOffset: parts.clockOffset(),
		leadsOf: finder.known,
		chosenLead: (call) => chosenLead(call, history.chosenFor),
		placeName: parts.placeName,
		spokenIn: lines.of,
	});

	async function refresh(): Promise<void> {
		if (isStopped) return;
		const board = boardOf(history.calls(), context());
		cancelTimer();
		if (board.nextChangeAt !== undefined) {
			const wait = Math.max(0, board.nextChangeAt - clock.now());
			cancelTimer = parts.timers.after(wait, () => void refresh());
		}
		const text = JSON.stringify(board.cards);
		if (text === shown) return;
		shown = text;
		const isInFront = await overlay.show(board.cards);
		await parts.notifier.update(board.cards, isInFront);
	}

	function find(call: StoredCall): Promise<boolean> {
		const { remote } = describeCall(call.call);
		return finder.find(call.callId, remote, leadIdsOf(call, history.chosenFor));
	}

	async function findAndReport(call: StoredCall): Promise<void> {
		if (await find(call)) parts.onFound(history.get(call.callId) ?? call);
	}

	async function showCalls(calls: readonly StoredCall[]): Promise<void> {
		// The page part travels to the tab while the lead is looked up.
		if (boardOf(calls, context()).cards.length > 0) overlay.prepare();
		await Promise.all(calls.map(findAndReport));
		await refresh();
	}

	return {
		showCalls,
		refresh,
		async heard({ callId, segment }) {
			lines.hear(callId, segment);
			await refresh();
		},
		stop() {
			isStopped = true;
			cancelTimer();
		},
		async leadsChanged() {
			finder.forgetAll();
			const onShow = new Set(overlay.current().map(({ callId }) => callId));
			await showCalls(history.calls().filter(({ callId }) => onShow.has(callId)));
		},
		async recent(limit) {
			const newest = joinStored(history.calls())
				.sort((a, b) => b.firstHeardAt - a.firstHeardAt)
				.slice(0, limit);
			await Promise.all(newest.map(find));
			return newest.map((call) => ({ ...pastCard(call, context()), note: call.note?.text ?? '' }));
		},
	};
}
