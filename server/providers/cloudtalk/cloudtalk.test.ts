import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	connectionOf,
	deliver,
	loadFixtures,
	NOW,
	requestOf,
	summaryOf,
	viewsOf,
} from '../deliver.testkit.ts';
import type { SimulationInput } from '../provider.ts';
import { mutateJson } from '../vendor-hook.testkit.ts';
import provider from './index.ts';

const fixtures = loadFixtures(path.join(import.meta.dirname, 'fixtures'));
const named = new Map(fixtures);
const first = named.get('01-started.json')!;
const { secret, headers } = first;
const connection = connectionOf(secret);

function send(body: unknown) {
	return deliver(provider, requestOf(JSON.stringify(body), headers, first.now), connection);
}

const ring = {
	event: 'call.started',
	call_uuid: 'uuid-1',
	direction: 'incoming',
	external_number: '493023125161',
	internal_number: '14155550121',
};

async function viewOf(values: Record<string, unknown>) {
	const { events } = await send({ ...ring, ...values });
	return viewsOf(events)[0]?.data;
}

const input: SimulationInput = {
	from: '+493023125161',
	to: '+14155550121',
	name: 'Lena Vogt',
	runId: 'run1',
	startAt: NOW,
	secrets: { secret },
	hookUrl: 'https://hooks.example.test/hooks/cloudtalk/key',
};

async function play(scenario: string, more: Partial<SimulationInput> = {}) {
	const requests = provider.scenarios[scenario]!({ ...input, ...more });
	const delivered = [];
	for (const { headers, body } of requests) {
		delivered.push(await deliver(provider, requestOf(body, headers), connection));
	}
	return { delivered, events: delivered.flatMap((one) => one.events) };
}

describe('each fixture gets what it expects', () => {
	test.each(fixtures)('%s', async (_name, one) => {
		const got = await deliver(
			provider,
			requestOf(one.rawBody, one.headers, one.now),
			connectionOf(one.secret),
		);
		expect(got).toMatchObject({ events: [], ...one.expect });
		expect(got.events).toHaveLength(one.expect.events?.length ?? 0);
	});
});

describe('a call', () => {
	test('is one call, whatever the order and the repeats of its deliveries', async () => {
		const { delivered } = await play('recording');
		const order = fc
			.shuffledSubarray(delivered, { minLength: delivered.length })
			.chain((all) =>
				fc.array(fc.constantFrom(...delivered), { maxLength: 4 }).map((more) => [...all, ...more]),
			);
		fc.assert(
			fc.property(order, (sequence) => {
				expect(summaryOf(sequence.flatMap((one) => one.events))).toMatchObject({
					callId: 'cloudtalk-uuid-run1',
					state: 'ended',
					endReason: 'completed',
					missed: false,
					answeredAt: '2026-11-20T10:00:03.000Z',
					endedAt: '2026-11-20T10:00:13.000Z',
				});
			}),
		);
	});

	test('rung on five agents is one call that ends once', async () => {
		const { events } = await play('agents');
		expect(new Set(events.map((event) => event.id)).size).toBe(3);
		const over = await send({ ...ring, event: 'call.ended', call_uuid: 'uuid-run1', talking_time: 0 });
		expect(summaryOf([...events, ...over.events])).toMatchObject({ state: 'ended', missed: true });
	});

	test('in the form of event and data is the same as in flat keys', async () => {
		const data = { id: 'uuid-1', direction: 'incoming', from: 493023125161, to: 14155550121 };
		const nested = await send({ event: 'call.started', data });
		const flat = await send(ring);
		expect(nested.events).toEqual(flat.events);
	});

	test('that goes out has the other side in `to`', async () => {
		const data = { id: 'uuid-1', direction: 'outgoing', from: 14155550121, to: 493023125161 };
		const { events } = await send({ event: 'call.started', data });
		expect(viewsOf(events)[0]?.data).toMatchObject({
			remote: { e164: '+493023125161' },
			local: { e164: '+14155550121' },
		});
	});

	test('by call_id alone is a call, and by nothing is malformed', async () => {
		expect(await viewOf({ call_uuid: '', call_id: 1000000044 })).toMatchObject({
			callId: 'cloudtalk-1000000044',
		});
		expect(await send({ ...ring, call_uuid: '{{ event.properties.call_uuid }}' })).toMatchObject({
			outcome: 'malformed',
			reason: 'missing call_uuid',
		});
	});

	test('without a direction is malformed, and between colleagues passed over', async () => {
		expect((await send({ ...ring, direction: undefined })).reason).toBe('missing direction');
		expect((await send({ ...ring, direction: 'internal' })).outcome).toBe('ignored');
	});

	test.each([
		[{ talking_time: '12' }, 'completed'],
		[{ talking_time: 0, status: 'completed' }, 'missed'],
		[{ answered_at: '2026-04-08T08:00:00Z' }, 'completed'],
		[{ answered_at: '2026-04-08T08:00:00Z', talking_time: 0 }, 'missed'],
		[{ talking_time: '40', is_voicemail: 'true' }, 'voicemail'],
		[{ talking_time: '40', is_voicemail: '{{ x }}' }, 'completed'],
		[{}, undefined],
		[{ talking_time: -5 }, undefined],
		[{ talking_time: 1e12 }, undefined],
	])('that ended with %j ended as %s', async (values, endReason) => {
		expect((await viewOf({ event: 'call.ended', ...values }))?.endReason).toBe(endReason);
	});

	test.each(['2026-04-08T08:00:00+02:00', '2026-04-08 06:00:00', '2026-04-08T06:00:00Z'])(
		'that started at %s started at 6 o’clock UTC',
		async (started_at) => {
			expect((await viewOf({ started_at }))?.startedAt).toBe('2026-04-08T06:00:00.000Z');
		},
	);

	test.each(['yesterday', '+050000-01-01T00:00:00Z', '1970-01-01T00:00:00Z', 1775635200, ''])(
		'that started at %s rings all the same, at the time of arrival',
		async (started_at) => {
			expect((await viewOf({ started_at }))?.startedAt).toBe('2026-04-08T09:00:05.000Z');
		},
	);

	test.each([
		['493023125161', { e164: '+493023125161' }],
		['+493023125161', { e164: '+493023125161' }],
		[14155550121, { e164: '+14155550121' }],
		['030 23125161', { e164: '+493023125161' }],
		['1012', { extension: '1012' }],
		['anonymous', { anonymous: true }],
		['{{ event.properties.external_number }}', { anonymous: true }],
		[null, { anonymous: true }],
	])('from %s', async (external_number, remote) => {
		expect((await viewOf({ external_number }))?.remote).toMatchObject(remote);
	});
});

describe('a text message', () => {
	const sms = { event: 'sms.received', external_number: '493023125161', text: 'ok' };

	test('with neither id nor time is malformed: its repeat could not be told from the next one', async () => {
		expect((await send(sms)).reason).toBe('missing message_id or sent_at');
		const [a, b] = [
			await send({ ...sms, sent_at: '2026-04-08T08:30:00Z' }),
			await send({ ...sms, sent_at: '2026-04-08T08:31:00Z' }),
		];
		expect(a.events[0]?.id).not.toBe(b.events[0]?.id);
	});

	test('without a text is malformed', async () => {
		expect((await send({ ...sms, message_id: '1', text: '' })).reason).toBe('missing text');
	});
});

describe('a recording', () => {
	test('is announced once, and its link is in no event: whoever has it may listen', async () => {
		const { events } = await play('recording');
		const withLink = await send({
			...ring,
			event: 'call.ended',
			call_uuid: 'uuid-run1',
			recording_url: 'https://my.cloudtalk.example.test/pub/r/run1.wav',
		});
		const ready = [...events, ...withLink.events].filter((event) => event.type.endsWith('recording.ready'));
		expect(ready).toHaveLength(2);
		expect(new Set(ready.map((event) => event.id)).size).toBe(1);
		expect(JSON.stringify(ready)).not.toContain('/pub/r/');
	});
});

describe('input that makes no sense', () => {
	test.each([
		['no body', ''],
		['a form', 'event=call.started&call_uuid=1'],
		['cut short', first.rawBody.slice(0, 40)],
		['a list', '[]'],
		['a number', '7'],
		['an object as id', JSON.stringify({ ...ring, call_uuid: { a: 1 } })],
		[
			'an id beyond exact integers',
			'{"event":"call.started","direction":"incoming","call_uuid":12345678901234567890}',
		],
		['an id without end', JSON.stringify({ ...ring, call_uuid: 'x'.repeat(400) })],
	])('%s is malformed', async (_what, body) => {
		expect((await deliver(provider, requestOf(body, headers), connection)).outcome).toBe('malformed');
	});

	test("another provider's payload is malformed or unsupported, never an event", async () => {
		const bodies = [
			{ resource: 'telephony_calls', data: { callId: '1' } },
			{ event: 'call_started', call: { call_id: 'c' } },
			{ type: 'invoice.paid', data: { object: {} } },
		];
		for (const body of bodies) expect((await send(body)).events).toEqual([]);
	});

	test('a hostile name is cut and stays text', async () => {
		const view = await viewOf({ contact_name: `<img onerror=x>\u202e${'x'.repeat(10_000)}` });
		expect(view?.remote.name).toHaveLength(500);
		expect((await viewOf({ agent_id: '1', agent_name: 'x'.repeat(10_000) }))?.agent?.name).toHaveLength(500);
	});

	test('whatever is broken in a delivery, nothing is thrown and no event breaks the contract', async () => {
		const bodies = fixtures.map(([, { rawBody }]) => rawBody);
		const mutated = fc
			.constantFrom(...bodies)
			.chain(mutateJson)
			.chain(mutateJson);
		await fc.assert(
			fc.asyncProperty(mutated, fc.boolean(), async (body, believed) => {
				const authorization = believed ? headers.authorization! : 'Bearer wrong';
				const got = await deliver(provider, requestOf(body, { ...headers, authorization }), connection);
				if (!believed) expect(got).toMatchObject({ outcome: 'refused', events: [] });
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('simulated', () => {
	test.each(Object.keys(provider.scenarios))('%s is accepted, each request of it', async (scenario) => {
		const { delivered } = await play(scenario);
		expect(delivered.map((one) => one.outcome)).toEqual(delivered.map(() => 'events'));
	});

	test('missed, voicemail and withheld are told apart', async () => {
		expect(summaryOf((await play('miss')).events)).toMatchObject({ missed: true, endReason: 'missed' });
		expect(summaryOf((await play('voicemail')).events)).toMatchObject({ endReason: 'voicemail' });
		const withheld = await play('ring', { from: undefined, name: undefined });
		expect(summaryOf(withheld.events)).toMatchObject({ state: 'ringing', remote: { anonymous: true } });
	});
});
