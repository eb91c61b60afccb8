import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { AfterCallSettings } from '../../lib/contract/settings.ts';
import { OpenAiSimulator } from '../../tests/support/vendors/openai.ts';
import type { OutgoingRequest, OutgoingResult } from '../outgoing/dispatcher.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import { createModels, type ModelUse } from './client.ts';
import { outcomeOf } from './failure.ts';
import { fetchOver } from './fetch.ts';

let openai: OpenAiSimulator;
beforeEach(async () => {
	openai = await new OpenAiSimulator().start();
});
afterEach(() => openai.stop());

const NOW = Date.parse('2026-05-01T08:00:00Z');

async function access(value: object, secrets: Record<string, string>, use: ModelUse = 'transcription') {
	const settings: WorkspaceSettings = {
		read: async () =>
			({ version: 1, value: AfterCallSettings.parse({ isOn: true, ...value }), secrets }) as never,
		write: async () => ({ kind: 'overtaken' }),
	};
	return createModels({ settings, dispatch: openai.server.dispatch() }).forWorkspace('ws_1', use);
}

test('a workspace that is switched off, or has no key for the vendor’s own API, is not set up', async () => {
	expect(await access({ isOn: false }, { transcriptionKey: 'k' })).toEqual({ kind: 'not-set-up' });
	expect(await access({}, {})).toEqual({ kind: 'not-set-up' });
	const own = { transcription: { baseUrl: 'https://whisper.example/v1', model: 'whisper' } };
	expect(await access(own, {})).toMatchObject({ kind: 'ready', model: 'whisper' });
});

test('the key of transcription serves extraction at the same place, and goes nowhere else', async () => {
	const secrets = { transcriptionKey: 'k1' };
	expect(await access({}, secrets, 'extraction')).toMatchObject({ client: { apiKey: 'k1' } });
	const elsewhere = { extraction: { baseUrl: 'https://other.example/v1', model: 'm' } };
	expect(await access(elsewhere, secrets, 'extraction')).toMatchObject({ client: { apiKey: 'none' } });
	const own = { ...secrets, extractionKey: 'k2' };
	expect(await access(elsewhere, own, 'extraction')).toMatchObject({ client: { apiKey: 'k2' } });
});

test('structured answers and refusals come through', async () => {
	const ready = await access({}, { transcriptionKey: openai.key }, 'extraction');
	if (ready.kind !== 'ready') throw new Error(ready.kind);
	openai.think = (_question, index) =>
		index === 0 ? { kind: 'json', value: { name: 'Mira' } } : { kind: 'refusal', text: 'No.' };
	const ask = () =>
		ready.client.chat.completions.parse({
			model: ready.model,
			messages: [{ role: 'user', content: 'Who?' }],
			response_format: zodResponseFormat(z.object({ name: z.string() }), 'facts'),
		});
	expect((await ask()).choices[0]?.message.parsed).toEqual({ name: 'Mira' });
	expect((await ask()).choices[0]?.message.refusal).toBe('No.');
	openai.think = () => ({ kind: 'text', text: '{"name":' });
	await expect(ask().catch((error: unknown) => outcomeOf(error, NOW))).resolves.toMatchObject({
		kind: 'invalid-answer',
	});
	openai.think = () => ({ kind: 'cut', text: '{' });
	await expect(ask().catch((error: unknown) => outcomeOf(error, NOW))).resolves.toMatchObject({
		kind: 'invalid-answer',
	});
});

test.each<[OutgoingResult, string]>([
	[{ kind: 'blocked', reason: 'internal-address' }, 'refused'],
	[{ kind: 'failed', reason: 'timeout' }, 'later'],
	[{ kind: 'failed', reason: 'connection' }, 'later'],
	[{ kind: 'failed', reason: 'too-large', status: 200 }, 'invalid-answer'],
	[answered(429, { 'retry-after': '9' }), 'later'],
	[answered(429, {}, 'insufficient_quota'), 'refused'],
	[answered(500), 'later'],
	[answered(400), 'refused'],
	[answered(400, {}, 'context_length_exceeded'), 'too-long'],
	[answered(401), 'signed-out'],
	[answered(413), 'too-large'],
	[answered(302), 'refused'],
])('%j is %s, is asked once, and shows nothing of what was sent', async (result, kind) => {
	const asked: OutgoingRequest[] = [];
	const fetch = fetchOver(
		async (outgoing) => {
			asked.push(outgoing);
			return result;
		},
		{ timeoutMs: 5_000, maxBytes: 1_000 },
	);
	const client = new OpenAI({ apiKey: 'k', maxRetries: 0, fetch, logLevel: 'off' });
	const failure = await client.models.list().then(
		() => undefined,
		(error: unknown) => outcomeOf(error, NOW),
	);
	expect(failure?.kind).toBe(kind);
	expect(asked).toMatchObject([
		{ timeoutMs: 5_000, maxBytes: 1_000, headers: { authorization: 'Bearer k' } },
	]);
	expect(JSON.stringify(failure)).not.toContain('said');
	if (result.kind === 'answered' && result.headers['retry-after']) {
		expect(failure).toMatchObject({ at: NOW + 9_000 });
	}
});

test('what is no answer of a model is a bug, and thrown', () => {
	expect(() => outcomeOf(new TypeError('x is not a function'), NOW)).toThrow('x is not');
});

function answered(status: number, headers = {}, code = 'some_code'): OutgoingResult {
	const body = Buffer.from(JSON.stringify({ error: { message: 'What you said: …', code } }));
	return { kind: 'answered', status, headers: { 'content-type': 'application/json', ...headers }, body };
}
