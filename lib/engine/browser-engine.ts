import { browser } from 'wxt/browser';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { openDatabase } from '../database.ts';
import { letIn, verbs } from '../messages/door.ts';
import { messenger } from '../messages/messenger.ts';
import type { SenderShape } from '../messages/senders.ts';
import { browserNotify, notifyWords, troubleWords } from '../notify/browser-notify.ts';
import { callOfNotification } from '../notify/notifier.ts';
import { isTroubleNotification } from '../notify/trouble.ts';
import { bringToFront, browserTabs, openInTab } from '../overlay/browser-tabs.ts';
import { type FrameGrant, frameGrants } from '../overlay/frames.ts';
import { isOnSite } from '../overlay/sites.ts';
import { systemRandom } from '../random.ts';
import { serverApi } from '../server-api/server-api.ts';
import { sseTransport } from '../stream/sse.ts';
import { webSocketTransport } from '../stream/websocket.ts';
import { systemTimers } from '../timers.ts';
import type { EngineParts } from './engine.ts';
import { type HandlerPorts, messageHandlers, statusOf } from './handlers.ts';
import { engineHost, type Host } from './host.ts';

export interface BrowserEngine {
	host: Host;
	/** Opens the door for messages; to be called in the worker's first moment. */
	listen(): void;
	sitesChanged(): Promise<void>;
	tabClosed(tabId: number): Promise<void>;
	notificationClicked(id: string): Promise<void>;
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
	const tabs = browserTabs(isGrantedSite);
	const ready = assemble(send, tabs, readSites, {
		onStatus: () => void tellStatus(),
		// Nobody listens unless a page of ours is open.
		onConnection: () => void messenger.sendMessage('connectionChanged', undefined).catch(() => undefined),
	});
	const host = engineHost(ready);
	const frames = frameGrants(sessionGrants, systemRandom.secret);
	const ports: HandlerPorts = { host, ready, frames, sites: () => sites, readSites, openInTab };

	async function tellStatus(): Promise<void> {
		// Nobody listens unless a page of ours is open.
		await messenger.sendMessage('statusChanged', await statusOf(ports)).catch(() => undefined);
	}

	return {
		host,
		listen: () => listen(ports, isGrantedSite),
		async sitesChanged() {
			await readSites();
			await (await host.engine()).follow();
			await tellStatus();
		},
		async tabClosed(tabId) {
			(await host.engine()).overlay.tabClosed(tabId);
			await frames.dropTab(tabId);
		},
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
	tabs: EngineParts['tabs'],
	readSites: () => Promise<void>,
	tell: Pick<EngineParts, 'onStatus' | 'onConnection'>,
): Promise<EngineParts> {
	const [db] = await Promise.all([openDatabase(), readSites()]);
	const places = new Intl.DisplayNames([browser.i18n.getUILanguage()], { type: 'region' });
	return {
		db,
		api: serverApi(send),
		transports: {
			websocket: webSocketTransport(WebSocket),
			sse: sseTransport(send, () => void browser.runtime.getPlatformInfo()),
		},
		tabs,
		notify: browserNotify,
		words: notifyWords,
		troubleWords,
		placeName: (region) => places.of(region),
		clock: systemClock,
		timers: systemTimers,
		random: systemRandom,
		...tell,
	};
}

function listen(ports: HandlerPorts, isGrantedSite: (url: string) => boolean): void {
	const handlers = messageHandlers(ports);
	const facts = {
		extensionId: browser.runtime.id,
		extensionOrigin: browser.runtime.getURL('/').slice(0, -1),
		isGrantedSite,
	};
	for (const verb of verbs) {
		messenger.onMessage(verb, async ({ data, sender: from }) => {
			// What is granted is known only then; a worker that a message woke must not refuse it.
			await ports.ready;
			return letIn(verb, data, from as SenderShape, facts, handlers);
		});
	}
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
