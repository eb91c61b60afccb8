import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readEvent } from '../../lib/contract/event.ts';
import { Checks } from '../../lib/contract/setup.ts';
import { createExaminer } from '../doctor/examine-connection.ts';
import { createReporter } from '../doctor/report.ts';
import { audienceOf } from '../fanout/audience.ts';
import { type RunningJobs, startJobs } from '../jobs/start.ts';
import type { Connection, User } from '../store/ports.ts';
import type { CheckResult } from '../store/setup-port.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

let t: TestApp;
let jobs: RunningJobs | undefined;
beforeEach(async () => {
	t = await startTestApp();
	jobs = undefined;
});
afterEach(async () => {
	await jobs?.stop(1_000);
	await t.stop();
});

async function checks(token: string, method = 'GET') {
	const response = await t.api(token, '/v1/checks', method === 'GET' ? undefined : {}, method);
	return Checks.parse(await response.json());
}

describe('GET and POST /v1/checks', () => {
	test('running them looks at the server and at each connection; the worst stands first', async () => {
		jobs = startJobs(t.context);
		const desk = await t.connect();
		await t.hook(desk, { callId: 'c1', state: 'ringing', from: '+493023125101' }, 'another key');
		const { installation, connections } = await checks(t.admin.token, 'POST');
		const names = installation?.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['public-address', 'clock', 'database', 'disk', 'jobs']));
		expect(installation?.[0]).toMatchObject({ name: 'leads', state: 'attention' });
		const [own] = connections;
		expect(own).toMatchObject({ connectionId: desk.connectionId, name: 'Desk' });
		expect(own?.checks[0]).toMatchObject({ name: 'signatures', state: 'broken' });
		expect(own?.checks[0]?.found.en).toContain('another secret');
		expect(await checks(t.admin.token)).toEqual({ installation, connections });
	});

	test('a member sees what is of her own connections, and nothing of the server', async () => {
		jobs = startJobs(t.context);
		const member = await t.addUser('member');
		const hers = await t.connect(member.user);
		await t.connect();
		const seen = await checks(member.token, 'POST');
		expect(seen.installation).toBeUndefined();
		expect(seen.connections.map(({ connectionId }) => connectionId)).toEqual([hers.connectionId]);
		expect(seen.connections[0]?.checks.map(({ name }) => name)).toContain('deliveries');
	});
});

describe('who is told when something breaks', () => {
	const now = Date.UTC(2026, 5, 1);
	const check = (connection: Connection, state: CheckResult['state'], name = 'key'): CheckResult => {
		const found = { en: 'e', de: 'd', es: 's' };
		const { workspaceId, connectionId } = connection;
		return { workspaceId, connectionId, name, state, json: JSON.stringify({ found }), checkedAt: now };
	};

	async function told(): Promise<{ status: string; to: string[] }[]> {
		const { workspaceId } = t.workspace;
		const directory = await t.context.directories.fresh(workspaceId);
		const rows = await t.store.events.read(workspaceId, 0, 100);
		return rows
			.filter(({ type }) => type.endsWith('.status'))
			.map((row) => {
				const read = readEvent(JSON.parse(row.json));
				if (read.kind !== 'event' || read.event.type !== 'ringside.connection.status')
					throw new Error('no status');
				const { state, problem } = read.event.data;
				const audience = directory ? [...audienceOf(row, directory)] : [];
				return { status: `${state}${problem ? ` ${problem.check} ${problem.severity}` : ''}`, to: audience };
			});
	}

	function reporter() {
		const { store, directories, clock, hub } = t.context;
		return createReporter({ store, directories, clock, publish: hub.publish });
	}

	async function rounds(connection: Connection, states: CheckResult['state'][]): Promise<void> {
		const report = reporter();
		const { workspaceId, connectionId } = connection;
		const found = { workspaceId, connection: { connectionId, secrets: {}, settings: {}, region: 'DE' } };
		for (const state of states) await report(found, [check(connection, state)]);
	}

	test('owner and admins, once a change and not once a round', async () => {
		const { user }: { user: User } = await t.addUser('member');
		await t.addUser('supervisor');
		const hers = await t.connect(user);
		await rounds(hers, ['ok', 'ok', 'broken', 'broken', 'broken', 'ok', 'ok', 'broken']);
		const to = expect.arrayContaining([user.userId, t.admin.user.userId]);
		expect(await told()).toEqual([
			{ status: 'attention key broken', to },
			{ status: 'waiting', to },
			{ status: 'attention key broken', to },
		]);
		// The other one is the admin of the first start.
		expect((await told())[0]?.to).toHaveLength(3);
	});

	test('two servers that notice at the same time tell it once', async () => {
		const desk = await t.connect();
		await Promise.all([rounds(desk, ['broken']), rounds(desk, ['broken'])]);
		expect(await told()).toHaveLength(1);
	});

	test('the end of a sign-in, told in the moment it happened, is not told again by the round after', async () => {
		const desk = await t.connect();
		const { workspaceId, connectionId } = desk;
		const { setup } = t.store;
		const saved = await setup.saveTokens({
			...{ workspaceId, connectionId, accountId: 'a', accountLabel: 'a', scopes: [], sealed: '' },
			...{ accessExpiresAt: now, state: 'ok' },
		});
		await setup.signOut(workspaceId, connectionId, saved.generation, 'revoked');
		const report = reporter();
		const found = { workspaceId, connection: { connectionId, secrets: {}, settings: {}, region: 'DE' } };
		const row = {
			id: `${connectionId}-signed-out-${saved.generation + 1}`,
			type: 'ringside.connection.status',
		};
		const json = JSON.stringify({
			...{
				specversion: '1.0',
				...row,
				source: '/x',
				subject: connectionId,
				time: '2026-06-01T00:00:00.000Z',
			},
			data: { connectionId, provider: 'generic', state: 'attention', at: '2026-06-01T00:00:00.000Z' },
		});
		const event = { ...row, subject: connectionId, json, connectionId: `caretakers/${connectionId}` };
		await t.store.events.append({ workspaceId, events: [event], jobs: [] });
		await report(found, [check(desk, 'broken', 'sign-in')]);
		expect(await told()).toHaveLength(1);
		await report(found, [check(desk, 'ok', 'sign-in')]);
		expect((await told()).map(({ status }) => status)).toEqual(['attention', 'waiting']);
	});
});

describe('the doctor on the running server', () => {
	test('upkeep runs by itself, and what it finds is on the connection’s page', async () => {
		const desk = await t.connect();
		jobs = startJobs(t.context);
		const { workspaceId } = t.workspace;
		await vi.waitFor(async () => {
			const found = await t.store.setup.checks(workspaceId);
			expect(found.some(({ connectionId }) => connectionId === desk.connectionId)).toBe(true);
			expect(found.some(({ connectionId }) => connectionId === undefined)).toBe(true);
		}, 5_000);
	});

	test('a store that fails while it is examined says so to the job, and not as a check', async () => {
		const { store, directories, providers, keys, settings } = t.context;
		const failing = { ...store.deliveries, list: () => Promise.reject(new Error('away')) };
		const examine = createExaminer({
			store: { ...store, deliveries: failing },
			directories,
			providers,
			keys,
			settings,
		});
		const { workspaceId, connectionId } = await t.connect();
		const provider = providers.find('generic');
		if (!provider) throw new Error('no generic provider');
		const connection = { connectionId, secrets: {}, settings: {}, region: 'DE' };
		const facts = { found: { workspaceId, connection }, provider, subscriptions: [], now: 1 };
		await expect(examine(facts)).rejects.toThrow('away');
	});

	test('what breaks in the installation is told to the admins alone, once', async () => {
		const { examineInstallation, directories } = t.context;
		const member = await t.addUser('member');
		const { workspaceId } = t.workspace;
		await examineInstallation(workspaceId, { isAsked: true });
		const statuses = async () =>
			(await t.store.events.read(workspaceId, 0, 100)).filter(
				({ type }) => type === 'ringside.installation.status',
			);
		expect(await statuses()).toEqual([]);
		// A job that was given up.
		await t.store.jobs.enqueue(workspaceId, { kind: 'x', key: '1', payload: {}, runAt: 0, maxAttempts: 1 });
		const leased = await t.store.jobs.lease({
			kinds: ['x'],
			now: t.context.clock.now(),
			leaseMs: 1_000,
			limit: 1,
		});
		for (const { jobId, fence } of leased) await t.store.jobs.fail(jobId, fence, { reason: 'no' });
		await examineInstallation(workspaceId, { isAsked: true });
		await examineInstallation(workspaceId, { isAsked: true });
		const [told, ...others] = await statuses();
		expect(others).toEqual([]);
		const read = told && readEvent(JSON.parse(told.json));
		expect(read).toMatchObject({ event: { data: { state: 'attention', problem: { check: 'jobs' } } } });
		const directory = await directories.fresh(workspaceId);
		const audience = told && directory ? audienceOf(told, directory) : new Set();
		expect(audience).toContain(t.admin.user.userId);
		expect(audience).not.toContain(member.user.userId);
	});
});
