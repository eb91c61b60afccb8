import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ElevenLabsSimulator } from '../../../tests/support/vendors/elevenlabs.ts';
import type { Provider } from '../provider.ts';
import { type ConnectedVendor, connectVendor } from '../vendor-api.testkit.ts';
import elevenlabs from './index.ts';

const provider: Provider = elevenlabs;
const now = Date.parse('2026-05-12T08:30:00.000Z');

let vendor: ElevenLabsSimulator;
let connected: ConnectedVendor;
beforeEach(async () => {
	vendor = new ElevenLabsSimulator();
	await vendor.server.start();
	connected = connectVendor(provider, vendor.server, { secrets: { apiKey: vendor.key }, now });
});
afterEach(() => vendor.server.stop());

describe('the key', () => {
	test('is taken', async () => {
		expect(await elevenlabs.checkKey(connected.tools())).toEqual({ kind: 'read', value: {} });
	});

	test('is not taken', async () => {
		vendor.key = 'another';
		expect(await elevenlabs.checkKey(connected.tools())).toEqual({ kind: 'signed-out' });
	});
});

describe('the webhook', () => {
	test('is made, its secret kept, retries switched on, and chosen', async () => {
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ name: 'post-call', state: 'active' }]);
		expect(connected.connection.secrets.secret).toBe('wsec_1');
		expect(vendor.webhooks).toMatchObject([{ webhook_url: connected.hookUrl, retry_enabled: true }]);
		expect(vendor.settings.webhooks).toEqual({
			post_call_webhook_id: 'webhook-1',
			events: ['transcript', 'call_initiation_failure'],
		});
		vendor.server.requests.length = 0;
		await connected.reconcile();
		expect(vendor.server.requests.every((request) => request.startsWith('GET'))).toBe(true);
	});

	test('asks for audio only where it is wanted', async () => {
		connected.connection.settings = { recordings: 'yes' };
		await connected.reconcile();
		expect(vendor.settings.webhooks.events).toContain('audio');
	});

	test('of somebody else that is chosen stays chosen, until it is free', async () => {
		vendor.settings.webhooks.post_call_webhook_id = 'theirs';
		const { subscriptions } = await connected.reconcile();
		expect(subscriptions).toMatchObject([{ state: 'inactive' }]);
		expect(vendor.settings.webhooks.post_call_webhook_id).toBe('theirs');
		vendor.settings.webhooks.post_call_webhook_id = null;
		await connected.reconcile();
		expect(vendor.settings.webhooks.post_call_webhook_id).toBe('webhook-1');
	});

	test('that single assistants chose is in use', async () => {
		vendor.settings.webhooks.post_call_webhook_id = 'theirs';
		await connected.reconcile();
		Object.assign(vendor.webhooks[0] ?? {}, { usage: [{ usage_type: 'ConvAI Agent Settings' }] });
		expect((await connected.reconcile()).subscriptions).toMatchObject([{ state: 'active' }]);
	});

	test('that was switched off after failures is switched on', async () => {
		await connected.reconcile();
		Object.assign(vendor.webhooks[0] ?? {}, { is_auto_disabled: true });
		expect((await connected.reconcile()).subscriptions).toMatchObject([{ state: 'active' }]);
		expect(vendor.webhooks).toMatchObject([{ webhook_id: 'webhook-1', is_auto_disabled: false }]);
	});

	test.each([
		['whose secret is not known', () => ({ apiKey: vendor.key }), ''],
		['at our former address', () => connected.connection.secrets, 'https://new.example'],
	])('%s is made anew', async (_what, secrets, origin) => {
		await connected.reconcile();
		connected.connection.secrets = secrets();
		connected.hookUrl = `${origin || 'https://ringside.example'}/hooks/elevenlabs/hk_test`;
		await connected.reconcile();
		expect(vendor.webhooks).toMatchObject([{ webhook_id: 'webhook-2', webhook_url: connected.hookUrl }]);
		expect(connected.connection.secrets.secret).toBe('wsec_2');
		expect(vendor.settings.webhooks.post_call_webhook_id).toBe('webhook-2');
	});

	test('keeps the secret when what follows fails, and goes on the next time', async () => {
		vendor.server.troubles.push({ status: 500, times: 1, matches: ({ method }) => method === 'PATCH' });
		expect((await connected.reconcile()).subscriptions).toMatchObject([{ state: 'inactive' }]);
		expect(connected.connection.secrets.secret).toBe('wsec_1');
		expect((await connected.reconcile()).subscriptions).toMatchObject([{ state: 'active' }]);
		expect(vendor.webhooks).toHaveLength(1);
	});

	test('leaves nothing behind when it is removed', async () => {
		const [row] = (await connected.reconcile()).subscriptions;
		const ours = { vendorId: row?.vendorId ?? '', name: 'post-call', address: '', state: 'active' } as const;
		expect(await elevenlabs.subscriptions.remove(ours, connected.tools())).toMatchObject({ kind: 'read' });
		expect(vendor.webhooks).toEqual([]);
	});

	test('stays while it cannot be taken off, so that nothing points to what is gone', async () => {
		const [row] = (await connected.reconcile()).subscriptions;
		vendor.server.troubles.push({
			status: 500,
			times: 1,
			matches: ({ path }) => path === '/v1/convai/settings',
		});
		const ours = { vendorId: row?.vendorId ?? '', name: 'post-call', address: '', state: 'active' } as const;
		vendor.server.requests.length = 0;
		expect(await elevenlabs.subscriptions.remove(ours, connected.tools())).toMatchObject({ kind: 'later' });
		expect(vendor.server.requests).toEqual(['GET /v1/convai/settings']);
	});
});

describe('what was missed', () => {
	const start = Math.floor(now / 1_000) - 600;
	const conversation = {
		conversation_id: 'conv_1',
		agent_id: 'a1',
		status: 'done',
		transcript: [{ role: 'user', message: 'Good morning', time_in_call_secs: 2 }],
		metadata: {
			start_time_unix_secs: start,
			call_duration_secs: 60,
			phone_call: { direction: 'inbound', external_number: '+493023125101', agent_number: '+493023125200' },
		},
	};
	const read = () => elevenlabs.backfill(now - 3_600_000, { ...connected.tools(), knownCalls: [] });

	test('is told once, with the ids of the webhooks, oldest first', async () => {
		vendor.perPage = 1;
		const later = { ...conversation, conversation_id: 'conv_2', metadata: { ...conversation.metadata } };
		later.metadata.start_time_unix_secs = start + 100;
		vendor.conversations.push(later, conversation, {
			...conversation,
			conversation_id: 'c3',
			status: 'processing',
		});
		expect(await read()).toMatchObject({
			value: {
				events: [
					{
						id: 'post_call_transcription|conv_1',
						time: '2026-05-12T08:21:00.000Z',
						data: { callId: 'elevenlabs-conv_1', fromHistory: 'id', remote: { e164: '+493023125101' } },
					},
					{ type: 'ringside.transcript.segment' },
					{ type: 'ringside.transcript.ready' },
					{ id: 'post_call_transcription|conv_2' },
					{ type: 'ringside.transcript.segment' },
					{ type: 'ringside.transcript.ready' },
				],
			},
		});
	});
});

test('ElevenLabs’ own library works with the simulator', async () => {
	const client = new ElevenLabsClient({ apiKey: vendor.key, baseUrl: vendor.server.url(), maxRetries: 0 });
	const settings = { authType: 'hmac', name: 'x', webhookUrl: 'https://x.example' } as const;
	const made = await client.webhooks.create({ settings });
	expect(made).toMatchObject({ webhookId: 'webhook-1', webhookSecret: 'wsec_1' });
	expect((await client.webhooks.list()).webhooks).toMatchObject([{ webhookUrl: 'https://x.example' }]);
	await client.conversationalAi.settings.update({ webhooks: { postCallWebhookId: made.webhookId } });
	expect(vendor.settings.webhooks.post_call_webhook_id).toBe('webhook-1');
});
