import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ada, NOON, startAssistant } from './trigger-call.testkit.ts';

let t: Awaited<ReturnType<typeof startAssistant>>;
beforeEach(async () => {
	t = await startAssistant();
});
afterEach(() => t.stop());

const sheet = {
	title: 'Welder',
	questions: [{ text: 'Since when?' }, { question: 'Shifts?', options: ['yes', 'no'] }],
};
const orders = () => t.vendor.calls.orders;
const { to_number: _, ...linkRequest } = ada;

describe('the answer', () => {
	test('to a call, field by field', async () => {
		t.hirings.sheets.set(42, sheet);
		const { status, body } = await t.ask(ada);
		const agent = orders()[0]?.conversation_initiation_client_data.conversation_config_override.agent;
		expect([status, body]).toEqual([
			200,
			{
				status: 'success',
				message: 'Outbound call initiated successfully',
				data: {
					campaign_id: 42,
					candidate: 'Ada Lovelace',
					company: 'Nordwind GmbH',
					to_number: '+493023125101',
					conversation_id: 'conv_out_1',
					call_status: 'initiated',
					questionnaire_loaded: true,
					timestamp: '2026-05-12T08:30:00.000Z',
					prompt_length: agent?.prompt.prompt.length,
					first_message: agent?.first_message,
				},
			},
		]);
		expect(agent?.prompt.prompt).toContain('1. Since when?\n2. Shifts? (mögliche Antworten: yes / no)');
		expect(agent).toMatchObject({ language: 'de', first_message: expect.stringContaining('Ada Lovelace') });
	});

	test('in link mode has a link, and no number', async () => {
		const { status, body } = await t.ask(linkRequest);
		expect([status, body]).toEqual([
			200,
			{
				status: 'success',
				message: 'Outbound call initiated successfully',
				data: {
					campaign_id: 42,
					candidate: 'Ada Lovelace',
					company: 'Nordwind GmbH',
					to_number: null,
					conversation_id: null,
					call_status: 'initiated',
					questionnaire_loaded: false,
					timestamp: '2026-05-12T08:30:00.000Z',
					prompt_length: expect.any(Number),
					first_message: expect.stringContaining('Ada Lovelace'),
					conversation_link: expect.stringMatching(new RegExp(`^${t.origin}/talk/[\\w-]{43}$`)),
				},
			},
		]);
		expect(orders()).toEqual([]);
	});

	test('to a campaign without questionnaire goes on without', async () => {
		expect((await t.ask(ada)).body.data).toMatchObject({ questionnaire_loaded: false });
		for (const wrong of ['<html>', { questions: 'none' }, { questions: [] }, []]) {
			t.hirings.sheets.set(42, wrong);
			expect((await t.ask(ada)).body.data).toMatchObject({ questionnaire_loaded: false });
			await t.setUp({ mostAtOnce: 20 });
		}
		t.hirings.server.stop();
		expect((await t.ask(ada)).body.data).toMatchObject({ questionnaire_loaded: false });
	});

	test('names the number that calls as missing where there is no default', async () => {
		await t.setUp({ phoneNumberId: undefined });
		const { status, body } = await t.ask(ada);
		const missing = ['agent_phone_number_id'];
		expect([status, body]).toEqual([400, { status: 'error', error: 'Missing required fields', missing }]);
		expect((await t.ask(linkRequest)).status).toBe(200);
		expect((await t.ask({ ...ada, agent_phone_number_id: 'phnum_1' })).status).toBe(200);
	});

	test.each(['connectionId', 'agentId'])('without %s says what to do', async (name) => {
		await t.setUp({ [name]: undefined });
		const { status, body } = await t.ask(ada);
		expect([status, body]).toEqual([
			503,
			{ status: 'error', error: 'Assistant is not set up', message: expect.stringContaining('Assistants') },
		]);
	});

	test('to a revoked key is that of a wrong one', async () => {
		await t.store.afterCall.apiKeys.revoke(t.workspaceId, t.key.keyId, NOON);
		expect(await t.ask(ada)).toMatchObject({ status: 401, body: { error: 'Invalid API key' } });
	});
});

describe('the vendor', () => {
	test.each(['twilio', 'sip-trunk'] as const)(
		'is asked over %s with the number and our reference',
		async (carrier) => {
			await t.setUp({ carrier });
			t.vendor.calls.phoneNumbers.push('phnum_2');
			await t.ask({ ...ada, agent_phone_number_id: 'phnum_2', language: 'en' });
			const data = orders()[0]?.conversation_initiation_client_data;
			expect(orders()).toMatchObject([
				{ carrier, agent_id: 'agent_1', agent_phone_number_id: 'phnum_2', to_number: '+493023125101' },
			]);
			expect(data?.dynamic_variables).toMatchObject({
				campaign_id: 42,
				company_name: 'Nordwind GmbH',
				candidate_first_name: 'Ada',
				candidate_last_name: 'Lovelace',
				ringside_reference: data?.user_id,
			});
			expect(data?.conversation_config_override.agent.language).toBe('en');
		},
	);

	test.each([
		[
			'declines',
			() => {
				t.vendor.calls.declines = 'The number is not reachable';
			},
			'The number is not reachable',
		],
		[
			'does not know the number',
			() => {
				t.vendor.calls.phoneNumbers = [];
			},
			'does not know',
		],
		[
			'does not take the key',
			() => {
				t.vendor.key = 'another';
			},
			'API key',
		],
		['is down', () => t.vendor.server.stop(), 'could not be reached'],
		[
			'fails',
			() => {
				t.vendor.server.troubles.push({ status: 500, times: 9, body: '<html>' });
			},
			'500',
		],
	])('that %s is told of in plain words', async (_what, prepare, words) => {
		prepare();
		const { status, body } = await t.ask(ada);
		expect([status, body]).toEqual([
			502,
			{ status: 'error', error: 'Call could not be initiated', message: expect.stringContaining(words) },
		]);
		expect(orders()).toEqual([]);
	});

	test('that called and whose answer was lost has called once, also for repeats', async () => {
		t.vendor.calls.loseAnswers = 1;
		const once = { 'idempotency-key': 'k-1' };
		const first = await t.ask(ada, once);
		expect(first).toMatchObject({ status: 200, body: { data: { conversation_id: 'conv_out_1' } } });
		expect(await t.ask(ada, once)).toEqual(first);
		expect(orders()).toHaveLength(1);
	});

	test('that called, lost the answer and cannot be asked is asked later, and has called once', async () => {
		t.vendor.calls.loseAnswers = 1;
		t.vendor.server.troubles.push({ status: 503, times: 1, matches: ({ method }) => method === 'GET' });
		const once = { 'idempotency-key': 'k-1' };
		expect((await t.ask(ada, once)).status).toBe(502);
		expect(await t.ask(ada, once)).toMatchObject({ status: 409, body: { error: 'Request in progress' } });
		t.time.now += 60_000;
		expect(await t.ask(ada, once)).toMatchObject({
			status: 200,
			body: { data: { conversation_id: 'conv_out_1' } },
		});
		expect(orders()).toHaveLength(1);
	});

	test('that did not get the request is asked again by a repeat', async () => {
		t.vendor.server.troubles.push({ status: 500, times: 1 });
		const once = { 'idempotency-key': 'k-1' };
		expect((await t.ask(ada, once)).status).toBe(502);
		t.time.now += 60_000;
		expect((await t.ask(ada, once)).status).toBe(200);
		expect(orders()).toHaveLength(1);
	});
});

describe('a repeat with the same Idempotency-Key', () => {
	const once = { 'idempotency-key': 'k-1' };

	test.each([
		['a call', ada],
		['a link', linkRequest],
	])('of %s gets the same answer, later and after the questionnaire changed', async (_what, body) => {
		const first = await t.ask(body, once);
		t.time.now += 3_600_000;
		t.hirings.sheets.set(42, sheet);
		expect(await t.ask(body, once)).toEqual(first);
		expect(orders().length).toBeLessThan(2);
	});

	test('and another body is refused', async () => {
		await t.ask(ada, once);
		const { status, body } = await t.ask({ ...ada, candidate_first_name: 'Eve' }, once);
		expect([status, body.error]).toEqual([409, 'Idempotency-Key reused']);
	});

	test('at the same time calls once', async () => {
		const answers = await Promise.all([1, 2, 3, 4].map(() => t.ask(ada, once)));
		// Whoever comes while it is being worked on is told so; whoever comes after gets the same answer.
		const answered = answers.filter(({ status }) => status === 200);
		expect(answered.length).toBeGreaterThan(0);
		expect(new Set(answered.map(({ body }) => body.data.conversation_id))).toEqual(new Set(['conv_out_1']));
		expect(answers.filter(({ status }) => status === 409)).toHaveLength(4 - answered.length);
		expect(orders()).toHaveLength(1);
	});
});

test('the call is shown at once as the assistant’s, with the name', async () => {
	await t.ask(ada);
	const { calls } = (await (await t.api(t.admin.token, '/v1/calls')).json()) as { calls: unknown[] };
	expect(calls).toMatchObject([
		{
			callId: 'elevenlabs-conv_out_1',
			views: [
				{
					data: {
						...{ provider: 'elevenlabs', direction: 'outbound', state: 'ringing', assistant: true },
						...{ legId: 'conv_out_1', agent: { id: 'agent_1' } },
						remote: { e164: '+493023125101', name: 'Ada Lovelace' },
					},
				},
			],
		},
	]);
});

test('the health needs no key and says what is set up, unless there is another workspace', async () => {
	const health = async () => (await fetch(`${t.origin}/webhook/health`)).json();
	const timestamp = '2026-05-12T08:30:00.000Z';
	expect(await health()).toEqual({
		...{ status: 'healthy', service: 'ringside', timestamp },
		...{ agent_id: 'agent_1', hirings_api_url: 'https://hirings.example/api/v1' },
	});
	await t.otherWorkspace();
	expect(await health()).toMatchObject({ agent_id: null, hirings_api_url: null });
});

test('neither key, nor name, nor number is in the log', async () => {
	await t.ask(ada);
	await t.ask(linkRequest);
	for (const secret of [t.secret, 'Lovelace', '3023125101', 'Nordwind'])
		expect(t.log()).not.toContain(secret);
});
