import type { Clock } from '../clock.ts';
import type { Snapshot } from '../contract/index.ts';
import type { History } from '../history/history.ts';
import { hearEvent } from '../history/intake.ts';
import { fromRecord } from '../history/snapshot.ts';
import type { Health } from '../notify/trouble.ts';
import type { clockOffsetEstimator } from '../overlay/clock-offset.ts';
import type { Presenter } from '../overlay/presenter.ts';
import type { Answer } from '../server-api/answer.ts';
import type { Session } from '../session/session.ts';
import type { StreamHandlers } from '../stream/connection.ts';
import type { CallNews } from './call-news.ts';

interface HandlerParts {
	session: Session | undefined;
	history: History;
	presenter: Presenter;
	offset: ReturnType<typeof clockOffsetEstimator>;
	clock: Clock;
	snapshot(): Promise<Answer<Snapshot>>;
	onLeads(): void;
	onHealth(health: Health): void;
	onCall: CallNews['heard'];
	onOnline(): void;
	onStatus(): void;
}

/** What the stream's news mean: calls go into the history and to the pages, in that order but without waiting. */
export function streamHandlers(parts: HandlerParts): StreamHandlers {
	const { session, history, presenter, offset, clock } = parts;
	let shownState = '';

	/** Throws when the server does not answer; the stream tries again later. */
	async function readSnapshot(): Promise<void> {
		const answer = await parts.snapshot();
		// A refusal is the stream's to find out and to show.
		if (answer.kind === 'refused') return;
		if (answer.kind === 'unreachable') throw new Error(answer.detail);
		const arrival = {
			at: clock.now(),
			live: false,
			clockOffset: offset.offset(),
			first: history.cursor() === undefined,
		};
		const calls = answer.value.calls
			.map((record) => fromRecord(record, history.get(record.callId), arrival))
			.filter((call) => call !== undefined);
		await history.replace(calls, answer.value.cursor);
		await presenter.showCalls(calls.filter(({ newsAt }) => arrival.at - newsAt < SHOWN_MS));
	}

	return {
		async opening() {
			if (!session) return undefined;
			// Without a cursor "from now" would lose what happens until the first event: the snapshot has one.
			if (history.cursor() === undefined) await readSnapshot();
			return { serverUrl: session.serverUrl, token: session.token, after: history.cursor() };
		},
		onEvent(frame, live) {
			const at = clock.now();
			if (live) offset.sample(Date.parse(frame.event.time), at);
			const heard = hearEvent(history, frame, { at, live, clockOffset: offset.offset() });
			if (heard.kind === 'call') {
				void presenter.showCalls([heard.call]);
				parts.onCall({ callId: heard.call.callId });
			}
			if (heard.kind === 'after-call') {
				parts.onCall(heard);
				if (heard.said && live) void presenter.heard(heard.said);
			}
			if (heard.kind === 'leads') parts.onLeads();
			if (heard.kind === 'health') parts.onHealth(heard.health);
		},
		async onReset() {
			await readSnapshot();
			parts.onCall({});
		},
		onChange({ phase, attempt, network }) {
			const state = `${phase.kind} ${attempt} ${network}`;
			if (state === shownState) return;
			shownState = state;
			if (phase.kind === 'online') parts.onOnline();
			parts.onStatus();
		},
	};
}

/** Older calls have no card; their leads are looked up when a list shows them. */
const SHOWN_MS = 12 * 3_600_000;
