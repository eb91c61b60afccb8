import type { Clock } from '../clock.ts';
import { type Database, readState, writeState } from '../database.ts';
import type { CallActions } from '../history/actions.ts';
import { type History, openHistory } from '../history/history.ts';
import { type LeadStore, openLeadStore } from '../leads/lead-store.ts';
import { type LeadSync, leadSync } from '../leads/sync.ts';
import { type NotifyPort, type NotifyWords, obedient } from '../notify/notifier.ts';
import { type TroubleWords, troubleKeeper } from '../notify/trouble.ts';
import { clockOffsetEstimator } from '../overlay/clock-offset.ts';
import type { OverlayManager, TabPort } from '../overlay/manager.ts';
import type { Presenter } from '../overlay/presenter.ts';
import type { Random } from '../random.ts';
import type { ServerApi } from '../server-api/server-api.ts';
import { type MeKeeper, meKeeper } from '../session/keep-me.ts';
import type { Session } from '../session/session.ts';
import type { OwnSettings } from '../settings.ts';
import { connectStream, type StreamConnection, type StreamParts } from '../stream/connection.ts';
import type { Timers } from '../timers.ts';
import { type CallDesk, callDesk } from './call-desk.ts';
import type { CallNews } from './call-news.ts';
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
	/** What she chose for herself, as it stands. */
	settings(): OwnSettings;
	placeName(region: string): string | undefined;
	clock: Clock;
	timers: Timers;
	random: Random;
	/** Something that the extension's pages show has changed. */
	onStatus(): void;
	/** A connection is not what it was. */
	onConnection(): void;
	/** More is known of a call. */
	onCall: CallNews['heard'];
}

export interface Engine {
	session: Session | undefined;
	identity: MeKeeper;
	history: History;
	actions: CallActions;
	overlay: OverlayManager;
	presenter: Presenter;
	leads: LeadSync;
	leadStore: LeadStore;
	stream: StreamConnection;
	/** Whether a card has ever been in a tab in front, in this session. */
	hasPainted(): boolean;
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
	const [session, savedOffset, wasPainted, history] = await Promise.all([
		readState(db, 'session'),
		readState(db, 'clockOffset'),
		readState(db, 'painted'),
		openHistory(db, { ...parts, onCorrected: () => void presenter.refresh() }),
	]);
	const server = deviceApi(parts.api, session);
	const identity = meKeeper({
		me: session?.me,
		ask: server.me,
		save: async (me) => session && writeState(db, 'session', { ...session, me }),
		onChanged: onStatus,
		clock,
	});
	const notify = obedient(parts.notify, () => parts.settings().notifications);
	const offset = clockOffsetEstimator(savedOffset);
	const trouble = await troubleKeeper(notify, parts.troubleWords, {
		read: async () => (await readState(db, 'troubles')) ?? {},
		write: (troubles) => writeState(db, 'troubles', troubles),
	});
	const painted = paintedMark(wasPainted ?? false, () => writeState(db, 'painted', true).then(onStatus));
	const desk = callDesk(
		{ ...parts, notify: trouble.port },
		{ history, leadStore, server, clockOffset: () => offset.offset(), onPainted: painted.remember },
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
				void identity.refresh();
				reader.readIfBehind();
			},
			onStatus,
			onCall: parts.onCall,
		}),
		parts,
	);
	if (session) stream.start();
	void reader.read();
	void presenter.showCalls(history.calls().filter(({ heardAt }) => clock.now() - heardAt < LEADS_EVERY_MS));
	return {
		session,
		identity,
		history,
		leads,
		leadStore,
		stream,
		hasPainted: painted.is,
		...desk,
		...upkeep({ history, stream, reader, desk }, parts),
	};
}

/** That a card was once in front, kept when it first was. */
function paintedMark(was: boolean, keep: () => Promise<void>) {
	let is = was;
	return {
		is: () => is,
		remember() {
			if (is) return;
			is = true;
			void keep();
		},
	};
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
