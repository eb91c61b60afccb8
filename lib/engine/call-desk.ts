import { type CallActions, callActions } from '../history/actions.ts';
import type { History } from '../history/history.ts';
import { type Outbox, openOutbox } from '../history/outbox.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import { type Notifier, notifier } from '../notify/notifier.ts';
import { leadFinder } from '../overlay/lead-finder.ts';
import { type OverlayManager, overlayManager, witnessed } from '../overlay/manager.ts';
import { type Presenter, presenter } from '../overlay/presenter.ts';
import type { DeviceApi } from './device-api.ts';
import type { EngineParts } from './engine.ts';

/** All that a call passes through on its way to a person, and what she does to it on its way back. */
export interface CallDesk {
	actions: CallActions;
	outbox: Outbox;
	overlay: OverlayManager;
	notify: Notifier;
	presenter: Presenter;
}

interface DeskParts {
	/** A card is in a tab in front. */
	onPainted(): void;
	history: History;
	leadStore: LeadStore;
	server: DeviceApi;
	clockOffset(): number;
}

/** Puts it together for one session. */
export function callDesk(engine: EngineParts, parts: DeskParts): CallDesk {
	const { history, clockOffset } = parts;
	const finder = leadFinder(parts.leadStore);
	const overlay = witnessed(overlayManager(engine.tabs), parts.onPainted);
	const notify = notifier(engine.notify, engine.words, () => engine.settings().notifications);
	const outbox = openOutbox(engine.db, parts.server.command, engine);
	const actions = callActions({
		history,
		clock: engine.clock,
		clockOffset,
		leadsOf: finder.known,
		onQueued: () => void outbox.send(),
	});
	const cards = presenter({
		...engine,
		history,
		finder,
		overlay,
		notifier: notify,
		clockOffset,
		onFound: actions.reportFound,
	});
	return { actions, outbox, overlay, notify, presenter: cards };
}
