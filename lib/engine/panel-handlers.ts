import { begunCallId, describeCall, joinCalls } from '../calls/index.ts';
import type { CallDetail } from '../contract/index.ts';
import type { History } from '../history/history.ts';
import type { Handlers } from '../messages/door.ts';
import type { CallFacts } from '../messages/protocol.ts';
import type { FrameSpot, Frames } from '../overlay/frames.ts';
import type { Random } from '../random.ts';
import type { CallsApi } from '../server-api/calls-api.ts';
import type { Engine } from './engine.ts';

/** Opens the panel's page; what it is to show waits here until it asks. */
export interface PanelDoor {
	/** Tells an open panel, else keeps the call for the one that opens now. */
	show(callId: string): void;
	/** The same, in a tab. */
	showInTab(callId: string): Promise<void>;
	/** In the panel beside this tab, where it is open or just opens; else in a tab. */
	showBeside(tabId: number, callId: string): Promise<void>;
	take(): string | undefined;
}

export interface PanelPorts {
	engine(): Promise<Engine>;
	frames: Frames;
	calls: CallsApi;
	random: Pick<Random, 'uuid'>;
	door: PanelDoor;
}

type PanelVerb =
	| 'openPanel'
	| 'callFacts'
	| 'reviewCall'
	| 'showInPanel'
	| 'takeShownCall'
	| 'leads'
	| 'searchLeads';

/** What the side panel and the card's frame ask for after a call. */
export function panelHandlers(ports: PanelPorts): Pick<Handlers, PanelVerb> {
	const { frames, door } = ports;
	async function callOf(
		secret: string,
		{ tabId, frameId, documentId }: FrameSpot,
	): Promise<string | undefined> {
		const callId = await frames.callFor(secret, { tabId, frameId, documentId });
		return callId === undefined ? undefined : begunIdOf(callId, (await ports.engine()).history);
	}
	return {
		async openPanel({ callId }, { tabId }) {
			await door.showBeside(tabId, begunIdOf(callId, (await ports.engine()).history));
		},
		async callFacts({ secret, changed }, spot) {
			const callId = await callOf(secret, spot);
			if (callId === undefined) return undefined;
			const { history } = await ports.engine();
			const isOther = changed !== undefined && begunIdOf(changed, history) !== callId;
			return isOther ? undefined : factsOf(callId, ports);
		},
		async reviewCall({ secret, ...review }, spot) {
			const callId = await callOf(secret, spot);
			const { session } = await ports.engine();
			if (callId === undefined || !session) return false;
			const body = { callId, ...review };
			const answer = await ports.calls.command(session, 'reviewFacts', body, ports.random.uuid());
			return answer.kind === 'ok';
		},
		async showInPanel({ secret, isOpen }, spot) {
			const callId = await callOf(secret, spot);
			if (callId === undefined) return;
			if (isOpen) door.show(callId);
			else await door.showInTab(callId);
		},
		takeShownCall: door.take,
		leads: async ({ leadIds }) => (await ports.engine()).leadStore.byIds(leadIds),
		searchLeads: async ({ text }) => (await ports.engine()).leadStore.search(text),
	};
}

async function factsOf(callId: string, { engine, calls }: PanelPorts): Promise<CallFacts | undefined> {
	const { session, leadStore, history } = await engine();
	const known = history.get(callId);
	// Nothing was said yet: a ring is to cost no request.
	if (!session || (known && describeCall(known.call).state === 'ringing')) return undefined;
	const answer = await calls.detail(session, callId);
	if (answer.kind !== 'ok') return undefined;
	const { extraction, reviewed, fields, writesTo, written, segments } = answer.value;
	const [lead] = await leadStore.byIds(leadIdOf(answer.value));
	return {
		...{ callId, extraction, reviewed, fields, writesTo, written },
		hasTranscript: segments.length > 0,
		leadName: lead?.name,
	};
}

/** The one that the server writes to: known for sure, and alone. */
function leadIdOf({ call }: CallDetail): string[] {
	const matches = call.matched?.matches ?? [];
	return matches.length === 1 ? matches.map(({ leadId }) => leadId) : [];
}

/** A card has the id of the call's first ring; what follows a call has that of the call it became. */
function begunIdOf(callId: string, history: History): string {
	const calls = history.calls().map(({ call }) => call);
	const whole = joinCalls(calls).find(({ callIds }) => callIds.includes(callId));
	return begunCallId(calls.filter((call) => whole?.callIds.includes(call.callId))) ?? callId;
}
