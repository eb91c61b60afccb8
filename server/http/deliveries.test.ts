import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveryView } from '../../lib/contract/api.ts';
import type { Connection } from '../store/ports.ts';
import { API_KEY, ring, startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
let desk: Connection;
let other: Connection;

beforeAll(async () => {
	t = await startTestApp();
	desk = await t.connect();
	other = await t.connect();
	for (const callId of ['one', 'two']) await t.hook(desk, ring(callId));
	await t.hook(desk, ring('one', { state: 'ended' }));
	await t.hook(other, ring('three'));
	await t.hook(desk, { nonsense: true });
	await t.hook(desk, ring('one'));
	await t.hook(desk, ring('never'), 'a-wrong-key');
});
afterAll(() => t.stop());

async function list(query: string, path = '/v1/deliveries') {
	const answer = await t.api(t.admin.token, `${path}${query}`);
	expect(answer.status).toBe(200);
	return ((await answer.json()) as { deliveries: DeliveryView[] }).deliveries;
}
const outcomes = async (query: string) => (await list(query)).map((one) => one.outcome);

describe('the delivery log', () => {
	test('tells of every delivery when, what came of it, how large it was and how long each step took', async () => {
		const all = await list('');
		expect(all.map((one) => one.outcome)).toEqual([
			'refused',
			'duplicate',
			'malformed',
			'accepted',
			'accepted',
			'accepted',
			'accepted',
		]);
		expect(all[6]).toMatchObject({
			provider: 'generic',
			connectionId: desk.connectionId,
			size: expect.any(Number),
			verifyUs: expect.any(Number),
			parseUs: expect.any(Number),
			commitUs: expect.any(Number),
			eventIds: [expect.any(String)],
		});
	});

	test('can be filtered by connection, provider, outcome and time, together', async () => {
		expect(await outcomes(`?connection=${other.connectionId}`)).toEqual(['accepted']);
		expect(await outcomes('?provider=generic&outcome=refused')).toEqual(['refused']);
		expect(await outcomes('?provider=twilio')).toEqual([]);
		const all = await list('');
		const at = all[3]?.receivedAt ?? '';
		const later = await list(`?from=${at}`);
		const earlier = await list(`?to=${at}`);
		expect([...later, ...earlier].map((one) => one.deliveryId)).toEqual(all.map((one) => one.deliveryId));
		expect(later.every((one) => one.receivedAt >= at)).toBe(true);
	});

	test('finds what brought an event or a call, and a call leads to what it was read from', async () => {
		const found = await list('?search=generic-one');
		expect(found).toHaveLength(2);
		expect(await list('', '/v1/calls/generic-one/deliveries')).toEqual(found);
		const eventId = found[0]?.eventIds[0] ?? '';
		expect(await list(`?search=${encodeURIComponent(eventId)}`)).toEqual([found[0]]);
		expect((await t.api(t.admin.token, '/v1/calls/generic-none/deliveries')).status).toBe(404);
	});

	test('says how many fit before they are read once more', async () => {
		const counted = async (query: string) => {
			const answer = await t.api(t.admin.token, `/v1/deliveries/count${query}`);
			return ((await answer.json()) as { counts: object }).counts;
		};
		expect(await counted('')).toEqual({ accepted: 4, duplicate: 1, malformed: 1, refused: 1 });
		expect(await counted(`?connection=${other.connectionId}`)).toEqual({ accepted: 1 });
		expect(await counted('?to=2000-01-01T00:00:00.000Z')).toEqual({});
	});

	test('a time that is none is refused', async () => {
		expect((await t.api(t.admin.token, '/v1/deliveries?from=yesterday')).status).toBe(400);
	});

	test('why one was refused stands in it, with the mend, and the key that was sent does not', async () => {
		const [refused] = await list('?outcome=refused');
		const answer = await t.api(t.admin.token, `/v1/deliveries/${refused?.deliveryId}`);
		const text = await answer.text();
		expect(JSON.parse(text)).toMatchObject({
			diagnosis: { cause: 'secret-differs', certainty: 'likely', mend: expect.any(String) },
			headers: { 'x-api-key': expect.stringMatching(/^\[not kept, fingerprint [0-9a-f]{16}\]$/) },
		});
		expect(text).not.toContain('a-wrong-key');
		const [accepted] = await list('?outcome=accepted');
		const fine = await (await t.api(t.admin.token, `/v1/deliveries/${accepted?.deliveryId}`)).json();
		expect(fine).not.toHaveProperty('diagnosis');
	});

	test('what carries the key of another connection names it', async () => {
		const { addConnection } = await import('../accounts/connections.ts');
		const provider = t.context.providers.find('generic');
		if (!provider) throw new Error('no generic');
		const wanted = { workspaceId: t.workspace.workspaceId, provider, settings: {} };
		await addConnection(
			{ ...wanted, name: 'Berlin flow', secrets: { secret: 'key-of-berlin' } },
			{ ...t.context, changed: t.context.directories.changed },
		);
		await t.hook(other, ring('lost'), 'key-of-berlin');
		const [refused] = await list(`?outcome=refused&connection=${other.connectionId}`);
		const answer = await t.api(t.admin.token, `/v1/deliveries/${refused?.deliveryId}`);
		const { diagnosis } = (await answer.json()) as { diagnosis: { cause: string; words: string } };
		expect(diagnosis.cause).toBe('secret-of-other-connection');
		expect(diagnosis.words).toContain('Berlin flow');
	});
});

describe('replaying a time', () => {
	const replay = async (body: object) => {
		const answer = await t.api(t.admin.token, '/v1/deliveries/replay', body);
		expect(answer.status).toBe(200);
		return (await answer.json()) as { counts: Record<string, number>; newEvents: number; next?: string };
	};
	const always = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

	test('changes nothing that is in the log, however often', async () => {
		const before = await t.store.events.read(t.workspace.workspaceId, 0, 1_000);
		for (let again = 0; again < 2; again += 1) {
			const { counts, newEvents } = await replay({ ...always, connectionId: desk.connectionId });
			expect([counts, newEvents]).toEqual([{ 'was-refused': 1, duplicate: 4, malformed: 1 }, 0]);
		}
		expect(await t.store.events.read(t.workspace.workspaceId, 0, 1_000)).toEqual(before);
	});

	test('brings back what the log has lost, once', async () => {
		const { workspaceId } = t.workspace;
		const { headSeq } = await t.store.events.bounds(workspaceId);
		await t.store.events.prune(workspaceId, headSeq + 1);
		expect((await replay({ ...always, outcome: 'accepted' })).newEvents).toBe(4);
		expect((await replay({ ...always, outcome: 'accepted' })).newEvents).toBe(0);
	});

	test('goes on in steps until all is read', async () => {
		for (let index = 0; index < 7; index += 1) {
			const many = Array.from({ length: 75 }, (_, at) => ring(`many-${index}-${at}`));
			await Promise.all(many.map((one) => t.hook(other, one, API_KEY)));
		}
		const wanted = { ...always, connectionId: other.connectionId, outcome: 'accepted' };
		const first = await replay(wanted);
		expect(first.counts).toEqual({ duplicate: 500 });
		const small = await replay({ ...wanted, limit: 20 });
		expect([small.counts, small.next === undefined]).toEqual([{ duplicate: 20 }, false]);
		const second = await replay({ ...wanted, before: first.next });
		expect([second.counts, second.next]).toEqual([{ duplicate: 26 }, undefined]);
	});
});
