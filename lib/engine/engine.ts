import type { Clock } from '../clock.ts';
import { type Database, readState } from '../database.ts';
import { type CallActions, callActions } from '../history/actions.ts';
import { type History, openHistory } from '../history/history.ts';
import { openOutbox } from '../history/outbox.ts';
import { pruneCalls } from '../history/prune.ts';
import { openLeadStore } from '../leads/lead-store.ts';
import { type LeadSync, leadSync } from '../leads/sync.ts';
import { type NotifyPort, type NotifyWords, notifier } from '../notify/notifier.ts';
import { clockOffsetEstimator } from '../overlay/clock-offset.ts';
import { leadFinder } from '../overlay/lead-finder.ts';
import { type OverlayManager, overlayManager, type TabPort } from '../overlay/manager.ts';
import { type Presenter, presenter } from '../overlay/presenter.ts';
import type { Random } from '../random.ts';
import type { Answer } from '../server-api/answer.ts';
import type { Credentials, ServerApi } from '../server-api/server-api.ts';
import type { Session } from '../session/session.ts';
import { connectStream, type StreamConnection, type StreamParts } from '../stream/connection.ts';
import type { Timers } from '../timers.ts';
import { streamHandlers } from './stream-handlers.ts';

export interface EngineParts {
	db: Database;
	api: ServerApi;
	transports: StreamParts['transports'];
	tabs: TabPort;
	notify: NotifyPort;
	words: NotifyWords;
	placeName(region: string): string | undefined;
	clock: Clock;
	timers: Timers;
	random: Random;
	/** Something that the extension's pages show has changed. */
	onStatus(): void;
}

export interface Engine {
	session: Session | undefined;
	history: History;
	actions: CallActions;
	overlay: OverlayManager;
	presenter: Presenter;
	leads: LeadSync;
	stream: StreamConnection;
	/** A tab came to the front, moved on or closed; or the permissions changed. */
	follow(): Promise<void>;
	/** From the alarm: sees after everything that may have been left lying. */
	wake(): Promise<void>;
	/** Takes everything off the pages and comes to rest; nothing is written afterwards. */
	stop(): Promise<void>;
}

const LEADS_EVERY_MS = 10 * 60_000;
const PRUNE_EVERY_MS = 3_600_000;

/** All between the stream and the tabs, put together for one session; resumes from what lies in the database. */
export async function startEngine(parts: EngineParts): Promise<Engine> {
	const { db, api, clock, onStatus } = parts;
	const leadStore = openLeadStore(db);
	const [session, savedOffset, history] = await Promise.all([
		readState(db, 'session'),
		readState(db, 'clockOffset'),
		openHistory(db, { ...parts, onCorrected: () => void cards.refresh() }),
	]);
	const asDevice = <T>(ask: (as: Credentials) => Promise<Answer<T>>): Promise<Answer<T>> =>
		session ? ask(session) : Promise.resolve({ kind: 'unreachable', detail: 'not paired' });
	const offset = clockOffsetEstimator(savedOffset);
	const clockOffset = () => offset.offset();
	const finder = leadFinder(leadStore);
	const overlay = overlayManager(parts.tabs);
	const notify = notifier(parts.notify, parts.words);
	const outbox = openOutbox(
		db,
		(command) => asDevice((as) => api.command(as, command.name, command.body, command.idempotencyKey)),
		parts,
	);
	const actions = callActions({
		history,
		clock,
		clockOffset,
		leadsOf: finder.known,
		onQueued: () => void outbox.send(),
	});
	const cards = presenter({
		...parts,
		history,
		finder,
		overlay,
		notifier: notify,
		clockOffset,
		onFound: actions.reportFound,
	});
	const leads = leadSync(leadStore, (after) => asDevice((as) => api.leads(as, after)), onStatus);
	let leadsReadAt = Number.NEGATIVE_INFINITY;
	let prunedAt = Number.NEGATIVE_INFINITY;

	async function readLeads(): Promise<void> {
		if (!session) return;
		leadsReadAt = clock.now();
		await leads.run();
		await cards.leadsChanged();
	}

	const stream = connectStream(
		streamHandlers({
			session,
			history,
			presenter: cards,
			offset,
			clock,
			snapshot: () => asDevice(api.snapshot),
			onLeads: () => void readLeads(),
			onOnline() {
				void outbox.send();
				if (leads.isBehind()) void readLeads();
			},
			onStatus,
		}),
		parts,
	);
	if (session) stream.start();
	void readLeads();
	void cards.showCalls(history.calls().filter(({ heardAt }) => clock.now() - heardAt < LEADS_EVERY_MS));

	return {
		session,
		history,
		actions,
		overlay,
		presenter: cards,
		leads,
		stream,
		async follow() {
			await notify.update(overlay.current(), await overlay.follow());
		},
		async wake() {
			stream.tick();
			const now = clock.now();
			if (leads.isBehind() || Math.abs(now - leadsReadAt) >= LEADS_EVERY_MS) void readLeads();
			await history.persisted().catch(() => undefined);
			await Promise.all([outbox.send(), cards.refresh()]);
			if (Math.abs(now - prunedAt) < PRUNE_EVERY_MS) return;
			prunedAt = now;
			history.forget(await pruneCalls(db, now));
		},
		async stop() {
			stream.stop();
			cards.stop();
			await overlay.show([]);
			await notify.update([], true);
			await history.persisted().catch(() => undefined);
		},
	};
}
