import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallsPage } from '../../lib/contract/api.ts';
import type { Connection } from '../store/ports.ts';
import { openSse, ring, startTestApp, type TestApp, transports } from './app.testkit.ts';

let t: TestApp;
let desk: Connection;
let ada: Awaited<ReturnType<TestApp['addUser']>>;
let bert: Awaited<ReturnType<TestApp['addUser']>>;

beforeAll(async () => {
	t = await startTestApp();
	desk = await t.connect();
	ada = await t.addUser('member');
	bert = await t.addUser('member');
});
afterAll(() => t.stop());

const BERLIN = '+493023125010';
const HAMBURG = '+493023125020';

async function admin(url: string, body: object): Promise<Record<string, unknown>> {
	const answer = await t.api(t.admin.token, url, body);
	expect([url, answer.status]).toEqual([url, 200]);
	return answer.json() as Promise<Record<string, unknown>>;
}

async function branch(name: string, e164?: string, ...userIds: string[]): Promise<string> {
	const { branchId } = await admin('/v1/branches', { name, region: 'DE', timeZone: 'Europe/Berlin' });
	if (e164) await admin(`/v1/branches/${branchId}/numbers`, { e164 });
	for (const userId of userIds) await admin(`/v1/branches/${branchId}/members`, { userId });
	return String(branchId);
}

async function callsOf(token: string): Promise<string[]> {
	const { calls } = (await (await t.api(token, '/v1/calls?limit=200')).json()) as typeof CallsPage._output;
	return calls.map((call) => call.callId);
}

async function unowned() {
	const page = (await (await t.api(t.admin.token, '/v1/calls')).json()) as typeof CallsPage._output;
	return page.unownedNumbers ?? [];
}

let marks = 0;
/** What a stream from the log's beginning tells this person; up to a call that everybody hears. */
async function replayed(token: string, open = openSse): Promise<string[]> {
	marks += 1;
	const first = await openSse(t.origin, token);
	const { cursor } = await first.next('ready');
	first.close();
	const epoch = cursor ?? '';
	const { writeCursor, readCursor } = await import('../fanout/cursor.ts');
	const read = readCursor(epoch);
	if (read.kind === 'malformed') throw new Error('no cursor');
	const stream = await open(t.origin, token, writeCursor({ epoch: read.place.epoch, seq: 0 }));
	await t.hook(desk, ring(`mark-${marks}`, { to: undefined }));
	await stream.next('event', `generic-mark-${marks}`);
	stream.close();
	return stream.subjects();
}

test('a dialled number leads to its branch, an unowned one to the workspace with a hint to assign it', async () => {
	await branch('Berlin', BERLIN, ada.user.userId);
	await t.hook(desk, ring('to-berlin', { to: BERLIN }));
	await t.hook(desk, ring('to-nobody', { to: HAMBURG }));
	await t.hook(desk, ring('to-nobody-again', { to: HAMBURG }));
	expect(await callsOf(ada.token)).toEqual([
		'generic-to-nobody-again',
		'generic-to-nobody',
		'generic-to-berlin',
	]);
	expect(await callsOf(bert.token)).toEqual(['generic-to-nobody-again', 'generic-to-nobody']);
	expect(await unowned()).toEqual([{ e164: HAMBURG, callCount: 2, lastCalledAt: expect.any(String) }]);
	const forMember = await (await t.api(ada.token, '/v1/calls')).json();
	expect(forMember).not.toHaveProperty('unownedNumbers');
});

describe.each(transports)('by %s, what is assigned later also corrects past calls', (name, open) => {
	test('a number', async () => {
		const e164 = name === 'SSE' ? '+493023125031' : '+493023125032';
		const call = `generic-past-${name}`;
		await t.hook(desk, ring(`past-${name}`, { to: e164 }));
		expect(await replayed(bert.token, open)).toContain(call);
		expect(await callsOf(bert.token)).toContain(call);
		await branch(`Of ${name}`, e164, ada.user.userId);
		expect(await replayed(bert.token, open)).not.toContain(call);
		expect(await callsOf(bert.token)).not.toContain(call);
		expect(await replayed(ada.token, open)).toContain(call);
		expect((await unowned()).map((one) => one.e164)).not.toContain(e164);
	});

	test('a number that moves to another branch', async () => {
		const e164 = name === 'SSE' ? '+493023125041' : '+493023125042';
		const call = `generic-moved-${name}`;
		await branch(`First of ${name}`, e164, ada.user.userId);
		const second = await branch(`Second of ${name}`, undefined, bert.user.userId);
		await t.hook(desk, ring(`moved-${name}`, { to: e164 }));
		expect(await replayed(bert.token, open)).not.toContain(call);
		await admin(`/v1/branches/${second}/numbers`, { e164 });
		expect(await replayed(bert.token, open)).toContain(call);
		expect(await replayed(ada.token, open)).not.toContain(call);
	});

	test('the owner or the branch of a connection, and taking it back', async () => {
		const connection = await t.connect();
		const url = `/v1/connections/${connection.connectionId}/assignment`;
		const call = `generic-owned-${name}`;
		await t.hook(connection, ring(`owned-${name}`, { to: undefined }));
		expect(await replayed(bert.token, open)).toContain(call);
		await admin(url, { ownerUserId: ada.user.userId });
		expect(await replayed(bert.token, open)).not.toContain(call);
		expect(await callsOf(bert.token)).not.toContain(call);
		expect(await replayed(ada.token, open)).toContain(call);
		const branchId = await branch(`Bert’s by ${name}`, undefined, bert.user.userId);
		await admin(url, { ownerUserId: null, branchId });
		expect(await replayed(ada.token, open)).not.toContain(call);
		expect(await replayed(bert.token, open)).toContain(call);
		await admin(url, { branchId: null });
		expect(await replayed(ada.token, open)).toContain(call);
	});
});

test('a branch that is removed gives back its numbers, its people and its connections', async () => {
	const e164 = '+493023125061';
	const name = 'To be closed';
	const branchId = await branch(name, e164, ada.user.userId);
	const connection = await t.connect();
	await admin(`/v1/connections/${connection.connectionId}/assignment`, { branchId });
	await t.hook(desk, ring('closing', { to: e164 }));
	await t.hook(connection, ring('closing-too', { to: undefined }));
	expect(await callsOf(bert.token)).not.toContain('generic-closing');
	const ask = (method: string, body?: object) =>
		t.api(t.admin.token, `/v1/branches/${branchId}`, body, method);
	expect((await ask('PATCH', { name: ' ' })).status).toBe(400);
	expect((await ask('PATCH', { name: 'Closed' })).status).toBe(200);
	const names = async () =>
		(await t.store.records.directory(t.workspace.workspaceId))?.branches.map((one) => one.name);
	expect(await names()).toContain('Closed');
	expect((await ask('DELETE')).status).toBe(200);
	expect(await names()).not.toContain('Closed');
	expect((await ask('DELETE')).status).toBe(404);
	expect((await ask('PATCH', { name })).status).toBe(404);
	expect(await callsOf(bert.token)).toEqual(
		expect.arrayContaining(['generic-closing', 'generic-closing-too']),
	);
	expect((await unowned()).map((one) => one.e164)).toContain(e164);
});

describe('what is of another workspace', () => {
	test('can neither be given nor taken', async () => {
		const { workspaceId } = await t.otherWorkspace();
		const stranger = await t.addUser('admin', workspaceId);
		const ours = await branch('Ours');
		const post = async (token: string, url: string, body: object) => (await t.api(token, url, body)).status;
		expect(await post(stranger.token, `/v1/branches/${ours}/numbers`, { e164: BERLIN })).toBe(404);
		expect(await post(stranger.token, `/v1/branches/${ours}/members`, { userId: stranger.user.userId })).toBe(
			404,
		);
		const there = `/v1/branches/${ours}`;
		expect((await t.api(stranger.token, there, undefined, 'DELETE')).status).toBe(404);
		expect((await t.api(stranger.token, there, { name: 'Theirs' }, 'PATCH')).status).toBe(404);
		const kept = await t.store.records.directory(t.workspace.workspaceId);
		expect(kept?.branches.find((one) => one.branchId === ours)?.name).toBe('Ours');
		const { userId } = stranger.user;
		expect(await post(t.admin.token, `/v1/branches/${ours}/members`, { userId })).toBe(404);
		const url = `/v1/connections/${desk.connectionId}/assignment`;
		expect(await post(stranger.token, url, { ownerUserId: userId })).toBe(404);
		expect(await post(t.admin.token, url, { ownerUserId: userId })).toBe(404);
		const theirs = (await (await t.api(stranger.token, '/v1/branches')).json()) as { branches: object[] };
		expect(theirs).toEqual({ branches: [], unownedNumbers: [] });
	});

	test('and a time zone that is none is refused', async () => {
		const body = { name: 'X', region: 'DE', timeZone: 'Mars/North' };
		expect((await t.api(t.admin.token, '/v1/branches', body)).status).toBe(400);
	});
});
