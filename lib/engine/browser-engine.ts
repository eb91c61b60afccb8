import { browser } from 'wxt/browser';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { openDatabase } from '../database.ts';
import { followOwn, type Own, type OwnFollower } from '../language/follow.ts';
import { letIn, verbs } from '../messages/door.ts';
import { messenger } from '../messages/messenger.ts';
import { type SenderShape, speakerOf } from '../messages/senders.ts';
import { browserNotify, notifyWords, troubleWords } from '../notify/browser-notify.ts';
import { callOfNotification } from '../notify/notifier.ts';
import { isTroubleNotification } from '../notify/trouble.ts';
import { bringToFront, browserTabs, openInTab } from '../overlay/browser-tabs.ts';
import { type FrameGrant, frameGrants } from '../overlay/frames.ts';
import { isOnSite } from '../overlay/sites.ts';
import { systemRandom } from '../random.ts';
import { callsApi } from '../server-api/calls-api.ts';
import { serverApi } from '../server-api/server-api.ts';
import { sseTransport } from '../stream/sse.ts';
import { webSocketTransport } from '../stream/websocket.ts';
import { systemTimers } from '../timers.ts';
import { type BrowserPanel, browserPanel, tellPanels } from './browser-panel.ts';
import type { EngineParts } from './engine.ts';
import { type HandlerPorts, messageHandlers, statusOf } from './handlers.ts';
import { engineHost, type Host } from './host.ts';
import { pressed } from './shortcuts.ts';

export interface BrowserEngine {
	host: Host;
	/** Opens the door for messages; to be called in the worker's first moment. */
	listen(): void;
	sitesChanged(): Promise<void>;
	tabClosed(tabId: number): Promise<void>;
	notificationClicked(id: string): Promise<void>;
	/** She pressed a key of the manifest's commands. */
	shortcut(name: string): Promise<void>;
}

/** The engine with the real browser around it. */
export function browserEngine(send: typeof fetch): BrowserEngine {
	// The extension's policy forbids code from text; asking whether it may would be logged as a breach.
	z.config({ jitless: true });
	let sites: string[] = [];
	const readSites = async () => {
		sites = (await browser.permissions.getAll()).origins ?? [];
	};
	const isGrantedSite = (url: string) => isOnSite(url, sites);
	const own = followOwn(send, () => void speakAnew());
	const tabs = browserTabs(isGrantedSite, () => own.current().templates);
	const ready = assemble(
		send,
		{ tabs, own, readSites },
		{
			onStatus: () => void tellStatus(),
			// Nobody listens unless a page of ours is open.
			onConnection: () => void messenger.sendMessage('connectionChanged', undefined).catch(() => undefined),
			onCall: tellPanels.heard,
		},
	);
	const host = engineHost(ready);
	const frames = frameGrants(sessionGrants, systemRandom.secret);
	const templates = () => own.current().templates;
	const door = browserPanel();
	const panel = { calls: callsApi(send), random: systemRandom, door };
	const ports: HandlerPorts = {
		host,
		ready,
		frames,
		sites: () => sites,
		readSites,
		openInTab,
		panel,
		templates,
	};

	/** Another language from now on, on cards that are there too. */
	async function speakAnew(): Promise<void> {
		await tabs.speak();
		await (await host.engine()).follow();
	}

	async function tellStatus(): Promise<void> {
		// Nobody listens unless a page of ours is open.
		await messenger.sendMessage('statusChanged', await statusOf(ports)).catch(() => undefined);
	}

	return {
		host,
		listen: () => listen(ports, isGrantedSite, door),
		async sitesChanged() {
			await readSites();
			await (await host.engine()).follow();
			await tellStatus();
		},
		async tabClosed(tabId) {
			(await host.engine()).overlay.tabClosed(tabId);
			await frames.dropTab(tabId);
		},
		shortcut: (name) => pressShortcut(name, host),
		async notificationClicked(id) {
			await browser.notifications.clear(id);
			if (isTroubleNotification(id)) return openInTab(browser.runtime.getURL('/options.html#connections'));
			const callId = callOfNotification(id);
			const [front] = await tabs.all();
			const [call] = callId === undefined ? [] : await recentCall(host, callId);
			const url = call?.caller.kind === 'lead' ? call.caller.lead.recordUrl : undefined;
			if (url) await openInTab(url);
			else if (front !== undefined) await bringToFront(front);
		},
	};
}

async function assemble(
	send: typeof fetch,
	{ tabs, own, readSites }: { tabs: EngineParts['tabs']; own: OwnFollower; readSites(): Promise<void> },
	tell: Pick<EngineParts, 'onStatus' | 'onConnection' | 'onCall'>,
): Promise<EngineParts> {
	const [db] = await Promise.all([openDatabase(), readSites(), own.ready]);
	const words = () => own.current().words;
	return {
		db,
		api: serverApi(send),
		transports: {
			websocket: webSocketTransport(WebSocket),
			sse: sseTransport(send, () => void browser.runtime.getPlatformInfo()),
		},
		tabs,
		notify: browserNotify,
		words: notifyWords(words),
		troubleWords: troubleWords(words),
		settings: () => own.current().settings,
		placeName: placeNames(() => own.current()),
		clock: systemClock,
		timers: systemTimers,
		random: systemRandom,
		...tell,
	};
}

function listen(ports: HandlerPorts, isGrantedSite: (url: string) => boolean, door: BrowserPanel): void {
	const handlers = messageHandlers(ports);
	const facts = {
		extensionId: browser.runtime.id,
		extensionOrigin: browser.runtime.getURL('/').slice(0, -1),
		isGrantedSite,
	};
	for (const verb of verbs) {
		messenger.onMessage(verb, async ({ data, sender: from }) => {
			if (verb === 'openPanel') door.begin(speakerOf(from as SenderShape, facts));
			// What is granted is known only then; a worker that a message woke must not refuse it.
			await ports.ready;
			return letIn(verb, data, from as SenderShape, facts, handlers);
		});
	}
}

async function pressShortcut(name: string, host: Host): Promise<void> {
	const { overlay, presenter, actions } = await host.engine();
	await pressed(name, {
		shown: overlay.current,
		newest: async () => (await presenter.recent(1))[0],
		openRecord: openInTab,
		async dismiss(callId) {
			actions.dismiss(callId);
			await presenter.refresh();
		},
	});
}

/** Names of countries in the language that the card speaks. */
function placeNames(own: () => Own): (region: string) => string | undefined {
	let names = { locale: '', of: new Intl.DisplayNames('en', { type: 'region' }) };
	return (region) => {
		const { templates, words } = own();
		const locale = templates ? words.locale : browser.i18n.getUILanguage();
		if (names.locale !== locale) names = { locale, of: new Intl.DisplayNames(locale, { type: 'region' }) };
		return names.of.of(region);
	};
}

async function recentCall(host: Host, callId: string) {
	const calls = await (await host.engine()).presenter.recent(50);
	return calls.filter((call) => call.callId === callId);
}

const GRANTS = 'frames';

/** In the session area: survives the worker, is gone with the browser, and content scripts cannot read it. */
const sessionGrants = {
	async load(): Promise<Record<string, FrameGrant>> {
		const saved = await browser.storage.session.get(GRANTS);
		return (saved[GRANTS] as Record<string, FrameGrant> | undefined) ?? {};
	},
	save: (grants: Record<string, FrameGrant>) => browser.storage.session.set({ [GRANTS]: grants }),
};
