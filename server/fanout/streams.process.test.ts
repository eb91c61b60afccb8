import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSse, openWebSocket, ring, startTestApp, type TestApp, transports } from '../http/app.testkit.ts';
import type { Connection } from '../store/ports.ts';
import { writeCursor } from './cursor.ts';

let t: TestApp;
let desk: Connection;

beforeAll(async () => {
	t = await startTestApp({ heartbeatMs: 300 });
	desk = await t.connect();
});
afterAll(() => t.stop());

describe.each(transports)('a stream by %s', (name, open) => {
	const id = (text: string) => `${name}-${text}`;

	test('says that it is ready, then tells of a call', async () => {
		const stream = await open(t.origin, t.admin.token);
		await stream.next('ready');
		expect((await t.hook(desk, ring(id('first')))).status).toBe(200);
		const frame = await stream.next('event', `generic-${id('first')}`);
		expect(frame.cursor).toMatch(/^[\w-]+$/);
		stream.close();
	});

	test('goes on after its cursor: what was missed comes once, what was seen does not come again', async () => {
		const first = await open(t.origin, t.admin.token);
		await first.next('ready');
		await t.hook(desk, ring(id('seen')));
		const { cursor } = await first.next('event', `generic-${id('seen')}`);
		first.close();
		await t.hook(desk, ring(id('missed')));
		await t.hook(desk, ring(id('missed')));
		const second = await open(t.origin, t.admin.token, cursor);
		await second.next('event', `generic-${id('missed')}`);
		await t.hook(desk, ring(id('live')));
		await second.next('event', `generic-${id('live')}`);
		expect(second.subjects()).toEqual([`generic-${id('missed')}`, `generic-${id('live')}`]);
		expect(second.frames[0]?.kind).toBe('ready');
		second.close();
	});

	test('a heartbeat carries the cursor, past events that were for others', async () => {
		const { token } = await t.addUser('member');
		const owned = await t.connect((await t.addUser('member')).user);
		const stream = await open(t.origin, token);
		await stream.next('ready');
		await t.hook(owned, ring(id('private')));
		await new Promise((resolve) => setTimeout(resolve, 700));
		const beats = stream.frames.filter((frame) => frame.kind === 'heartbeat');
		expect(new Set(beats.map((beat) => beat.cursor)).size).toBeGreaterThan(1);
		expect(stream.subjects()).toEqual([]);
		stream.close();
	});

	test.each([
		['of a restored backup', () => writeCursor({ epoch: 'another', seq: 1 }), 'epoch'],
		['that no server ever made', () => 'bm9uc2Vuc2U', 'malformed'],
	])('a cursor %s gets a reset, never silence', async (_, cursor, reason) => {
		const stream = await open(t.origin, t.admin.token, cursor());
		expect(await stream.next('reset')).toMatchObject({ reason });
		await stream.ended;
		expect(stream.frames).toHaveLength(1);
	});

	test('a cursor ahead of the log gets a reset: the log was restored to an earlier state', async () => {
		const { epoch, headSeq } = await t.store.events.bounds(t.workspace.workspaceId);
		const stream = await open(t.origin, t.admin.token, writeCursor({ epoch, seq: headSeq + 1 }));
		expect(await stream.next('reset')).toMatchObject({ reason: 'epoch' });
	});

	test('a revoked device loses its open stream within five seconds, also when another process revoked it', async () => {
		const { token, device } = await t.addUser('member');
		const stream = await open(t.origin, token);
		await stream.next('ready');
		const begun = performance.now();
		// Straight to the store: the server is not told, as when the command line does it.
		await t.store.records.revokeDevice(t.workspace.workspaceId, device.deviceId, Date.now());
		expect(await stream.ended).toBe(4403);
		expect(performance.now() - begun).toBeLessThan(5_000);
	});

	test('a removed user loses her open stream within five seconds', async () => {
		const { token, user } = await t.addUser('member');
		const stream = await open(t.origin, token);
		await stream.next('ready');
		await t.store.records.removeUser(t.workspace.workspaceId, user.userId, Date.now());
		expect(await stream.ended).toBe(4403);
	});

	test('replay shows only what the device may see today', async () => {
		const { token, user } = await t.addUser('member');
		const colleague = await t.addUser('member');
		const { epoch, headSeq } = await t.store.events.bounds(t.workspace.workspaceId);
		const own = await t.connect(user);
		const others = await t.connect(colleague.user);
		await t.hook(own, ring(id('own')));
		await t.hook(others, ring(id('others')));
		const stream = await open(t.origin, token, writeCursor({ epoch, seq: headSeq }));
		await stream.next('heartbeat');
		expect(stream.subjects()).toEqual([`generic-${id('own')}`]);
		stream.close();
	});

	test('what another process wrote is told as well', async () => {
		const stream = await open(t.origin, t.admin.token);
		await stream.next('ready');
		const json = JSON.stringify({ subject: id('elsewhere') });
		const event = { id: id('e'), type: 'ringside.lead.imported', subject: id('elsewhere'), json };
		await t.store.events.append({
			workspaceId: t.workspace.workspaceId,
			events: [{ ...event, connectionId: 'server' }],
			jobs: [],
		});
		await stream.next('event', id('elsewhere'));
		stream.close();
	});
});

test('between replay and live there is no seam: clients that come while events pour in miss none and get none twice', async () => {
	const before = await t.store.events.bounds(t.workspace.workspaceId);
	const from = writeCursor({ epoch: before.epoch, seq: before.headSeq });
	let publishing = true;
	let sent = 0;
	const publish = async () => {
		while (publishing) {
			sent += 1;
			await t.hook(desk, ring(`seam-${sent}`));
		}
	};
	const publishers = [publish(), publish(), publish(), publish()];
	const streams = [];
	for (let index = 0; index < 30; index += 1) {
		const open = index % 2 === 0 ? openSse : openWebSocket;
		streams.push(await open(t.origin, t.admin.token, from));
		await new Promise((resolve) => setTimeout(resolve, 15));
	}
	publishing = false;
	await Promise.all(publishers);
	const last = await t.hook(desk, ring('seam-last'));
	expect(last.status).toBe(200);
	await Promise.all(streams.map((stream) => stream.next('event', 'generic-seam-last')));
	const log = await readAll(before.headSeq);
	expect(log.length).toBeGreaterThan(30);
	for (const stream of streams) {
		expect(stream.subjects()).toEqual(log);
		stream.close();
	}
});

async function readAll(after: number): Promise<string[]> {
	const rows = [];
	for (let seq = after; ; ) {
		const page = await t.store.events.read(t.workspace.workspaceId, seq, 500);
		rows.push(...page.map((row) => row.subject));
		const last = page.at(-1);
		if (!last) return rows;
		seq = last.seq;
	}
}

test('who was told of a ring in the branch is told that a colleague took it', async () => {
	const { workspaceId } = t.workspace;
	const [anna, ben] = [await t.addUser('member'), await t.addUser('member')];
	await t.store.records.createBranch({
		branchId: 'br_1',
		workspaceId,
		name: 'Berlin',
		region: 'DE',
		timeZone: 'Europe/Berlin',
	});
	await t.store.records.assignNumber(workspaceId, 'br_1', '+493023125777');
	for (const { user } of [anna, ben]) await t.store.records.addBranchMember(workspaceId, 'br_1', user.userId);
	t.context.directories.changed();
	const stream = await openSse(t.origin, ben.token);
	await stream.next('ready');
	const routing = { connectionId: desk.connectionId, localE164: '+493023125777' };
	const append = async (id: string, more: object) => {
		const event = {
			id,
			type: 'ringside.call.ringing',
			subject: 'branch-call',
			json: `{"subject":"branch-call","id":"${id}"}`,
		};
		const { stored } = await t.store.events.append({
			workspaceId,
			events: [{ ...event, ...routing, ...more }],
			jobs: [],
		});
		t.context.hub.publish(stored);
	};
	await append('b1', {});
	await append('b2', { agentUserId: anna.user.userId });
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(stream.subjects()).toEqual(['branch-call', 'branch-call']);
	stream.close();
});
