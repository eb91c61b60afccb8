import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Segment } from '../../../lib/contract/transcript.ts';
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
import { answerInbound, parseInbound } from './inbound.ts';
import provider from './index.ts';
import { SIGNATURE_HEADER, signatureOf } from './verify.ts';

const fixtures = loadFixtures(path.join(import.meta.dirname, 'fixtures'));
const named = new Map(fixtures);
const bodyOf = (name: string) => JSON.parse(named.get(name)!.rawBody);
const started = bodyOf('01-call-started.json');
const ended = bodyOf('04-call-ended.json');

const secret = 'key of the tests';
const connection = connectionOf(secret);

function signed(body: unknown, sentAt = NOW, contentType = 'application/json') {
	const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	const headers = { 'content-type': contentType, [SIGNATURE_HEADER]: signatureOf(bytes, secret, sentAt) };
	return requestOf(bytes, headers, sentAt);
}

const send = (body: unknown, sentAt?: number) => deliver(provider, signed(body, sentAt), connection);
const withCall = (body: { call: object }, call: object) => ({ ...body, call: { ...body.call, ...call } });

const input: SimulationInput = {
	from: '+493023125171',
	to: '+14155550131',
	name: 'Lena Vogt',
	runId: 'run1',
	startAt: NOW,
	secrets: { secret },
	hookUrl: 'https://hooks.example.test/hooks/retell/key',
};

async function play(scenario: string, more: Partial<SimulationInput> = {}) {
	const delivered = [];
	for (const { headers, body } of provider.scenarios[scenario]!({ ...input, ...more })) {
		delivered.push(await deliver(provider, requestOf(body, headers, NOW), connection));
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
	test('is one call, whatever the order and the repeats of its webhooks', async () => {
		const delivered = await Promise.all(
			[
				'01-call-started.json',
				'02-transcript-updated.json',
				'04-call-ended.json',
				'05-call-analyzed.json',
			].map((name) => send(bodyOf(name))),
		);
		const order = fc
			.shuffledSubarray(delivered, { minLength: delivered.length })
			.chain((all) =>
				fc.array(fc.constantFrom(...delivered), { maxLength: 4 }).map((more) => [...all, ...more]),
			);
		fc.assert(
			fc.property(order, (sequence) => {
				expect(summaryOf(sequence.flatMap((one) => one.events))).toMatchObject({
					callId: 'retell-call_5b20c7d1e0f94a6d8c3b7a9e1f2d4c60',
					state: 'ended',
					endReason: 'completed',
					startedAt: '2026-04-09T09:55:00.000Z',
					endedAt: '2026-04-09T09:57:32.500Z',
				});
			}),
		);
	});

	test('nobody answered has no start and no length', async () => {
		const { events } = await send(bodyOf('06-not-answered.json'));
		expect(summaryOf(events)).toMatchObject({ state: 'ended', endReason: 'missed', missed: false });
		expect(summaryOf(events).startedAt).toBeUndefined();
	});

	test('is ended by the name of the event, although its status still says registered', async () => {
		const { events } = await send(withCall(ended, { call_status: 'registered' }));
		expect(summaryOf(events).state).toBe('ended');
	});

	test.each([
		['agent_hangup', {}, 'completed'],
		['call_transfer', {}, 'transferred'],
		['voicemail_reached', {}, 'voicemail'],
		['dial_busy', { start_timestamp: undefined }, 'declined'],
		['error_of_tomorrow', { start_timestamp: undefined }, 'failed'],
		['error_of_tomorrow', {}, 'completed'],
		['user_hangup', { call_analysis: { in_voicemail: true } }, 'voicemail'],
	])('that ended by %s (%j) ended as %s', async (disconnection_reason, call, endReason) => {
		const { events } = await send(withCall(ended, { disconnection_reason, ...call }));
		expect(viewsOf(events)[0]?.data.endReason).toBe(endReason);
	});

	test('without a direction is malformed, unless it comes from a web page', async () => {
		expect(await send(withCall(started, { direction: undefined }))).toMatchObject({
			outcome: 'malformed',
			reason: 'call.direction',
		});
	});

	test('of the year 50,000 is a call, at the time it was told', async () => {
		const { events } = await send(withCall(started, { start_timestamp: 1.5e15 }));
		expect(events[0]?.time).toBe('2026-11-20T10:00:00.000Z');
	});

	test('neither an access token nor the link of the recording is in an event', async () => {
		const { events } = await send(withCall(ended, { access_token: 'token-of-web-call' }));
		expect(JSON.stringify(events)).not.toMatch(/token-of-web-call|recordings\.example/);
	});
});

describe('the live transcript', () => {
	const turn = (content: string, role = 'user') => ({
		role,
		content,
		words: [{ word: 'x', start: 1, end: 2 }],
	});
	const snapshot = (...turns: object[]) =>
		send({ event: 'transcript_updated', call: { ...started.call, transcript_object: turns } });
	const segments = (events: { data: unknown }[]) =>
		events.map((event) => (event.data as { segment: Segment }).segment);

	test('grows: turns told before are repeats, a turn that changed is told again under its id', async () => {
		const first = await snapshot(turn('Guten', 'agent'));
		const second = await snapshot(turn('Guten Tag', 'agent'), turn('Hello'));
		const third = await snapshot(turn('Guten Tag', 'agent'), turn('Hello there'));
		const ids = [first, second, third].flatMap((one) => one.events.map((event) => event.id));
		expect(new Set(ids).size).toBe(4);
		expect(third.events[0]?.id).toBe(second.events[0]?.id);
		expect(segments(third.events)[1]?.segmentId).toBe(segments(second.events)[1]?.segmentId);
	});

	test('of two snapshots told out of order, the later one has the later time', async () => {
		const body = (text: string) => ({
			event: 'transcript_updated',
			call: { ...started.call, transcript_object: [turn(text)] },
		});
		const [early, late] = [await send(body('Hel'), NOW), await send(body('Hello'), NOW + 1_000)];
		expect(Date.parse(late.events[0]!.time)).toBeGreaterThan(Date.parse(early.events[0]!.time));
	});

	test('of a long call repeats its last turns only, and the end of the call all', async () => {
		const turns = Array.from({ length: 90 }, (_, index) => turn(`turn ${index}`));
		const live = await snapshot(...turns);
		expect(live.events).toHaveLength(20);
		expect(segments(live.events).at(-1)).toMatchObject({ text: 'turn 89' });
		const { events } = await send(withCall(ended, { transcript_object: turns }));
		expect(events.filter((event) => event.type === 'ringside.transcript.segment')).toHaveLength(90);
	});

	test('without a word yet is passed over, and one broken turn does not take the others with it', async () => {
		expect((await snapshot()).outcome).toBe('ignored');
		const { events } = await snapshot({ role: 'user' }, turn('Hello'), { role: 'dtmf', content: '1' });
		expect(segments(events)).toMatchObject([{ text: 'Hello' }]);
	});

	test('without times of words stays in order', async () => {
		const { events } = await snapshot(turn('a'), { role: 'user', content: 'b' });
		const [, second] = segments(events);
		expect(second).toMatchObject({ startMs: 2_000, endMs: 2_000 });
	});
});

describe('the analysis', () => {
	const analysed = bodyOf('05-call-analyzed.json');
	const option = { role: 'user', content: 'Option C, please.' };
	const transcript_object = [...analysed.call.transcript_object, option];
	const fieldsFor = async (custom_analysis_data: object) => {
		const { events } = await send(
			withCall(analysed, { call_analysis: { custom_analysis_data }, transcript_object }),
		);
		return events.find((event) => event.type === 'ringside.extraction.ready')?.data;
	};

	test.each([
		['said by the caller', 'kiel', 1],
		['only part of a word', 'Deuts', 0],
		['said by the assistant alone', 'Nordlicht', 0],
		['a pattern', '.*', 0],
		['a truth value', true, 0],
		['the end of a word', 'eutsch', 0],
		['a single letter', 'C', 0],
	])('a value that is %s: %j gives %i facts', async (_what, value, count) => {
		expect(await fieldsFor({ value })).toMatchObject({ droppedCount: 1 - count });
	});
});

describe('the inbound call webhook', () => {
	const ring = bodyOf('07-call-inbound.json');
	const ringing = (body: unknown = ring) => {
		const parsed = parseInbound(signed(body), connection);
		return parsed.kind === 'events' ? viewsOf(parsed.events)[0]?.data : parsed;
	};

	test('rings before there is a call, with the same id however often it is sent', () => {
		expect(ringing()).toMatchObject({ provisional: true, state: 'ringing' });
		expect(ringing()).toEqual(ringing());
	});

	test('of another minute is another ring', () => {
		const [one, other] = [ringing(), ringing({ ...ring, event_timestamp: ring.event_timestamp + 60_000 })];
		expect((other as { callId: string }).callId).not.toBe((one as { callId: string }).callId);
	});

	test('is answered with the name for the assistant, all values texts', () => {
		const { body, status, contentType } = answerInbound('retell-inbound-1', { name: 'Lena Vogt' });
		expect({ status, contentType }).toEqual({ status: 200, contentType: 'application/json' });
		expect(JSON.parse(body!)).toEqual({
			call_inbound: {
				dynamic_variables: { name: 'Lena Vogt', known: 'true' },
				metadata: { ringside_call: 'retell-inbound-1' },
			},
		});
		expect(JSON.parse(answerInbound('x').body!).call_inbound.dynamic_variables).toEqual({
			name: '',
			known: 'false',
		});
	});

	test('the call that comes of it names it, when our answer came back', async () => {
		const data = ringing() as { callId: string };
		const { metadata } = JSON.parse(answerInbound(data.callId).body!).call_inbound;
		const { events } = await send(withCall(started, { metadata }));
		expect(viewsOf(events)[0]?.data.sameAs).toBe(data.callId);
	});

	test('metadata of somebody else names nothing', async () => {
		for (const ringside_call of ['retell-call_other', 7, null, 'retell-inbound-1']) {
			const { events } = await send(withCall(started, { metadata: { ringside_call } }));
			expect(viewsOf(events)[0]?.data.sameAs).toBeUndefined();
		}
	});

	test.each([
		['without numbers', { event: 'call_inbound', call_inbound: {} }, 'malformed'],
		['of a chat', { event: 'chat_inbound', chat_inbound: {} }, 'ignored'],
		['of a call that began', started, 'unsupported'],
		['that is no JSON', 'event=call_inbound', 'malformed'],
	])('one %s is no ring', (_what, body, kind) => {
		expect(parseInbound(signed(body), connection).kind).toBe(kind);
	});
});

describe('input that makes no sense, rightly signed', () => {
	test.each([
		['no body', ''],
		['a form', 'event=call_started'],
		['cut short', JSON.stringify(started).slice(0, 100)],
		['a list', []],
		['no call', { event: 'call_started' }],
		['no call id', withCall(started, { call_id: undefined })],
		['an id without end', withCall(started, { call_id: 'x'.repeat(400) })],
		["another provider's payload", { resource: 'telephony_calls', data: { callId: '1' } }],
	])('%s is malformed', async (_what, body) => {
		expect((await send(body)).outcome).toBe('malformed');
	});

	test('the content type decides nothing: the bytes do', async () => {
		expect((await deliver(provider, signed(started, NOW, 'text/plain'), connection)).outcome).toBe('events');
	});
});

describe('simulated', () => {
	test.each(Object.keys(provider.scenarios))('%s is accepted, each request of it', async (scenario) => {
		const { delivered } = await play(scenario);
		expect(delivered.map((one) => one.outcome)).toEqual(delivered.map(() => 'events'));
	});

	test('a call that is withheld rings as withheld', async () => {
		const { events } = await play('ring', { from: undefined, name: undefined });
		expect(summaryOf(events)).toMatchObject({ state: 'ringing', remote: { anonymous: true } });
	});
});
