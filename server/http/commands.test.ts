import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallsPage, Snapshot } from '../../lib/contract/api.ts';
import type { Connection } from '../store/ports.ts';
import { openSse, ring, startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
let desk: Connection;

beforeAll(async () => {
	t = await startTestApp();
	desk = await t.connect();
});
afterAll(() => t.stop());

describe('calls and commands', () => {
	const lead = {
		leadId: 'lead_1',
		name: 'Ada Lovelace',
		phones: [{ raw: '+493023125190', e164: '+493023125190' }],
		emails: [],
		updatedAt: '2026-01-01T00:00:00.000Z',
	};

	test('a call on which no browser reported is matched by the server; a report outranks that, a choice any report', async () => {
		await t.store.leads.write(t.workspace.workspaceId, [lead]);
		await t.hook(desk, ring('matched', { from: '+493023125190' }));
		const callId = 'generic-matched';
		const matched = async () => {
			const { calls } = CallsPage.parse(await (await t.api(t.admin.token, '/v1/calls')).json());
			return calls.find((call) => call.callId === callId)?.matched;
		};
		expect(await matched()).toMatchObject({
			matches: [{ leadId: 'lead_1', rule: 'exact' }],
			deviceId: 'server',
		});
		const report = (matches: object[], chosen: boolean) =>
			t.api(t.admin.token, '/v1/commands/reportMatch', { callId, matches, chosen });
		expect((await report([{ leadId: 'lead_1', rule: 'exact' }], true)).status).toBe(202);
		expect((await report([], false)).status).toBe(202);
		expect(await matched()).toMatchObject({ chosen: true, deviceId: t.admin.device.deviceId });
		expect((await report([{ leadId: 'lead_of_others', rule: 'exact' }], true)).status).toBe(409);
	});

	test('a report that is sent twice with one key is stored once', async () => {
		await t.hook(desk, ring('reported'));
		const send = () =>
			fetch(`${t.origin}/v1/commands/reportMatch`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${t.admin.token}`,
					'content-type': 'application/json',
					'idempotency-key': 'the-same-key',
				},
				body: JSON.stringify({ callId: 'generic-reported', matches: [], chosen: false }),
			});
		const [first, second] = [await (await send()).json(), await (await send()).json()];
		expect(first).toEqual(second);
		const events = await t.store.events.bySubject(t.workspace.workspaceId, 'generic-reported');
		expect(events.filter((event) => event.type === 'ringside.call.matched')).toHaveLength(1);
	});

	test('a note is hers alone', async () => {
		const { token } = await t.addUser('member');
		await t.hook(desk, ring('noted'));
		const writtenAt = new Date(0).toISOString();
		const note = { callId: 'generic-noted', text: 'call back', writtenAt };
		expect((await t.api(token, '/v1/commands/saveNote', note)).status).toBe(202);
		const noteFor = async (of: string) => {
			const { calls } = Snapshot.parse(await (await t.api(of, '/v1/snapshot')).json());
			return calls.find((call) => call.callId === 'generic-noted')?.note;
		};
		expect(await noteFor(token)).toBe('call back');
		expect(await noteFor(t.admin.token)).toBeUndefined();
	});

	test('a test ring goes through the real hook, to herself alone', async () => {
		const { token } = await t.addUser('member');
		const [own, other] = await Promise.all([openSse(t.origin, token), openSse(t.origin, t.admin.token)]);
		await Promise.all([own.next('ready'), other.next('ready')]);
		const response = await t.api(token, '/v1/commands/testRing', {});
		expect([response.status, await response.json()]).toMatchObject([
			202,
			{
				ring: { outcome: 'accepted', isConnected: true, callId: expect.stringMatching(/^generic-command-/) },
			},
		]);
		const { subject } = await own.next('event');
		expect(subject).toMatch(/^generic-command-/);
		const [stored] = await t.store.events.bySubject(t.workspace.workspaceId, subject!);
		expect(JSON.parse(stored!.json)).toMatchObject({
			data: { test: true, remote: { e164: '+493023125101' } },
		});
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(other.subjects()).toEqual([]);
		own.close();
		other.close();
	});

	test('a command without an idempotency key is refused', async () => {
		const response = await fetch(`${t.origin}/v1/commands/testRing`, {
			method: 'POST',
			headers: { authorization: `Bearer ${t.admin.token}`, 'content-type': 'application/json' },
			body: '{}',
		});
		expect(response.status).toBe(400);
	});

	test('a refused body says which field, and does not repeat what was in it', async () => {
		const response = await t.api(t.admin.token, '/v1/commands/saveNote', { callId: 7, text: 'canary-text' });
		const text = await response.text();
		expect(response.status).toBe(400);
		expect(text).toContain('/callId');
		expect(text).not.toContain('canary-text');
		const broken = await fetch(`${t.origin}/v1/pair`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{"code": "canary-broken',
		});
		expect(await broken.text()).not.toContain('canary-broken');
	});
});
