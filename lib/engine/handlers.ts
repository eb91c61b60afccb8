import type { Templates } from '../browser-words.ts';
import type { Handlers } from '../messages/door.ts';
import type { ExtensionStatus, RingOutcome } from '../messages/protocol.ts';
import type { Frames } from '../overlay/frames.ts';
import { readPlace, readRegion, writePlace, writeRegion } from '../settings.ts';
import { connectionState } from '../stream/state.ts';
import type { EngineParts } from './engine.ts';
import type { Host } from './host.ts';
import { type PanelPorts, panelHandlers } from './panel-handlers.ts';
import { followRing } from './test-ring.ts';

const RECENT_CALLS = 50;

export interface HandlerPorts {
	host: Host;
	ready: Promise<EngineParts>;
	frames: Frames;
	/** Granted match patterns. */
	sites(): string[];
	readSites(): Promise<void>;
	openInTab(url: string): Promise<void>;
	panel: Pick<PanelPorts, 'calls' | 'random' | 'door'>;
	/** Words of the language she chose, where that is not the browser's. */
	templates(): Templates | undefined;
}

/** What each message to the worker does. Who may send it was checked at the door. */
export function messageHandlers(ports: HandlerPorts): Handlers {
	const { host, ready, frames } = ports;
	return {
		async currentCards(_, { tabId }) {
			// A page part that has just mounted: the document before it is gone, with its frames.
			await frames.dropTab(tabId);
			return (await host.engine()).overlay.current();
		},
		async openRecord({ callId, leadId }) {
			const url = await recordUrl(ports, callId, leadId);
			if (url) await ports.openInTab(url);
		},
		async dismissCall({ callId }) {
			const { actions, presenter } = await host.engine();
			actions.dismiss(callId);
			await presenter.refresh();
		},
		async chooseLead({ callId, leadId }) {
			const { actions, presenter } = await host.engine();
			actions.choose(callId, leadId);
			await presenter.refresh();
		},
		async undoChoice({ callId }) {
			const { actions, presenter } = await host.engine();
			actions.undoChoice(callId);
			await presenter.refresh();
		},
		async touchCall({ callId }) {
			const { actions, presenter } = await host.engine();
			actions.touch(callId);
			await presenter.refresh();
		},
		openFrame: ({ callId }, { tabId }) => frames.open(tabId, callId),
		cardPlace: async (_, { site }) => readPlace((await ready).db, site),
		placeCard: async (place, { site }) => writePlace((await ready).db, site, place),
		async frameReady({ secret }, spot) {
			const callId = await frames.hello(secret, spotOf(spot));
			if (callId === undefined) return undefined;
			const call = (await host.engine()).history.get(callId);
			return { callId, note: call?.note?.text ?? '', templates: ports.templates() };
		},
		async saveNote({ secret, text }, spot) {
			const callId = await frames.callFor(secret, spotOf(spot));
			if (callId === undefined) throw new Error('this frame is not open any more');
			await (await host.engine()).actions.saveNote(callId, text);
		},
		async status() {
			void (await host.engine()).identity.refresh();
			return statusOf(ports);
		},
		pair: (message) => host.pair(message),
		unpair: () => host.unpair(),
		async setRegion({ region }) {
			const { db, onStatus } = await ready;
			await writeRegion(db, region);
			onStatus();
		},
		async sitesChanged() {
			await ports.readSites();
			await (await host.engine()).follow();
		},
		testRing: ({ from }) => testRing(ports, from),
		syncLeads: async () => (await host.engine()).leads.run(),
		recentCalls: async () => (await host.engine()).presenter.recent(RECENT_CALLS),
		saveCallNote: async ({ callId, text }) => (await host.engine()).actions.saveNote(callId, text),
		async serverAccess() {
			const { session } = await host.engine();
			return session && { serverUrl: session.serverUrl, token: session.token };
		},
		...panelHandlers({ engine: () => host.engine(), frames, ...ports.panel }),
	};
}

/** Asked of the card on show, never taken from the page: it can only open what we would have shown. */
async function recordUrl(
	{ host }: HandlerPorts,
	callId: string,
	leadId: string,
): Promise<string | undefined> {
	const card = (await host.engine()).overlay.current().find((one) => one.callId === callId);
	if (card?.caller.kind === 'lead') {
		return card.caller.lead.leadId === leadId ? card.caller.lead.recordUrl : undefined;
	}
	if (card?.caller.kind !== 'choose') return undefined;
	return card.caller.leads.find((lead) => lead.leadId === leadId)?.recordUrl;
}

/** The extension as its pages show it. */
export async function statusOf({ host, ready, sites }: HandlerPorts): Promise<ExtensionStatus> {
	const { session, identity, stream, leads, hasPainted } = await host.engine();
	const me = identity.me();
	return {
		connection: connectionState(stream.machine()),
		server: session &&
			me && {
				url: session.serverUrl,
				workspaceName: me.workspaceName,
				userName: me.userName,
				role: me.role,
			},
		region: await readRegion((await ready).db),
		sites: sites(),
		leads: leads.progress(),
		hasPainted: hasPainted(),
	};
}

async function testRing({ host, ready }: HandlerPorts, from: string | undefined): Promise<RingOutcome> {
	const { session } = await host.engine();
	if (!session) return { kind: 'unpaired' };
	const { api, random, timers } = await ready;
	const answer = await api.command(session, 'testRing', { from }, random.uuid());
	if (answer.kind !== 'ok') return { kind: 'failed', detail: answer.detail };
	const { ring } = answer.value;
	// A server from before tells of no call to follow.
	if (!ring) return { kind: 'sent', stage: 'stored' };
	if (ring.outcome !== 'accepted' && ring.outcome !== 'duplicate') {
		return { kind: 'failed', detail: ring.outcome };
	}
	return { kind: 'sent', stage: await followRing(ring.callId, () => host.engine(), timers) };
}

function spotOf({ tabId, frameId, documentId }: { tabId: number; frameId: number; documentId?: string }) {
	return { tabId, frameId, documentId };
}
