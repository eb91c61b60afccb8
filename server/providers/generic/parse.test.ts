import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { callOf, describeCall, type View } from '../../../lib/calls/index.ts';
import { readEvent } from '../../../lib/contract/event.ts';
import { createHarness } from '../../intake/harness.testkit.ts';
import { parse } from './parse.ts';

const connection = { connectionId: 'con_1', secrets: {}, settings: {}, region: 'DE' };
const receivedAt = Date.parse('2026-04-14T09:00:00.000Z');

function parseText(text: string) {
	const body = Buffer.from(text);
	return parse({ method: 'POST', url: 'https://r.example', headers: {}, body, receivedAt }, connection);
}

function eventsOf(body: unknown) {
	const parsed = parseText(JSON.stringify(body));
	if (parsed.kind !== 'events') throw new Error(`${parsed.kind}: ${parsed.reason}`);
	return parsed.events.map((event) => {
		const read = readEvent(event);
		if (read.kind !== 'event') throw new Error('against the contract');
		return read.event as Extract<typeof read.event, { type: 'ringside.call.ringing' }>;
	});
}

const ring = { callId: '4711', state: 'ringing', from: '+4930901820111', to: '+4930901820200' };
const one = (change: Record<string, unknown> = {}) => eventsOf({ ...ring, ...change })[0]!;

const Fixture = z.object({
	description: z.string(),
	headers: z.record(z.string(), z.string()),
	secret: z.string(),
	receivedAt: z.string(),
	rawBody: z.string(),
	expect: z.object({ status: z.number(), outcome: z.string(), types: z.array(z.string()) }),
});
const folder = path.join(import.meta.dirname, 'fixtures');
const fixtures = readdirSync(folder).map((file) =>
	Fixture.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))),
);

test.each(fixtures)('$description', async (given) => {
	const { post, log } = createHarness({ secrets: { secret: given.secret } });
	const answer = await post('generic', {
		headers: given.headers,
		body: Buffer.from(given.rawBody),
		receivedAt: Date.parse(given.receivedAt),
	});
	expect(answer.status).toBe(given.expect.status);
	expect(log.appended[0]?.delivery?.outcome).toBe(given.expect.outcome);
	expect(log.stored.map((event) => event.type)).toEqual(given.expect.types);
});

describe('a call event', () => {
	test('of an incoming call has the caller as the other side', () => {
		const event = one({ name: 'Ayla Brandt', contactId: 'crm-7', email: 'ayla@example.org' });
		expect(event).toMatchObject({
			type: 'ringside.call.ringing',
			subject: 'generic-4711',
			data: {
				callId: 'generic-4711',
				legId: '4711',
				direction: 'inbound',
				remote: {
					e164: '+4930901820111',
					name: 'Ayla Brandt',
					contactId: 'crm-7',
					email: 'ayla@example.org',
				},
				local: { e164: '+4930901820200' },
			},
		});
	});

	test('of an outgoing call has the called one as the other side', () => {
		expect(one({ direction: 'outbound', name: 'Ayla' }).data).toMatchObject({
			remote: { e164: '+4930901820200', name: 'Ayla' },
			local: { e164: '+4930901820111' },
		});
	});

	test('without a number is withheld; nulls and empty texts are as absent', () => {
		const event = one({ from: null, to: '', name: '', direction: null, at: '', agent: null, legId: '' });
		expect(event.data.remote).toEqual({ raw: '', anonymous: true });
		expect(event.data.local).toEqual({ raw: '' });
	});

	test('from a number with more digits than numbers have rings all the same', () => {
		expect(one({ from: '+49297423698620767' }).data.remote).toEqual({ raw: '+49297423698620767' });
	});

	test('may carry numbers and ids that are not quoted', () => {
		expect(one({ callId: 4711, from: 2044 }).data).toMatchObject({
			callId: 'generic-4711',
			remote: { extension: '2044' },
		});
	});

	test('happened when it says, else by its state, else when it came', () => {
		expect(one({ at: '2026-04-14T10:59:58+02:00' }).time).toBe('2026-04-14T08:59:58.000Z');
		expect(one({ startedAt: '2026-04-14T08:59:00Z' }).time).toBe('2026-04-14T08:59:00.000Z');
		expect(one({ state: 'ended', endedAt: '2026-04-14T08:59:30Z' }).time).toBe('2026-04-14T08:59:30.000Z');
		expect(one().time).toBe('2026-04-14T09:00:00.000Z');
	});

	test('the same content is the same event, wherever its fields stand', () => {
		const turned = Object.fromEntries(Object.entries(ring).reverse());
		expect(eventsOf(turned)[0]?.id).toBe(one().id);
		expect(one({ state: 'answered' }).id).not.toBe(one().id);
		expect(one({ name: 'Ayla' }).id).not.toBe(one().id);
	});

	test('an id of the sender names the event; the same for ring and answer is two events', () => {
		expect(one({ id: 'e-1' }).id).toBe(one({ id: 'e-1', name: 'later' }).id);
		expect(one({ id: 'e-1' }).id).not.toBe(one({ id: 'e-1', state: 'answered' }).id);
	});

	test('ring, answer and end are one call, in any order', () => {
		const steps = [
			{ ...ring, startedAt: '2026-04-14T09:00:00Z' },
			{ ...ring, state: 'answered', at: '2026-04-14T09:00:05Z' },
			{ ...ring, state: 'ended', at: '2026-04-14T09:01:00Z', endReason: 'completed' },
		];
		const call = callOf(eventsOf(steps) as View[])!;
		expect(callOf(eventsOf([...steps].reverse()) as View[])).toEqual(call);
		expect(describeCall(call)).toMatchObject({
			state: 'ended',
			endReason: 'completed',
			answeredAt: '2026-04-14T09:00:05.000Z',
			endedAt: '2026-04-14T09:01:00.000Z',
		});
	});
});

describe('bodies', () => {
	test('a list and a list under `events` are as many events', () => {
		expect(eventsOf([ring, { ...ring, legId: '2' }])).toHaveLength(2);
		expect(eventsOf({ events: [ring, { ...ring, legId: '2' }] })).toHaveLength(2);
	});

	test('with a BOM and CRLF is read', () => {
		expect(parseText(`\ufeff{\r\n"callId":"1",\r\n"state":"ringing"}\r\n`).kind).toBe('events');
	});

	test('without events is ignored', () => {
		expect(parseText('[]').kind).toBe('ignored');
		expect(parseText('{"events":[]}').kind).toBe('ignored');
	});

	test.each([
		'',
		'{"callId":"1"',
		'null',
		'"ringing"',
		'{}',
		'{"callId":"1"}',
		'{"callId":"","state":"ringing"}',
		'{"callId":"   ","state":"ringing"}',
		'{"callId":"1","state":"dancing"}',
		'{"callId":"1","state":"ringing","at":"yesterday"}',
		'{"callId":"1","state":"ringing","from":{"a":1}}',
		`{"callId":"${'x'.repeat(10_000)}","state":"ringing"}`,
		`[${'{"callId":"1","state":"ringing"},'.repeat(101)}{"callId":"1","state":"ringing"}]`,
		'[{"callId":"1","state":"ringing"},{"callId":"2"}]',
	])('%.60s is malformed, with a reason', (text) => {
		expect(parseText(text)).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/^.{1,300}$/) });
	});

	test('the reason names the field and does not quote it', () => {
		const parsed = parseText('{"callId":"1","state":"ringing","at":"+4930901820111"}');
		expect(parsed).toMatchObject({ kind: 'malformed', reason: expect.stringContaining('at') });
		expect(JSON.stringify(parsed)).not.toContain('4930901820111');
	});

	test('a prototype is not polluted', () => {
		const text = '{"__proto__":{"polluted":1},"callId":"__proto__","legId":"constructor","state":"ringing"}';
		expect(parseText(text).kind).toBe('events');
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});

	test('long texts are cut', () => {
		expect(one({ name: 'x'.repeat(10_000), queue: 'y'.repeat(10_000) }).data).toMatchObject({
			remote: { name: 'x'.repeat(500) },
			queue: 'y'.repeat(500),
		});
	});

	test('any JSON in any field gives an outcome, and every event keeps the contract', () => {
		const fields = [
			'id',
			'callId',
			'legId',
			'state',
			'direction',
			'from',
			'to',
			'name',
			'email',
			'agent',
			'at',
			'startedAt',
			'endReason',
		];
		fc.assert(
			fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
				const parsed = parseText(JSON.stringify({ ...ring, [field]: value }));
				if (parsed.kind !== 'events') return;
				for (const event of parsed.events) expect(readEvent(event).kind).toBe('event');
			}),
			{ numRuns: 3_000 },
		);
	});
});
