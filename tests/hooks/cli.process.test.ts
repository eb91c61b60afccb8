import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../server/clock.ts';
import generic from '../../server/providers/generic/index.ts';
import { addConnection, addDevice, addUser, ringside } from '../support/cli.ts';
import { freePort, type RunningServer, startServer, temporaryFolder } from '../support/server.ts';

// Each command is a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const folder = temporaryFolder('cli-log');
let installation: { dataFolder: string; port: number };
let server: RunningServer;
let desk: { connectionId: string; hookUrl: string };
let token: string;
let userId: string;

beforeAll(async () => {
	installation = { dataFolder: folder.path, port: await freePort() };
	server = await startServer(installation);
	desk = await addConnection(installation, 'generic', 'the-secret-of-the-desk');
	userId = (await addUser(installation, 'Ada', 'admin')).userId;
	token = (await addDevice(installation, userId)).token;
	await send('accepted', 'the-secret-of-the-desk');
	await send('refused', 'another-secret');
});
afterAll(async () => {
	await server.stop();
	folder.remove();
});

async function send(runId: string, secret: string): Promise<number> {
	const input = { runId, from: '+493023125101', to: '+493023125060', startAt: systemClock.now() };
	const [request] = generic.scenarios.ring?.({ ...input, secrets: { secret }, hookUrl: desk.hookUrl }) ?? [];
	if (!request) throw new Error('no ring');
	const { headers, body } = request;
	const answer = await fetch(desk.hookUrl, { method: 'POST', headers, body: new Uint8Array(body) });
	return answer.status;
}

const Deliveries = z.object({
	deliveries: z.array(
		z.object({
			deliveryId: z.string(),
			outcome: z.string(),
			receivedAt: z.string(),
			diagnosis: z.object({ cause: z.string(), words: z.string(), mend: z.string() }).optional(),
		}),
	),
});
const list = async (...options: string[]) =>
	Deliveries.parse(await ringside(installation, 'deliveries', ...options)).deliveries;

describe('ringside deliveries', () => {
	test('filters as the API does, and explains what was refused', async () => {
		const all = await list();
		expect(all.map((one) => one.outcome)).toEqual(['refused', 'accepted']);
		const [refused] = await list('--outcome', 'refused', '--provider', 'generic', '--explain');
		expect(refused).toMatchObject({ diagnosis: { cause: 'secret-differs' } });
		expect(await list('--search', 'generic-accepted')).toMatchObject([{ outcome: 'accepted' }]);
		expect(await list('--to', '2020-01-01T00:00:00Z')).toEqual([]);
	});

	test('says which option cannot be read, with an example', async () => {
		await expect(list('--from', 'yesterday')).rejects.toThrow('--from is a time like 2026-04-14T09:00:00Z.');
	});
});

test('ringside replay reads a time once more, and changes nothing that is there', async () => {
	const always = ['--from', '2020-01-01T00:00:00Z', '--to', '2100-01-01T00:00:00Z'];
	const replayed = await ringside(installation, 'replay', ...always);
	expect(replayed).toEqual({ counts: { duplicate: 1, 'was-refused': 1 }, newEvents: 0 });
	const [accepted] = await list('--outcome', 'accepted');
	expect(await ringside(installation, 'replay', accepted?.deliveryId ?? '')).toMatchObject({ newEvents: 0 });
	await expect(ringside(installation, 'replay')).rejects.toThrow('Say which delivery, or a time');
});

test('ringside connection set changes the secret, and what was refused for it can be replayed, once', async () => {
	const { connectionId } = desk;
	await ringside(
		installation,
		'connection',
		'set',
		connectionId,
		'--secret',
		'another-secret',
		'--name',
		'New desk',
	);
	const [refused] = await list('--outcome', 'refused');
	const replay = () => ringside(installation, 'replay', refused?.deliveryId ?? '');
	expect(await replay()).toMatchObject({ outcome: 'accepted', newEvents: 1 });
	expect(await replay()).toMatchObject({ outcome: 'duplicate', newEvents: 0 });
	// A running server follows.
	await expect.poll(() => send(`again-${systemClock.now()}`, 'another-secret')).toBe(200);
	expect(await ringside(installation, 'connection', 'list')).toMatchObject({
		connections: [{ connectionId, name: 'New desk' }],
	});
	const set = (...args: string[]) => ringside(installation, 'connection', 'set', connectionId, ...args);
	await expect(set()).rejects.toThrow('Say what to change');
	await expect(set('--owner', 'nobody')).rejects.toThrow('There is no user nobody.');
	await expect(set('--set', 'colour=red')).rejects.toThrow('colour is not a setting');
	await set('--owner', userId);
	expect(await ringside(installation, 'connection', 'list')).toMatchObject({
		connections: [{ ownerUserId: userId }],
	});
	await set('--no-owner');
});

test('ringside branch gives a number, a person and a connection their place, and a running server follows', async () => {
	const unowned = z.object({ unownedNumbers: z.array(z.object({ e164: z.string() })) });
	const hints = async () => unowned.parse(await ringside(installation, 'branch', 'list')).unownedNumbers;
	expect(await hints()).toMatchObject([{ e164: '+493023125060' }]);
	const added = await ringside(
		installation,
		'branch',
		'add',
		'Berlin',
		'--region',
		'DE',
		'--time-zone',
		'Europe/Berlin',
	);
	const { branchId } = z.object({ branchId: z.string() }).parse(added);
	await ringside(installation, 'branch', 'number', branchId, '+493023125060');
	await ringside(installation, 'branch', 'member', branchId, '--user', userId);
	await ringside(installation, 'branch', 'assign', desk.connectionId, '--branch', branchId);
	expect(await hints()).toEqual([]);
	await expect
		.poll(async () => {
			const answer = await fetch(`${server.origin}/v1/branches`, {
				headers: { authorization: `Bearer ${token}` },
			});
			return answer.json();
		})
		.toMatchObject({ branches: [{ branchId, numbers: ['+493023125060'], userIds: [userId] }] });
});

test('ringside user link says who an agent is, and a running server follows', async () => {
	const { connectionId } = desk;
	const event = { callId: 'of-agent', state: 'ringing', from: '+493023125101', agent: { id: '207' } };
	const headers = { 'content-type': 'application/json', 'x-api-key': 'another-secret' };
	await fetch(desk.hookUrl, { method: 'POST', headers, body: JSON.stringify(event) });
	const user = (...args: string[]) => ringside(installation, 'user', ...args);
	const agent = ['--connection', connectionId, '--agent', '207'];
	expect(await user('agents')).toMatchObject({ agents: [], unlinked: [{ agentKey: '207', callCount: 1 }] });
	await expect(user('link', 'nobody', ...agent)).rejects.toThrow('There is no user nobody.');
	await user('link', userId, ...agent);
	const link = { connectionId, agentKey: '207', userId };
	await expect
		.poll(async () => {
			const authorization = `Bearer ${token}`;
			return (await fetch(`${server.origin}/v1/agents`, { headers: { authorization } })).json();
		})
		.toEqual({ agents: [link], unlinked: [] });
	await user('unlink', ...agent);
	expect(await user('agents')).toMatchObject({ agents: [], unlinked: [{ agentKey: '207' }] });
});
