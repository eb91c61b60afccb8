import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallsPage } from '../../lib/contract/api.ts';
import type { Connection } from '../store/ports.ts';
import { openSse, ring, startTestApp, type TestApp } from './app.testkit.ts';

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

const call = (callId: string, agent: object, more: object = {}) =>
	t.hook(desk, ring(callId, { to: undefined, agent, ...more }));

async function callsOf(token: string): Promise<string[]> {
	const { calls } = (await (await t.api(token, '/v1/calls?limit=200')).json()) as typeof CallsPage._output;
	return calls.map(({ callId }) => callId);
}

async function list(token = t.admin.token) {
	const answer = await t.api(token, '/v1/agents');
	expect(answer.status).toBe(200);
	return (await answer.json()) as { agents: { agentKey: string }[]; unlinked: { agentKey: string }[] };
}

const change = async (method: 'PUT' | 'DELETE', body: object, token = t.admin.token) =>
	(await t.api(token, '/v1/agents', body, method)).status;
const ref = (agentKey: string) => ({ connectionId: desk.connectionId, agentKey });

describe('an agent of whom nobody has said who it is', () => {
	test('is listed with its calls, and they go to all', async () => {
		await call('unknown-1', { id: '301', name: 'Ada at the vendor' });
		await call('unknown-1', { id: '301', name: 'Ada at the vendor' }, { state: 'answered' });
		await call('unknown-2', { id: '301', name: 'Ada at the vendor' });
		expect((await list()).unlinked).toEqual([
			{ ...ref('301'), name: 'Ada at the vendor', callCount: 2, lastCalledAt: expect.any(String) },
		]);
		expect(await callsOf(bert.token)).toContain('generic-unknown-1');
	});
});

describe('an agent who is a person', () => {
	test('has her calls told to her alone, past ones too, and no longer once that is taken back', async () => {
		await call('past', { id: '302' });
		expect(await callsOf(bert.token)).toContain('generic-past');
		expect(await change('PUT', { ...ref('302'), userId: ada.user.userId })).toBe(200);
		await call('later', { id: '302' });
		expect(await callsOf(ada.token)).toEqual(expect.arrayContaining(['generic-later', 'generic-past']));
		for (const id of ['generic-later', 'generic-past']) expect(await callsOf(bert.token)).not.toContain(id);
		expect((await list()).unlinked.map(({ agentKey }) => agentKey)).not.toContain('302');
		expect((await list()).agents).toContainEqual({ ...ref('302'), userId: ada.user.userId });
		expect(await change('PUT', { ...ref('302'), userId: bert.user.userId })).toBe(200);
		expect(await callsOf(ada.token)).not.toContain('generic-past');
		expect(await change('DELETE', ref('302'))).toBe(200);
		expect(await change('DELETE', ref('302'))).toBe(404);
		expect(await callsOf(ada.token)).toContain('generic-past');
	});

	test('hears her phone ring on her stream, and nobody else does', async () => {
		await change('PUT', { ...ref('303'), userId: ada.user.userId });
		const [hers, his] = await Promise.all([openSse(t.origin, ada.token), openSse(t.origin, bert.token)]);
		await Promise.all([hers.next('ready'), his.next('ready')]);
		await call('hers', { id: '303' });
		await call('for-all', {});
		await Promise.all([hers.next('event', 'generic-for-all'), his.next('event', 'generic-for-all')]);
		expect(hers.subjects()).toEqual(['generic-hers', 'generic-for-all']);
		expect(his.subjects()).toEqual(['generic-for-all']);
		for (const stream of [hers, his]) stream.close();
	});

	test('is not the same agent at another connection, nor before the owner of that', async () => {
		const other = await t.connect();
		const berts = await t.connect(bert.user);
		await change('PUT', { ...ref('304'), userId: ada.user.userId });
		await change('PUT', { connectionId: berts.connectionId, agentKey: '304', userId: ada.user.userId });
		await t.hook(other, ring('elsewhere', { to: undefined, agent: { id: '304' } }));
		await t.hook(berts, ring('owned', { to: undefined, agent: { id: '304' } }));
		expect(await callsOf(bert.token)).toEqual(expect.arrayContaining(['generic-elsewhere', 'generic-owned']));
		expect(await callsOf(ada.token)).not.toContain('generic-owned');
	});

	test('keeps a report on her call to those who were told of it', async () => {
		await change('PUT', { ...ref('305'), userId: ada.user.userId });
		await call('reported', { id: '305' });
		const body = { callId: 'generic-reported', matches: [], chosen: true };
		expect((await t.api(ada.token, '/v1/commands/reportMatch', body)).status).toBe(202);
		expect(await callsOf(bert.token)).not.toContain('generic-reported');
	});
});

describe('who an agent is', () => {
	test('is said by admins of its own workspace, of people and connections that there are', async () => {
		const { workspaceId } = await t.otherWorkspace();
		const stranger = await t.addUser('admin', workspaceId);
		const link = { ...ref('306'), userId: ada.user.userId };
		expect(await change('PUT', link, ada.token)).toBe(403);
		expect(await change('PUT', link, stranger.token)).toBe(404);
		expect(await change('PUT', { ...link, userId: stranger.user.userId })).toBe(404);
		expect(await change('PUT', { ...link, connectionId: 'con_none' })).toBe(404);
		expect(await change('PUT', { ...link, agentKey: '' })).toBe(400);
		expect(await list(stranger.token)).toEqual({ agents: [], unlinked: [] });
		await change('PUT', link);
		expect(await change('DELETE', ref('306'), stranger.token)).toBe(404);
		expect((await list()).agents).toContainEqual(link);
	});
});
