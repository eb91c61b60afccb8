import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openSse } from '../http/app.testkit.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringside-process-'));
let port = 0;
let server: { child: ChildProcess; said(): string } | undefined;

beforeAll(async () => {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	port = (probe.address() as AddressInfo).port;
	probe.close();
});
afterEach(() => server?.child.kill('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (more: Record<string, string> = {}) => ({
	...process.env,
	PORT: String(port),
	RINGSIDE_DATA: path.join(folder, 'data'),
	PUBLIC_URL: `http://127.0.0.1:${port}`,
	DATABASE_URL: '',
	...more,
});

function run(args: string[], more: Record<string, string> = {}) {
	const child = spawn(process.execPath, args, { env: environment(more), stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	return { child, said: () => output };
}

async function start(): Promise<string> {
	server = run(['server/main.ts']);
	for (let tries = 0; tries < 400; tries += 1) {
		if (server.said().includes('is listening')) return server.said();
		if (server.child.exitCode !== null) break;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(server.said());
}

const text = z.string().default('');

/** What any of the commands prints. */
const Printed = z.looseObject({
	hookUrl: text,
	secrets: z.object({ secret: z.string() }).default({ secret: '' }),
	userId: text,
	token: text,
	connections: z.array(z.unknown()).default([]),
	deliveries: z.array(z.object({ deliveryId: z.string() })).default([]),
	checks: z.array(z.object({ name: z.string(), state: z.string(), found: z.string() })).default([]),
});

async function ringside(...args: string[]): Promise<z.infer<typeof Printed>> {
	const { child, said } = run(['server/cli/main.ts', ...args, '--json']);
	const [code] = (await once(child, 'close')) as [number];
	if (code !== 0) throw new Error(said());
	return Printed.parse(JSON.parse(said()));
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
	const child = server!.child;
	const gone = once(child, 'exit');
	child.kill(signal);
	return ((await gone) as [number | null])[0];
}

describe('the server as a process', { timeout: 120_000 }, () => {
	test('a wrong setting stops the start and says which', async () => {
		const { child, said } = run(['server/main.ts'], { PORT: 'many' });
		const [code] = (await once(child, 'close')) as [number];
		expect(code).toBe(2);
		expect(said()).toMatch(/PORT .*for example: PORT=8787/);
	});

	test('killed with -9 between two webhooks and started again, it lost nothing and tells nothing twice', async () => {
		expect(await start()).toMatch(/\/join#[0-9A-Z-]{39}/);
		expect(statSync(path.join(folder, 'data')).mode & 0o077).toBe(0);
		const { hookUrl, secrets } = await ringside('connection', 'add', 'generic');
		const { userId } = await ringside('user', 'add', 'Anna', '--role', 'member');
		const { token } = await ringside('device', 'add', '--user', userId);
		const post = (callId: string, state: string) =>
			fetch(hookUrl, {
				method: 'POST',
				headers: { 'x-api-key': secrets.secret },
				body: JSON.stringify({ id: callId, callId, state, from: '+493023125101' }),
			});
		const origin = `http://127.0.0.1:${port}`;
		const stream = await openSse(origin, token);
		await stream.next('ready');
		const flood = [];
		for (let index = 0; index < 50; index += 1) flood.push(post(`c${index}`, 'ringing'));
		const acknowledged = (await Promise.all(flood)).filter((answer) => answer.ok).length;
		expect(acknowledged).toBe(50);
		const { cursor } = await stream.next('event', 'generic-c0');
		await stop('SIGKILL');
		await stream.ended;

		expect(await start()).not.toContain(token);
		// The provider does not know what was stored and sends the last one again.
		expect(await (await post('c49', 'ringing')).json()).toEqual({ outcome: 'duplicate' });
		expect(await (await post('c0', 'ended')).json()).toEqual({ outcome: 'accepted' });
		const resumed = await openSse(origin, token, cursor);
		await resumed.next('heartbeat');
		const before = stream.subjects().slice(
			0,
			stream.frames.findIndex((frame) => frame.cursor === cursor),
		);
		const all = [...before, ...resumed.subjects()];
		const wanted = Array.from({ length: 50 }, (_, index) => `generic-c${index}`);
		expect(new Set([...all, ...stream.subjects()])).toEqual(new Set(wanted));
		expect(resumed.subjects().filter((subject) => subject === 'generic-c0')).toHaveLength(1);
		expect(resumed.subjects()).toHaveLength(new Set(resumed.subjects()).size);
		const closing = performance.now();
		expect(await stop('SIGTERM')).toBe(0);
		expect(await resumed.ended).toBe(1001);
		expect(performance.now() - closing).toBeLessThan(10_000);
	});

	test('the command line works beside the running server: what it plays is told to open streams', async () => {
		await start();
		const { connections } = await ringside('connection', 'list');
		expect(connections).toHaveLength(1);
		const { userId } = await ringside('user', 'add', 'Ben', '--role', 'member');
		const { token } = await ringside('device', 'add', '--user', userId);
		const stream = await openSse(`http://127.0.0.1:${port}`, token);
		await stream.next('ready');
		expect(await ringside('simulate', 'generic', 'miss', '--speed', '1000')).toMatchObject({
			statuses: [200, 200],
		});
		await stream.next('event');
		const { deliveries } = await ringside('deliveries', '--outcome', 'accepted');
		const [newest] = deliveries;
		expect(await ringside('replay', newest!.deliveryId)).toMatchObject({
			outcome: 'duplicate',
			newEvents: 0,
		});
		const { checks } = await ringside('doctor');
		const found = Object.fromEntries(checks.map((one) => [one.name, one]));
		expect(found).toMatchObject({
			database: { state: 'ok' },
			server: { state: 'ok' },
			devices: { found: expect.stringContaining('paired: 1') },
			'public-address': { state: 'attention' },
			deliveries: { state: 'ok', found: expect.stringContaining('last sent something') },
		});
		await expect(ringside('simulate', 'generic', 'nonsense')).rejects.toThrow('plays: ring');
		await expect(ringside('connection', 'add', 'nobody')).rejects.toThrow('There is no provider');
		stream.close();
	});
});
