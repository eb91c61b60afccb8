import type { Clock } from '../clock.ts';
import { type Database, readState, writeState } from '../database.ts';
import type { CallActions } from '../history/actions.ts';
import { type History, openHistory } from '../history/history.ts';
import { openLeadStore } from '../leads/lead-store.ts';
import { type LeadSync, leadSync } from '../leads/sync.ts';
import type { NotifyPort, NotifyWords } from '../notify/notifier.ts';
import { type TroubleWords, troubleKeeper } from '../notify/trouble.ts';
import { clockOffsetEstimator } from '../overlay/clock-offset.ts';
import type { OverlayManager, TabPort } from '../overlay/manager.ts';
import type { Presenter } from '../overlay/presenter.ts';
import type { Random } from '../random.ts';
import type { ServerApi } from '../server-api/server-api.ts';
import type { Session } from '../session/session.ts';
import { connectStream, type StreamConnection, type StreamParts } from '../stream/connection.ts';
import type { Timers } from '../timers.ts';
import { type CallDesk, callDesk } from './call-desk.ts';
import { deviceApi } from './device-api.ts';
import { LEADS_EVERY_MS, type LeadReader, leadReader } from './lead-reader.ts';
import { pruner } from './pruner.ts';
import { streamHandlers } from './stream-handlers.ts';

export interface EngineParts {
	db: Database;
	api: ServerApi;
	transports: StreamParts['transports'];
	tabs: TabPort;
	notify: NotifyPort;
	words: NotifyWords;
	troubleWords: TroubleWords;
	placeName(region: string): string | undefined;
	clock: Clock;
	timers: Timers;
	random: Random;
	/** Something that the extension's pages show has changed. */
	onStatus(): void;
	/** A connection is not what it was. */
	onConnection(): void;
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

/** All between the stream and the tabs, put together for one session; resumes from what lies in the database. */
export async function startEngine(parts: EngineParts): Promise<Engine> {
	const { db, clock, onStatus } = parts;
	const leadStore = openLeadStore(db);
	const [session, savedOffset, history] = await Promise.all([
		readState(db, 'session'),
		readState(db, 'clockOffset'),
		openHistory(db, { ...parts, onCorrected: () => void presenter.refresh() }),
	]);
	const server = deviceApi(parts.api, session);
	const offset = clockOffsetEstimator(savedOffset);
	const trouble = await troubleKeeper(parts.notify, parts.troubleWords, {
		read: async () => (await readState(db, 'troubles')) ?? {},
		write: (troubles) => writeState(db, 'troubles', troubles),
	});
	const desk = callDesk(
		{ ...parts, notify: trouble.port },
		{ history, leadStore, server, clockOffset: () => offset.offset() },
	);
	const { presenter } = desk;
	const leads = leadSync(leadStore, server.leads, onStatus);
	const reader = leadReader(leads, {
		isPaired: session !== undefined,
		clock,
		onRead: presenter.leadsChanged,
	});
	const stream = connectStream(
		streamHandlers({
			session,
			history,
			presenter,
			offset,
			clock,
			snapshot: server.snapshot,
			onLeads: () => void reader.read(),
			onHealth(health) {
				void trouble.heard(health);
				parts.onConnection();
			},
			onOnline() {
				void desk.outbox.send();
				reader.readIfBehind();
			},
			onStatus,
		}),
		parts,
	);
	if (session) stream.start();
	void reader.read();
	void presenter.showCalls(history.calls().filter(({ heardAt }) => clock.now() - heardAt < LEADS_EVERY_MS));
	return { session, history, leads, stream, ...desk, ...upkeep({ history, stream, reader, desk }, parts) };
}

/** What the running engine is asked to do from outside. */
function upkeep(
	{
		history,
		stream,
		reader,
		desk,
	}: Pick<Engine, 'history' | 'stream'> & { reader: LeadReader; desk: CallDesk },
	{ db, clock }: EngineParts,
): Pick<Engine, 'follow' | 'wake' | 'stop'> {
	const { overlay, notify, outbox, presenter } = desk;
	const prune = pruner(db, history, clock);
	const persist = () => history.persisted().catch(() => undefined);
	return {
		async follow() {
			await notify.update(overlay.current(), await overlay.follow());
		},
		async wake() {
			stream.tick();
			reader.readIfDue();
			await persist();
			await Promise.all([outbox.send(), presenter.refresh()]);
			await prune();
		},
		async stop() {
			stream.stop();
			presenter.stop();
			await overlay.show([]);
			await notify.update([], true);
			await persist();
		},
	};
}
