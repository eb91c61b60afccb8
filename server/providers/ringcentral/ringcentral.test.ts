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
const fixture = (name: string) => named.get(name)!;
const secret = fixture('02-setup.json').secret;
const connection = connectionOf(secret);

function send(name: string, on = connection) {
	const { rawBody, headers } = fixture(name);
	return deliver(provider, requestOf(rawBody, headers), on);
}

/** The body of a fixture with parts of its first party or of its session replaced. */
function session(party: Record<string, unknown>, more: Record<string, unknown> = {}) {
	const envelope = JSON.parse(fixture('02-setup.json').rawBody);
	const parties = [{ ...envelope.body.parties[0], ...party }];
	return deliverBody({ ...envelope, body: { ...envelope.body, parties, ...more } });
}

function deliverBody(body: unknown, on = connection) {
	return deliver(provider, requestOf(JSON.stringify(body), fixture('02-setup.json').headers), on);
}

const input: SimulationInput = {
	from: '+493023125141',
	to: '+14155550120',
	name: 'Mira Lindqvist',
	runId: 'run1',
	startAt: NOW,
	secrets: { secret },
	hookUrl: 'https://hooks.example.test/hooks/ringcentral/key',
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
	const names = [
		'02-setup.json',
		'03-proceeding-second-party.json',
		'04-answered.json',
		'05-sibling-disconnected.json',
		'06-disconnected.json',
		'07-late-setup.json',
	];

	test('is one call, whatever the order and the repeats of its notifications', async () => {
		const delivered = await Promise.all(names.map((name) => send(name)));
		const expected = {
			callId: 'ringcentral-s-b0000000000000000000000000000011|900000207',
			state: 'ended',
			endReason: 'completed',
			missed: false,
			startedAt: '2026-04-07T08:30:00.100Z',
			answeredAt: '2026-04-07T08:30:09.300Z',
			endedAt: '2026-04-07T08:33:09.300Z',
			remote: { e164: '+493023125141' },
		};
		const order = fc
			.shuffledSubarray(delivered, { minLength: delivered.length })
			.chain((all) =>
				fc.array(fc.constantFrom(...delivered), { maxLength: 4 }).map((more) => [...all, ...more]),
			);
		fc.assert(
			fc.property(order, (sequence) => {
				expect(summaryOf(sequence.flatMap((one) => one.events))).toMatchObject(expected);
			}),
		);
	});

	test('that one phone answered does not end when the other stops ringing, nor ring again when a notification is late', async () => {
		const { events } = await all(['02-setup.json', '04-answered.json', '05-sibling-disconnected.json']);
		expect(summaryOf(events)).toMatchObject({ state: 'answered' });
		const late = await send('07-late-setup.json');
		expect(summaryOf([...events, ...late.events])).toMatchObject({ state: 'answered' });
	});

	test('that rang out is missed; one that went to voicemail says so', async () => {
		expect(summaryOf((await play('miss')).events)).toMatchObject({ state: 'ended', missed: true });
		const { events } = await play('voicemail');
		expect(summaryOf(events)).toMatchObject({ state: 'ended', endReason: 'voicemail' });
		expect(events.at(-1)?.type).toBe('ringside.voicemail.received');
	});

	test('first seen when it is over never rings', async () => {
		expect(summaryOf((await send('06-disconnected.json')).events)).toMatchObject({ state: 'ended' });
	});

	test('keeps its extension: a colleague in the same session has a card of her own', async () => {
		const hers = await session({ extensionId: '900000208' });
		expect(hers.outcome).toBe('ignored');
		const envelope = JSON.parse(fixture('02-setup.json').rawBody);
		envelope.ownerId = '900000208';
		envelope.body.parties[0].extensionId = '900000208';
		const [view] = viewsOf((await deliverBody(envelope)).events);
		expect(view?.data.callId).toMatch(/\|900000208$/);
	});

	test('with several parties in one notification tells of each, under ids of their own', async () => {
		const envelope = JSON.parse(fixture('02-setup.json').rawBody);
		const [party] = envelope.body.parties;
		envelope.body.parties.push({ ...party, id: 'p-other' });
		const { events } = await deliverBody(envelope);
		expect(events).toHaveLength(2);
		expect(new Set(events.map((event) => event.id)).size).toBe(2);
	});

	test.each(['Caller ID blocked', '', 'sip-less text'])('from `%s` is withheld', async (phoneNumber) => {
		const { events } = await session({ from: { phoneNumber } });
		expect(viewsOf(events)[0]?.data.remote.anonymous).toBe(true);
	});

	test.each([
		['Rejected', true, 'declined'],
		['AgentAnswered', false, 'answered-elsewhere'],
		['BlindTransfer', false, 'transferred'],
		['CallFinished', true, 'missed'],
		['SomethingNew', true, 'missed'],
		['SomethingNew', false, undefined],
	])('that ends by %s (missed: %s) ends as %s', async (reason, missedCall, endReason) => {
		const { events } = await session({ status: { code: 'DISCONNECTED', reason }, missedCall });
		expect(viewsOf(events)[0]?.data.endReason).toBe(endReason);
	});

	test.each([
		['RingOut', { origin: { type: 'RingOut' } }, {}],
		['a call from her own extension', {}, { from: { phoneNumber: '101', extensionId: '900000207' } }],
		['a verification call', { origin: { type: 'VerificationCall' } }, {}],
	])('%s does not ring her', async (_what, more, party) => {
		expect((await session(party, more)).outcome).toBe('ignored');
	});

	test('of an unknown status is kept for a later build', async () => {
		expect((await session({ status: { code: 'Teleported' } })).outcome).toBe('unsupported');
	});

	async function all(list: string[]) {
		const delivered = await Promise.all(list.map((name) => send(name)));
		return { events: delivered.flatMap((one) => one.events) };
	}
});

describe('messages', () => {
	test('that are announced by their ids become one job each, keyed by them', async () => {
		const { jobs, events } = await send('18-message-store-change.json');
		expect(events).toEqual([]);
		expect(jobs).toMatchObject([
			{
				kind: 'ringcentral.fetch-message',
				key: 'con_1|820000000072',
				payload: { connectionId: 'con_1', messageId: '820000000072' },
			},
			{ kind: 'ringcentral.fetch-message', key: 'con_1|810000000071' },
		]);
	});

	test('that are only counted become one job that looks for them', async () => {
		const envelope = JSON.parse(fixture('18-message-store-change.json').rawBody);
		envelope.body.changes = [{ type: 'SMS', newCount: 2 }];
		expect((await deliverBody(envelope)).jobs).toMatchObject([
			{
				kind: 'ringcentral.fetch-messages',
				key: 'con_1|2026-04-07T08:55:01.000Z',
				payload: { connectionId: 'con_1', since: '2026-04-07T08:55:01.000Z' },
			},
		]);
	});

	test('a voicemail that is told again with its transcript is the same voicemail', async () => {
		const first = await send('16-voicemail.json');
		const envelope = JSON.parse(fixture('16-voicemail.json').rawBody);
		const again = await deliverBody({ ...envelope, uuid: '5299' });
		expect(again.events[0]?.id).toBe(first.events[0]?.id);
	});

	test('a text without end is cut to what the contract allows', async () => {
		const envelope = JSON.parse(fixture('17-sms-inbound.json').rawBody);
		envelope.body.subject = 'x'.repeat(200_000);
		expect((await deliverBody(envelope)).outcome).toBe('events');
	});
});

describe('input that makes no sense', () => {
	test.each([
		['no body', ''],
		['a form', 'event=x&body=y'],
		['cut short', fixture('02-setup.json').rawBody.slice(0, 200)],
		['a list', '[]'],
		["another provider's payload", '{"resource":"telephony_calls","data":{"callId":"1"}}'],
	])('%s is malformed', async (_what, body) => {
		const request = requestOf(body, fixture('02-setup.json').headers);
		expect((await deliver(provider, request, connection)).outcome).toBe('malformed');
	});

	test('bytes that are not UTF-8 are malformed', async () => {
		const body = Buffer.concat([Buffer.from('{"event":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
		expect(
			(await deliver(provider, requestOf(body, fixture('02-setup.json').headers), connection)).outcome,
		).toBe('malformed');
	});

	test.each([
		['no session id', { telephonySessionId: undefined }],
		['an id beyond exact integers', { telephonySessionId: 2 ** 60 }],
		['an id without end', { telephonySessionId: 'x'.repeat(400) }],
		['a time of the year 50,000', { eventTime: '+050000-01-01T00:00:00Z' }],
		['a negative sequence', { sequence: -1 }],
		['parties that are no list', { parties: {} }],
	])('%s is malformed and says which field', async (_what, more) => {
		const got = await session({}, more);
		expect(got.outcome).toBe('malformed');
		expect(got.reason).toContain(`body.${Object.keys(more)[0]}`);
	});

	test('a reason names fields, never what stood in them', async () => {
		const got = await session({ direction: '+493023125141' });
		expect(got.reason).not.toContain('4930');
	});

	test('notifications of another subscription are passed over once ours is known', async () => {
		const ours = connectionOf(secret, { settings: { subscriptionId: 'other' } });
		expect((await send('02-setup.json', ours)).outcome).toBe('ignored');
	});

	test('whatever is broken in a notification, nothing is thrown and no event breaks the contract', async () => {
		const bodies = fixtures.map(([, { rawBody }]) => rawBody).filter(Boolean);
		await fc.assert(
			fc.asyncProperty(
				fc
					.constantFrom(...bodies)
					.chain(mutateJson)
					.chain(mutateJson),
				fc.boolean(),
				async (body, believed) => {
					const headers = believed ? fixture('02-setup.json').headers : { 'verification-token': 'wrong' };
					const request = requestOf(body, headers);
					const got = await deliver(provider, request, connection);
					if (!believed) expect(got).toMatchObject({ outcome: 'refused', events: [] });
				},
			),
			{ numRuns: 2_000 },
		);
	});
});

describe('simulated', () => {
	test.each(Object.keys(provider.scenarios))('%s is accepted, each request of it', async (scenario) => {
		const { delivered } = await play(scenario);
		expect(delivered.map((one) => one.outcome)).toEqual(delivered.map(() => 'events'));
	});

	test('without a number it rings as withheld', async () => {
		const { events } = await play('ring', { from: undefined, name: undefined });
		expect(summaryOf(events)).toMatchObject({ state: 'ringing', remote: { anonymous: true } });
	});

	test('two runs are two calls', async () => {
		const runs = [await play('end'), await play('end', { runId: 'run2' })];
		expect(new Set(runs.map(({ events }) => summaryOf(events).callId)).size).toBe(2);
	});
});
