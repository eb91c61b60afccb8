import { z } from 'zod';
import { addDevice, addUser } from '../tests/support/cli.ts';
import { startWorld, type World } from '../tests/support/world.ts';
import { type BenchChild, startChild } from './child.ts';
import { cpuSeconds } from './cpu.ts';
import type { Finding } from './report.ts';
import { readable } from './statistics.ts';

const clients = 2_000;
const users = 10;
const events = 200;
/** Between two events; the same for both servers, so that both write as often. */
const pauseMs = 40;
/** Stands once in each event. */
const mark = '"type":"ringside.call.ringing"';

const Count = z.object({ counted: z.number(), received: z.number(), alive: z.number() });
type Count = z.infer<typeof Count>;

interface Measured {
	deliveries: number;
	cpu: number;
	bytesEach: number;
	alive: number;
}

async function countOf(child: BenchChild, message: object = {}): Promise<Count> {
	return Count.parse(await child.ask(message));
}

/** Waits until nothing more arrives. */
async function settled(child: BenchChild): Promise<Count> {
	let last = await countOf(child);
	for (;;) {
		await new Promise((resolve) => setTimeout(resolve, 700));
		const now = await countOf(child);
		if (now.counted === last.counted && now.received === last.received) return now;
		last = now;
	}
}

async function measureServer(world: World, child: BenchChild): Promise<Measured> {
	const installation = { dataFolder: world.server.dataFolder, port: world.server.port };
	for (let index = 0; index < users; index += 1) {
		const { userId } = await addUser(installation, `Listener ${index}`, 'member');
		const { token } = await addDevice(installation, userId);
		const hello = [
			'GET /v1/stream HTTP/1.1',
			`Host: 127.0.0.1:${world.server.port}`,
			'Accept: text/event-stream',
			`Authorization: Bearer ${token}`,
			'\r\n',
		].join('\r\n');
		await countOf(child, { open: { port: world.server.port, count: clients / users, hello, mark } });
	}
	const before = await settled(child);
	const cpuBefore = cpuSeconds(world.server.pid);
	for (let event = 0; event < events; event += 1) {
		await world.call({ from: '+493023125101' }).next();
		await new Promise((resolve) => setTimeout(resolve, pauseMs));
	}
	const after = await settled(child);
	return difference(before, after, cpuSeconds(world.server.pid) - cpuBefore);
}

async function measureBaseline(bytes: number): Promise<Measured> {
	const raw = await startChild<{ port: number }>('raw-socket-server.ts');
	const counter = await startChild('stream-clients.ts');
	const open = { port: raw.ready.port, count: clients, hello: '', mark: '.\n' };
	const before = await countOf(counter.child, { open });
	const cpuBefore = cpuSeconds(raw.child.pid);
	await raw.child.ask({ events, bytes, pauseMs });
	const after = await settled(counter.child);
	const measured = difference(before, after, cpuSeconds(raw.child.pid) - cpuBefore);
	raw.child.stop();
	counter.child.stop();
	return measured;
}

function difference(before: Count, after: Count, cpu: number): Measured {
	const deliveries = after.counted - before.counted;
	const bytesEach = Math.round((after.received - before.received) / Math.max(1, deliveries));
	return { deliveries, cpu, bytesEach, alive: after.alive };
}

/** Deliveries per CPU-second of the server process, against raw socket writes of one shared buffer. */
export async function benchFanout(): Promise<Finding> {
	const world = await startWorld();
	const counter = await startChild('stream-clients.ts');
	const ours = await measureServer(world, counter.child);
	counter.child.stop();
	await world.close();
	const raw = await measureBaseline(ours.bytesEach);
	const perSecond = (measured: Measured) => measured.deliveries / measured.cpu;
	const share = perSecond(ours) / perSecond(raw);
	const row = (name: string, measured: Measured) => [
		name,
		readable(measured.deliveries),
		String(measured.alive),
		String(measured.bytesEach),
		readable(measured.cpu),
		readable(perSecond(measured)),
	];
	return {
		name: 'fanout',
		method: `${readable(clients)} SSE clients of ${users} users; ${events} signed webhooks, one each ${pauseMs} ms, each verified, durable, routed by audience. CPU time (user and system, all threads, from /proc) of the server process over that stretch, so it includes taking the webhooks in. Baseline: a Node process that writes one shared buffer of the same size to as many raw sockets, at the same pace.`,
		columns: ['', 'deliveries', 'clients left', 'bytes each', 'CPU s', 'deliveries per CPU-second'],
		rows: [row('Ringside, SSE', ours), row('raw socket writes', raw)],
		verdict: `Share of the baseline: ${readable(share)} (aim ≥ 0.7: ${share >= 0.7 ? 'met' : 'not met'}).`,
	};
}
