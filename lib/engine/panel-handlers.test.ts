import { expect, test } from 'vitest';
import { callOf } from '../calls/index.ts';
import type { CallData } from '../contract/index.ts';
import type { CallsApi } from '../server-api/calls-api.ts';
import type { Engine } from './engine.ts';
import { panelHandlers } from './panel-handlers.ts';

const spot = { kind: 'frame' as const, tabId: 1, frameId: 2 };
const secret = 's'.repeat(43);
const party = { raw: '+493023125101', e164: '+493023125101' };

function view(callId: string, state: CallData['state'], at: number, more: Partial<CallData> = {}) {
	const data: CallData = {
		...{ callId, provider: 'retell', connectionId: 'c', direction: 'inbound', legId: callId, state },
		...{ remote: party, local: { raw: '+493023125100' }, startedAt: new Date(at).toISOString(), ...more },
	};
	return { time: new Date(at).toISOString(), data };
}

/** A ring that came before its call had an id, and the call, which is answered. */
function answeredCalls(state: CallData['state'] = 'answered') {
	const ring = callOf([view('ring', 'ringing', 1_000, { provisional: true })]);
	const call = callOf([view('call', state, 4_000)]);
	return [ring, call].flatMap((one) => one ?? []).map((one) => ({ callId: one.callId, call: one }));
}

function panel(calls = answeredCalls()) {
	const asked: string[] = [];
	const engine = {
		session: { serverUrl: 'https://ringside.example', token: 't' },
		history: {
			calls: () => calls,
			get: (callId: string) => calls.find((one) => one.callId === callId),
		},
		leadStore: { byIds: async () => [], search: async () => [] },
	} as unknown as Engine;
	const api = {
		async detail(_: unknown, callId: string) {
			asked.push(`detail ${callId}`);
			return { kind: 'unreachable', detail: '' };
		},
		async command(_: unknown, name: string, body: { callId: string }) {
			asked.push(`${name} ${body.callId}`);
			return { kind: 'ok', value: { id: '1' } };
		},
	} as unknown as CallsApi;
	const handlers = panelHandlers({
		engine: async () => engine,
		frames: {
			open: async () => secret,
			hello: async () => 'ring',
			callFor: async (said, { frameId }) => (said === secret && frameId === 2 ? 'ring' : undefined),
			dropTab: async () => undefined,
		},
		calls: api,
		random: { uuid: () => 'key' },
		door: {
			show: (callId) => asked.push(`show ${callId}`),
			showInTab: async (callId) => void asked.push(`tab ${callId}`),
			showBeside: async (_, callId) => void asked.push(`beside ${callId}`),
			take: () => undefined,
		},
	});
	return { handlers, asked };
}

const review = { extractionId: 'e', decisions: [{ name: 'salary', decision: 'accepted' as const }] };

test('what follows a call is asked for by the id of the call, not of the ring before it', async () => {
	const { handlers, asked } = panel();
	await handlers.callFacts({ secret }, spot);
	await handlers.openPanel({ callId: 'ring' }, { kind: 'page-part', tabId: 1, site: 'https://crm.example' });
	await handlers.showInPanel({ secret, isOpen: true }, spot);
	expect(await handlers.reviewCall({ secret, ...review }, spot)).toBe(true);
	expect(asked).toEqual(['detail call', 'beside call', 'show call', 'reviewFacts call']);
});

test('a frame acts on its own call alone', async () => {
	const { handlers, asked } = panel();
	const other = { ...spot, frameId: 3 };
	expect(await handlers.callFacts({ secret }, other)).toBeUndefined();
	expect(await handlers.reviewCall({ secret, ...review }, other)).toBe(false);
	await handlers.showInPanel({ secret, isOpen: false }, other);
	expect(asked).toEqual([]);
});

test('a ring, and news of another call, cost no request', async () => {
	const ringing = panel(answeredCalls('ringing'));
	await ringing.handlers.callFacts({ secret }, spot);
	expect(ringing.asked).toEqual([]);
	const talking = panel();
	await talking.handlers.callFacts({ secret, changed: 'somebody-else' }, spot);
	expect(talking.asked).toEqual([]);
	await talking.handlers.callFacts({ secret, changed: 'call' }, spot);
	expect(talking.asked).toEqual(['detail call']);
});
