import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../http/app.testkit.ts';
import { agreeToPassOn, PASS_ON, passOnHandler } from './pass-on.ts';

let t: TestApp;
beforeAll(async () => {
	t = await startTestApp();
});
afterAll(() => t.stop());

const call = { callId: 'passed', state: 'ringing', from: '+493023125101' } as const;
const THEIRS = 'https://n8n.example.org/webhook/42';

function place(connectionId: string) {
	const { workspaceId } = t.workspace;
	return { workspaceId, connectionId, name: 'agent', checkedAt: 0, isPassedOn: false } as const;
}

it('passes nothing on unless somebody agreed', async () => {
	const desk = await t.connect();
	const { setup, jobs } = t.store;
	const { connectionId } = desk;
	await setup.saveSubscription({ ...place(connectionId), state: 'foreign', address: THEIRS });
	await t.hook(desk, call);
	expect(await jobs.lease({ kinds: [PASS_ON], now: t.context.clock.now(), leaseMs: 1, limit: 9 })).toEqual(
		[],
	);
	expect(await agreeToPassOn(place(connectionId), 'another', setup)).toBe(false);
	expect(await agreeToPassOn(place(connectionId), 'agent', setup)).toBe(true);
	await setup.saveSubscription({ ...place(connectionId), state: 'active', before: THEIRS, isPassedOn: true });
});

it('queues what comes with the delivery, and sends the body and the signature as they came', async () => {
	const desk = await t.connect();
	const { connectionId } = desk;
	const got: { body: string; type?: string }[] = [];
	let status = 500;
	const flow = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => {
			body += String(chunk);
		});
		request.on('end', () => {
			got.push({ body, type: request.headers['content-type'] });
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((resolve) => flow.listen(0, '127.0.0.1', resolve));
	const bound = flow.address();
	const before = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}/webhook/42`;
	await t.store.setup.saveSubscription({ ...place(connectionId), state: 'active', before, isPassedOn: true });
	await t.hook(desk, { ...call, callId: 'passed-on' });
	const lease = { kinds: [PASS_ON], now: t.context.clock.now(), leaseMs: 60_000, limit: 9 };
	const [job] = await t.store.jobs.lease(lease);
	if (!job) throw new Error('Nothing was queued');
	const post = async ({
		url,
		headers,
		body,
	}: {
		url: string;
		headers?: Record<string, string>;
		body?: unknown;
	}) => {
		const answer = await fetch(url, { method: 'POST', headers, body: body as BodyInit });
		return { kind: 'answered' as const, status: answer.status, headers: {}, body: new Uint8Array() };
	};
	const run = passOnHandler({ deliveries: t.store.deliveries, dispatch: post });
	const mine = { stillMine: async () => true };
	expect(await run(job, mine)).toMatchObject({ kind: 'retry', reason: 'It answered 500.' });
	status = 200;
	expect(await run(job, mine)).toEqual({ kind: 'done' });
	flow.close();
	expect(got).toHaveLength(2);
	expect(JSON.parse(got[1]?.body ?? '')).toMatchObject({ callId: 'passed-on' });
	expect(got[1]?.type).toBe('application/json');
	const blocked = passOnHandler({
		deliveries: t.store.deliveries,
		dispatch: async () => ({ kind: 'blocked', reason: 'internal-address' }),
	});
	expect(await blocked(job, mine)).toMatchObject({ kind: 'give-up' });
});
