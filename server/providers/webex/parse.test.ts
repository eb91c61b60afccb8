import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvent } from '../../../lib/contract/event.ts';
import { fixture } from './fixtures.testkit.ts';
import { parse } from './parse.ts';

const connection = { connectionId: 'con_1', secrets: {}, settings: {}, region: 'DE', branchId: 'br_1' };
const ringing = JSON.parse(fixture('ringing').rawBody);

function parseBytes(body: Uint8Array) {
	return parse({ method: 'POST', url: 'https://r.example', headers: {}, body, receivedAt: 0 }, connection);
}

/** The ringing fixture with other fields in `data`. */
function parseRing(change: Record<string, unknown>) {
	return parseBytes(Buffer.from(JSON.stringify({ ...ringing, data: { ...ringing.data, ...change } })));
}

function dataOf(change: Record<string, unknown>) {
	const parsed = parseRing(change);
	if (parsed.kind !== 'events') throw new Error(`${parsed.kind}: ${parsed.reason}`);
	const read = readEvent(parsed.events[0]);
	if (read.kind !== 'event') throw new Error('against the contract');
	return read.event.data as Extract<typeof read.event, { type: 'ringside.call.ringing' }>['data'];
}

const party = (change: Record<string, unknown>) =>
	dataOf({ remoteParty: { ...ringing.data.remoteParty, ...change } }).remote;

describe('the other side', () => {
	test('a name of 10,000 characters is cut, and stays text', () => {
		expect(party({ name: 'x'.repeat(10_000) }).name).toHaveLength(500);
		const hostile = '<img src=x onerror=alert(1)>\u202e';
		expect(party({ name: hostile }).name).toBe(hostile);
	});

	test.each(['not a number', '+', '++49', '0'.repeat(5_000), '𝟙𝟚𝟛', '%00', '__proto__', '+1-800-FLOWERS'])(
		'a number that is none (%s) is kept as it was told and read as no number',
		(number) => {
			const remote = party({ number });
			expect(remote.raw).toBe(number.slice(0, 500));
			expect(remote.name).toBe('Ayla Brandt');
		},
	);

	test.each(['+49297423698620767', '+4929742369862076', '+49297423698620767@pbx.example'])(
		'a number with more digits than numbers have (%s) rings all the same, as the text it is',
		(number) => {
			const remote = party({ number });
			expect(remote.raw).toBe(number);
			expect(remote.e164).toBeUndefined();
		},
	);

	test('an unquoted extension is read like a quoted one', () => {
		expect(party({ number: 2044 })).toMatchObject({ raw: '2044', extension: '2044' });
	});

	test('a national number is read from the connection’s region', () => {
		expect(party({ number: '030 901820111' }).e164).toBe('+4930901820111');
	});

	test('a withheld number is not shown, even where it came along', () => {
		const remote = party({ privacyEnabled: true });
		expect(remote).toEqual({ raw: '', anonymous: true });
	});

	test('a colleague without a number is internal, and has withheld nothing', () => {
		expect(party({ number: undefined, callType: 'location' })).toEqual({
			raw: '',
			name: 'Ayla Brandt',
			internal: true,
		});
	});

	test('no other side at all is a withheld number', () => {
		expect(dataOf({ remoteParty: undefined }).remote).toEqual({ raw: '', anonymous: true });
	});
});

describe('the queue', () => {
	const queue = { redirections: [{ reason: 'huntGroup', redirectingParty: { name: 'Applicants' } }] };

	test.each([
		['Applicants  -  Ayla Brandt', 'Ayla Brandt'],
		['Applicants - Ayla Brandt', 'Ayla Brandt'],
		['Ayla Brandt', 'Ayla Brandt'],
		['Applicants Ltd', 'Applicants Ltd'],
	])('%s is %s', (name, expected) => {
		const data = dataOf({ ...queue, remoteParty: { ...ringing.data.remoteParty, name } });
		expect(data).toMatchObject({ queue: 'Applicants', remote: { name: expected } });
	});

	test('its prefix is taken off also where the redirections are gone', () => {
		expect(party({ name: 'Applicants  -  Ayla Brandt' }).name).toBe('Ayla Brandt');
		expect(party({ name: 'Anna-Lena - Brandt' }).name).toBe('Anna-Lena - Brandt');
	});

	test('a forwarded call has no queue', () => {
		const redirections = [{ reason: 'busy', redirectingParty: { name: 'Front desk' } }];
		expect(dataOf({ redirections }).queue).toBeUndefined();
	});
});

describe('times', () => {
	test.each(['yesterday', '', '2026-02-30T10:00:00Z', '2026-04-14', 1_776_157_200, null])(
		'an event at %j is malformed',
		(eventTimestamp) => expect(parseRing({ eventTimestamp })).toMatchObject({ kind: 'malformed' }),
	);

	test('an offset is read, and written as UTC', () => {
		expect(parseRing({ eventTimestamp: '2026-04-14T11:00:00+02:00' })).toMatchObject({
			events: [{ time: '2026-04-14T09:00:00.000Z' }],
		});
	});

	test('an unreadable start costs the start, not the ring', () => {
		expect(dataOf({ created: 'soon' }).startedAt).toBeUndefined();
	});

	test('an unreadable answer still tells that it was answered', () => {
		const data = dataOf({ state: 'disconnected', answered: 'soon' });
		expect(data).toMatchObject({ endReason: 'completed', endedAt: ringing.data.eventTimestamp });
		expect(data.answeredAt).toBeUndefined();
	});

	test('without a time of its own the answer happened when it was told', () => {
		expect(dataOf({ state: 'connected' }).answeredAt).toBe(ringing.data.eventTimestamp);
	});
});

describe('whose call it is', () => {
	const agentOf = (actorId: unknown) => {
		const parsed = parseBytes(Buffer.from(JSON.stringify({ ...ringing, actorId })));
		if (parsed.kind !== 'events') throw new Error(parsed.kind);
		return parsed.events[0]?.data;
	};

	test('is the agent, by Webex’ own id', () => {
		expect(agentOf('person-1')).toMatchObject({ agent: { id: 'person-1' } });
	});

	test.each([undefined, null, '', 7, {}, 'x'.repeat(1_000)])(
		'is not known from %j, and it rings all the same',
		(actorId) => {
			expect(agentOf(actorId)).toMatchObject({ state: 'ringing', agent: undefined });
		},
	);
});

describe('what it does not know', () => {
	test.each([
		[{ personality: 'bystander' }, 'unsupported'],
		[{ state: 'teleported' }, 'unsupported'],
		[{ state: 'constructor' }, 'unsupported'],
		[{ state: 'remoteHeld' }, 'ignored'],
		[{ callId: '' }, 'malformed'],
		[{ callId: 'x'.repeat(10_000) }, 'malformed'],
		[{ callSessionId: { $gt: '' } }, 'malformed'],
		[{ remoteParty: 'Ayla' }, 'malformed'],
	])('%j is %s', (change, kind) => {
		expect(parseRing(change)).toMatchObject({ kind, reason: expect.stringMatching(/^.{1,300}$/) });
	});

	test('eventType decides nothing', () => {
		for (const eventType of ['alerting', 'disconnected', '', undefined, 'x'.repeat(5_000), 7]) {
			expect(dataOf({ eventType }).state).toBe('ringing');
		}
	});

	test('bytes that are no UTF-8 are malformed, and the reason quotes nothing', () => {
		const body = Buffer.concat([Buffer.from('{"resource":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
		expect(parseBytes(body)).toEqual({ kind: 'malformed', reason: 'body is not UTF-8' });
	});

	test('keys that would pollute a prototype do nothing', () => {
		const body = fixture('ringing').rawBody.replace(
			'{"id"',
			'{"__proto__":{"polluted":1},"constructor":{},"id"',
		);
		expect(parseBytes(Buffer.from(body)).kind).toBe('events');
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});

	test('deeply nested bodies are an outcome', () => {
		const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
		expect(parseBytes(Buffer.from(deep)).kind).toBe('malformed');
		expect(
			parseRing({ remoteParty: { name: 'x', extra: JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) } })
				.kind,
		).toBe('events');
	});

	test('any JSON in any field gives an outcome, and every event keeps the contract', () => {
		const fields = Object.keys(ringing.data);
		fc.assert(
			fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
				const parsed = parseRing({ [field]: value });
				if (parsed.kind !== 'events') return;
				for (const event of parsed.events) expect(readEvent(event).kind).toBe('event');
			}),
			{ numRuns: 3_000 },
		);
	});
});

test('the same bytes always give the same event', () => {
	expect(parseRing({})).toEqual(parseRing({}));
});

describe('a recording', () => {
	const told = JSON.parse(fixture('recording-of-call').rawBody);
	const send = (change: Record<string, unknown>, outer: Record<string, unknown> = {}) =>
		parseBytes(Buffer.from(JSON.stringify({ ...told, ...outer, data: { ...told.data, ...change } })));
	const dataOfRecording = (change: Record<string, unknown>) => {
		const parsed = send(change);
		if (parsed.kind !== 'events') throw new Error(`${parsed.kind}: ${parsed.reason}`);
		return parsed.events[0]?.data;
	};

	test('is of the call whose session it names, in the spelling of either', () => {
		const callSessionId = 'ZmEzMmU1MzQtYzNhMi00NjVkLWJjZTgtNTI1OWZlODlmNWZi';
		const { callId } = dataOf({ callSessionId });
		for (const spelt of [callSessionId, Buffer.from(callSessionId, 'base64url').toString()]) {
			expect(dataOfRecording({ serviceData: { callSessionId: spelt } })).toMatchObject({ callId });
		}
	});

	test.each([undefined, null, 'x', {}, { callSessionId: 7 }, { callSessionId: '' }])(
		'that names no session (%j) is of no call, and is told all the same',
		(serviceData) => expect(dataOfRecording({ serviceData })).not.toHaveProperty('callId', expect.anything()),
	);

	test('without a time of its own is told at the time that it came', () => {
		const parsed = send({ createTime: 'soon', timeRecorded: undefined });
		expect(parsed).toMatchObject({ events: [{ time: '1970-01-01T00:00:00.000Z' }] });
	});

	test.each(['deleted', 'purged'])('in the bin (%s) is nothing to fetch', (status) => {
		expect(send({ status })).toMatchObject({ kind: 'ignored' });
		expect(send({}, { event: 'deleted' })).toMatchObject({ kind: 'ignored' });
	});

	test('any JSON in any field gives an outcome, and every event keeps the contract', () => {
		fc.assert(
			fc.property(fc.constantFrom(...Object.keys(told.data)), fc.jsonValue(), (field, value) => {
				const parsed = send({ [field]: value });
				if (parsed.kind !== 'events') return;
				for (const event of parsed.events) expect(readEvent(event).kind).toBe('event');
			}),
			{ numRuns: 2_000 },
		);
	});
});
