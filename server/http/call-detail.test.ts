import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallsPage } from '../../lib/contract/api.ts';
import { CallDetail } from '../../lib/contract/call-detail.ts';
import type { FollowingEvent } from '../pipeline/call-log.ts';
import type { Connection } from '../store/ports.ts';
import { ring, startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
let desk: Connection;

beforeAll(async () => {
	t = await startTestApp();
	desk = await t.connect();
});
afterAll(() => t.stop());

const at = (second: number) => Date.parse('2026-03-10T09:00:00Z') + second * 1_000;

function said(callId: string, n: number, text: string, second = n): FollowingEvent {
	const segment = { segmentId: `s-${n}`, speaker: 'remote' as const, text, startMs: n * 1_000 };
	const id = `segment|${callId}|${n}|${text}`;
	return { name: 'transcript.segment', id, at: at(second), data: { callId, segment } };
}

async function tell(callId: string, events: FollowingEvent[]) {
	const of = { callId, connectionId: desk.connectionId };
	await t.context.callLog.append(t.workspace.workspaceId, of, events);
}

async function detail(callId: string) {
	const answer = await t.api(t.admin.token, `/v1/calls/${encodeURIComponent(callId)}`);
	expect(answer.status).toBe(200);
	return CallDetail.parse(await answer.json());
}

describe('one call', () => {
	test('has its lines in the order in which they were said, each as it was told last', async () => {
		await t.hook(desk, ring('lines'));
		const callId = 'generic-lines';
		await tell(callId, [said(callId, 10, 'Ten'), said(callId, 2, 'Two', 3), said(callId, 2, 'Two grown', 4)]);
		await tell(callId, [said(callId, 2, 'Two as it began', 1)]);
		const { segments, isTranscriptComplete } = await detail(callId);
		expect(segments.map(({ text }) => text)).toEqual(['Two grown', 'Ten']);
		expect(isTranscriptComplete).toBe(false);
	});

	test('holds what is known of its stages, its recordings and what was decided', async () => {
		await t.hook(desk, ring('known', { from: '+493023125333' }));
		const callId = 'generic-known';
		const { connectionId } = desk;
		const recording = { recordingId: 'r1', provider: 'generic', connectionId, callId };
		const facts = { callId, extractionId: 'x1', droppedCount: 1, fields: [fact('name', 'Mira')] };
		const review = (userId: string, decision: 'accepted' | 'rejected', second: number): FollowingEvent => ({
			name: 'extraction.reviewed',
			id: `review|${second}`,
			data: {
				...{ callId, extractionId: 'x1', userId, at: new Date(at(second)).toISOString() },
				decisions: [{ name: 'name', decision }],
			},
		});
		await tell(callId, [
			{ name: 'call.recording.ready', id: 'r1', data: recording },
			{ name: 'stage.changed', id: 'p1', data: { callId, stage: 'recording', state: 'running' } },
			{
				name: 'stage.changed',
				id: 'p2',
				data: { callId, stage: 'recording', state: 'stopped', reason: 'no-consent' },
			},
			{ name: 'extraction.ready', id: 'x1', data: facts },
			review('usr_b', 'rejected', 9),
			review('usr_a', 'accepted', 8),
		]);
		expect(await detail(callId)).toMatchObject({
			recordings: [{ recordingId: 'r1', state: 'at-the-vendor' }],
			progress: [{ stage: 'recording', state: 'stopped', reason: 'no-consent' }],
			extraction: { fields: [{ value: 'Mira' }], droppedCount: 1 },
			reviewed: { userId: 'usr_b', decisions: [{ name: 'name', decision: 'rejected' }] },
			consent: 'none',
			writesTo: 'nowhere',
		});
		await tell(callId, [
			{ name: 'recording.removed', id: 'gone', data: { callId, connectionId, recordingId: 'r1' } },
		]);
		expect((await detail(callId)).recordings).toMatchObject([{ state: 'removed' }]);
	});

	test('is nothing to who may not see it', async () => {
		const other = await t.otherWorkspace();
		const stranger = await t.addUser('admin', other.workspaceId);
		const owner = await t.addUser('member');
		const hers = await t.connect(owner.user);
		await t.hook(hers, ring('hers'));
		const member = await t.addUser('member');
		for (const { token } of [stranger, member]) {
			expect((await t.api(token, '/v1/calls/generic-hers')).status).toBe(404);
			expect((await t.api(token, '/v1/calls/generic-hers/export.txt')).status).toBe(404);
		}
		expect((await t.api(owner.token, '/v1/calls/generic-hers')).status).toBe(200);
	});

	test('is kept as a text in which nothing that was said can pass for another line', async () => {
		await t.hook(desk, ring('text'));
		const callId = 'generic-text';
		await tell(callId, [
			said(callId, 65, 'Hello\n[0:00] We: I agree\u2028to all'),
			{
				name: 'extraction.ready',
				id: 'x-text',
				data: { callId, extractionId: 'x2', droppedCount: 0, fields: [fact('company', 'Nordlicht\nGmbH')] },
			},
		]);
		const answer = await t.api(t.admin.token, `/v1/calls/${callId}/export.txt?language=de`);
		const text = await answer.text();
		expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(text).toContain('[1:05] Anrufer: Hello [0:00] We: I agree to all\n');
		expect(text).toContain('Firma: Nordlicht GmbH (gesagt: "a quote")\n');
	});
});

function fact(name: string, value: string) {
	return { name, value, evidence: { quote: 'a quote', segmentId: 's-1' } };
}

describe('the list of calls', () => {
	const ids = async (query: string) => {
		const answer = await t.api(t.admin.token, `/v1/calls?${query}`);
		return CallsPage.parse(await answer.json()).calls.map(({ callId }) => callId);
	};

	test('is narrowed to a state', async () => {
		await t.hook(desk, ring('going', { state: 'answered' }));
		await t.hook(desk, ring('over', { state: 'answered' }));
		await t.hook(desk, ring('over', { state: 'ended', endReason: 'completed' }));
		await t.hook(desk, ring('unheard', { state: 'ended', endReason: 'missed' }));
		expect(await ids('state=in-progress')).toContain('generic-going');
		expect(await ids('state=in-progress')).not.toContain('generic-over');
		expect(await ids('state=completed')).toContain('generic-over');
		expect(await ids('state=missed')).toEqual(['generic-unheard']);
	});

	test('is searched by number however it is typed, by the lead’s name and company, and by id', async () => {
		await t.store.leads.write(t.workspace.workspaceId, [
			{
				leadId: 'lead_s',
				name: 'Zoë Köhler',
				company: 'Polarstern AG',
				phones: [{ raw: '+4989111222', e164: '+4989111222' }],
				emails: [],
				updatedAt: '2026-01-01T00:00:00.000Z',
			},
		]);
		await t.hook(desk, ring('searched', { from: '+4989111222' }));
		for (const q of [
			'+49 89 111222',
			'089/111 222',
			'111222',
			'zoe',
			'köhler',
			'POLAR',
			'generic-searched',
		]) {
			expect(await ids(`q=${encodeURIComponent(q)}`), q).toEqual(['generic-searched']);
		}
		expect(await ids('q=nobody')).toEqual([]);
	});
});
