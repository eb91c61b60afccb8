import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import Retell from 'retell-sdk';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type RetellAgent, RetellSimulator } from '../../../tests/support/vendors/retell.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import { requestOf } from '../vendor-hook.testkit.ts';
import retell from './index.ts';
import { SIGNATURE_HEADER } from './verify.ts';

const provider: Provider = retell;
const now = Date.parse('2026-05-12T08:30:00.000Z');
const THEIRS = 'https://n8n.example.com/webhook/calls';

let vendor: RetellSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	vendor = new RetellSimulator();
	await vendor.server.start();
	connected = connectVendor(provider, vendor.server, { secrets: { secret: vendor.key }, now });
});
afterEach(() => vendor.server.stop());

function agent(agent_id: string, change: Partial<RetellAgent> = {}): RetellAgent {
	return {
		agent_id,
		agent_name: 'Ada',
		channel: 'voice',
		webhook_url: null,
		webhook_events: null,
		...change,
	};
}

function number(phone_number: string, inbound_webhook_url: string | null = null) {
	return { phone_number, inbound_webhook_url, inbound_agents: [{ agent_id: 'a1', weight: 1 }] };
}

describe('the key', () => {
	test('is taken', async () => {
		expect(await retell.checkKey(connected.tools())).toEqual({ kind: 'read', value: {} });
	});

	test('is not taken', async () => {
		vendor.key = 'another';
		expect(await retell.checkKey(connected.tools())).toEqual({ kind: 'signed-out' });
	});
});

describe('addresses at assistants and numbers', () => {
	test('are entered where none stands, with the live transcript, and then left alone', async () => {
		vendor.perPage = 1;
		vendor.agents.push(agent('a1'), agent('a2'), agent('a3', { channel: 'chat' }));
		vendor.numbers.push(number('+493023125100'));
		const { trouble } = await connected.reconcile();
		expect(trouble).toBeUndefined();
		expect(vendor.agents.map(({ webhook_url }) => webhook_url)).toEqual([
			connected.hookUrl,
			connected.hookUrl,
			null,
		]);
		expect(vendor.agents[0]?.webhook_events).toContain('transcript_updated');
		expect(vendor.numbers[0]?.inbound_webhook_url).toBe(`${connected.hookUrl}/inbound`);
		vendor.server.requests.length = 0;
		const { subscriptions } = await connected.reconcile();
		expect(vendor.server.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
		expect(subscriptions.map(({ state }) => state)).toEqual(['active', 'active', 'active']);
	});

	test('are completed where the live transcript is not asked for', async () => {
		vendor.agents.push(agent('a1', { webhook_url: connected.hookUrl, webhook_events: ['call_started'] }));
		await connected.reconcile();
		expect(vendor.agents[0]?.webhook_events).toContain('transcript_updated');
	});

	test('of somebody else stay until it is agreed, and come back in the end', async () => {
		vendor.agents.push(agent('a1', { webhook_url: THEIRS }));
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ name: 'assistant a1', state: 'foreign', address: THEIRS }]);
		expect(vendor.agents[0]?.webhook_url).toBe(THEIRS);
		connected.agree('assistant a1');
		await connected.reconcile();
		expect(vendor.agents[0]?.webhook_url).toBe(connected.hookUrl);
		const [row] = connected.rows.values();
		const place = {
			vendorId: 'a1',
			name: 'assistant a1',
			address: connected.hookUrl,
			state: 'active',
		} as const;
		await retell.subscriptions.remove(place, connected.tools(), row?.before);
		expect(vendor.agents[0]?.webhook_url).toBe(THEIRS);
	});

	test('that somebody put in our place are not taken away when we go', async () => {
		vendor.agents.push(agent('a1', { webhook_url: THEIRS }));
		const place = { vendorId: 'a1', name: 'assistant a1', address: THEIRS, state: 'active' } as const;
		await retell.subscriptions.remove(place, connected.tools());
		expect(vendor.agents[0]?.webhook_url).toBe(THEIRS);
	});

	test('of an older system are adopted by Repair', async () => {
		vendor.agents.push(agent('a1', { webhook_url: 'https://old.example.com/api/retell/webhook' }));
		await connected.reconcile();
		expect(vendor.agents[0]?.webhook_url).toContain('old.example.com');
		await connected.reconcile({ isRepair: true });
		expect(vendor.agents[0]?.webhook_url).toBe(connected.hookUrl);
	});

	test('at a number that no assistant answers would end its calls, and are not entered', async () => {
		vendor.numbers.push({ ...number('+493023125100'), inbound_agents: [] });
		await connected.reconcile();
		expect(vendor.numbers[0]?.inbound_webhook_url).toBeNull();
	});

	test.each([
		[403, 'forbidden'],
		[429, 'later'],
		[500, 'later'],
	])('wait when Retell answers %i', async (status, kind) => {
		vendor.agents.push(agent('a1'));
		vendor.server.troubles.push({ status, times: 1, body: {}, matches: ({ method }) => method === 'PATCH' });
		expect((await connected.reconcile()).trouble).toMatchObject({ kind });
		expect((await connected.reconcile()).trouble).toBeUndefined();
		expect(vendor.agents[0]?.webhook_url).toBe(connected.hookUrl);
	});
});

describe('what was missed', () => {
	const call = {
		call_id: 'c1',
		call_type: 'phone_call',
		call_status: 'ended',
		direction: 'inbound',
		from_number: '+493023125101',
		to_number: '+493023125100',
		agent_id: 'a1',
		start_timestamp: now - 60_000,
		end_timestamp: now - 10_000,
		disconnection_reason: 'user_hangup',
		transcript_object: [{ role: 'user', content: 'Good morning', words: [{ start: 1, end: 2 }] }],
	} as const;

	test('is told once, with the ids of the webhooks', async () => {
		vendor.calls.push(call, { ...call, call_id: 'c0', end_timestamp: now - 7_200_000 });
		const read = await retell.backfill(now - 3_600_000, { ...connected.tools(), knownCalls: [] });
		expect(read).toMatchObject({
			kind: 'read',
			value: {
				events: [
					{ id: 'call_ended|c1', data: { callId: 'retell-c1', fromHistory: 'id', endReason: 'completed' } },
					{ type: 'ringside.transcript.segment', data: { segment: { text: 'Good morning' } } },
					{ type: 'ringside.transcript.ready' },
				],
			},
		});
	});

	test('is not asked for where the end is known', async () => {
		vendor.calls.push(call);
		const first = await retell.backfill(now - 3_600_000, { ...connected.tools(), knownCalls: [] });
		const [ended] = first.kind === 'read' ? first.value.events : [];
		const known = ended?.type === 'ringside.call.ended' ? [ended.data] : [];
		vendor.server.requests.length = 0;
		await retell.backfill(now - 3_600_000, { ...connected.tools(), knownCalls: known });
		expect(vendor.server.requests).toEqual(['POST /v3/list-calls']);
	});
});

test('what Retell then sends arrives there, ring and live words included, and is believed', async () => {
	const received: string[] = [];
	const listener = createServer(async (request, response) => {
		const body = await buffer(request);
		const headers = { [SIGNATURE_HEADER]: String(request.headers[SIGNATURE_HEADER]) };
		const verdict = retell.verify(requestOf({ headers, body, receivedAt: now }), connected.connection);
		received.push(`${request.url} ${JSON.parse(String(body)).event} ${verdict.kind}`);
		response.writeHead(204).end();
	});
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void listener.close());
	const { port } = z.object({ port: z.number() }).parse(listener.address());
	connected.hookUrl = `http://127.0.0.1:${port}/hooks/retell/hk_test`;
	vendor.agents.push(agent('a1'));
	vendor.numbers.push(number('+493023125100'));
	await connected.reconcile();
	const input = { runId: 'r1', startAt: now, secrets: { secret: vendor.key }, hookUrl: connected.hookUrl };
	const requests = retell.scenarios.call?.({ ...input, from: '+493023125101', to: '+493023125100' }) ?? [];
	expect(await vendor.deliver(requests)).toEqual(requests.map(() => 204));
	expect(received[0]).toBe('/hooks/retell/hk_test/inbound call_inbound verified');
	expect(received).toContain('/hooks/retell/hk_test transcript_updated verified');
	expect(received.every((line) => line.endsWith(' verified'))).toBe(true);
});

test('Retell’s own library works with the simulator', async () => {
	vendor.agents.push(agent('a1'));
	vendor.calls.push({ call_id: 'c1', call_status: 'ended', start_timestamp: now });
	const client = new Retell({ apiKey: vendor.key, baseURL: vendor.server.url(), maxRetries: 0 });
	expect((await client.agent.list()).items).toMatchObject([{ agent_id: 'a1' }]);
	expect(await client.agent.update('a1', { webhook_url: THEIRS })).toMatchObject({ webhook_url: THEIRS });
	expect((await client.call.list({})).items).toMatchObject([{ call_id: 'c1' }]);
	await expect(client.agent.retrieve('nobody')).rejects.toMatchObject({ status: 404 });
});
