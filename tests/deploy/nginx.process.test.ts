import { createHmac } from 'node:crypto';
import { request } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSse, openWebSocket, ring } from '../../server/http/app.testkit.ts';
import twilio from '../../server/providers/twilio/index.ts';
import { addConnection, addDevice, addUser } from '../support/cli.ts';
import { type RunningNginx, startNginx } from '../support/nginx.ts';
import { freePort, type RunningServer, startServer, temporaryFolder } from '../support/server.ts';
import { findPrograms } from '../support/skip-suite.ts';
import { post } from '../support/webex.ts';

const SECRET = 'a-secret-of-the-vendor-for-this-test';
const TEN_MIB = 10 * 1024 * 1024;
const found = findPrograms('nginx', 'openssl');

describe.skipIf(found.kind === 'missing')('behind deploy/nginx.conf', () => {
	const folder = temporaryFolder('nginx');
	const data = temporaryFolder('behind-nginx');
	let nginx: RunningNginx;
	let server: RunningServer;
	let token: string;

	/** Starts the server anew with this TRUST_PROXY. */
	async function restart(trustProxy: string) {
		await server.stop();
		const env = { PUBLIC_URL: nginx.origin, TRUST_PROXY: trustProxy };
		server = await startServer({ dataFolder: data.path, port: server.port, env });
	}

	beforeAll(async () => {
		if (found.kind === 'missing') return;
		const [port, upstreamPort] = [await freePort(), await freePort()];
		nginx = await startNginx({ programs: found.programs, folder: folder.path, port, upstreamPort });
		setDefaultCACertificates([...getCACertificates('default'), nginx.certificate]);
		const env = { PUBLIC_URL: nginx.origin };
		server = await startServer({ dataFolder: data.path, port: upstreamPort, env });
		const { userId } = await addUser(server, 'Sara', 'member');
		token = (await addDevice(server, userId)).token;
	}, 60_000);

	afterAll(async () => {
		await server?.stop();
		await nginx?.stop();
		folder.remove();
		data.remove();
	});

	/** The connection's address as the vendor knows it, whatever the CLI of this test was told. */
	async function connect(provider: string): Promise<string> {
		const { hookUrl } = await addConnection(server, provider, SECRET);
		return `${nginx.origin}${new URL(hookUrl).pathname}`;
	}

	const call = (hookUrl: string, callId: string) =>
		post(hookUrl, {
			headers: { 'content-type': 'application/json', 'x-api-key': SECRET },
			body: Buffer.from(JSON.stringify(ring(callId))),
		});

	test.each([
		['WebSocket', openWebSocket],
		['SSE', openSse],
	])('the stream by %s tells of a call before there is another one', async (name, open) => {
		const hookUrl = await connect('generic');
		const stream = await open(nginx.origin, token);
		await stream.next('ready');
		expect(await call(hookUrl, `${name}-1`)).toBe(200);
		await stream.next('event', `generic-${name}-1`);
		expect(stream.subjects()).toEqual([`generic-${name}-1`]);
		expect(await call(hookUrl, `${name}-2`)).toBe(200);
		await stream.next('event', `generic-${name}-2`);
		stream.close();
	});

	test('a recording of 10 MiB inside a webhook passes where it may, and nowhere else', async () => {
		const data = { conversation_id: 'conv_1', agent_id: 'agent_1', full_audio: 'A'.repeat(TEN_MIB) };
		const body = JSON.stringify({ type: 'post_call_audio', data });
		const time = Math.floor(Date.now() / 1_000);
		const signature = createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex');
		const headers = {
			'content-type': 'application/json',
			'elevenlabs-signature': `t=${time},v0=${signature}`,
		};
		expect(await post(await connect('elevenlabs'), { headers, body: Buffer.from(body) })).toBe(200);
		expect(await post(await connect('generic'), { headers, body: Buffer.from(body) })).toBe(413);
	});

	test('a signature over the public address holds', async () => {
		const hookUrl = await connect('twilio');
		const [first] =
			twilio.scenarios.ring?.({
				runId: 'nginx',
				startAt: Date.now(),
				from: '+493023125101',
				to: '+493023125000',
				secrets: { secret: SECRET },
				hookUrl,
			}) ?? [];
		if (!first) throw new Error('Twilio plays nothing');
		expect(await post(hookUrl, first)).toBe(200);
		const changed = { ...first, body: Buffer.from(`${Buffer.from(first.body)}0`) };
		expect(await post(hookUrl, changed)).toBe(401);
	});

	test('clients are told apart where the proxy is trusted, whatever they claim to be', async () => {
		await restart('loopback');
		for (let count = 0; count < 20; count++) expect(await pair('127.0.0.2', `9.9.9.${count}`)).toBe(404);
		expect(await pair('127.0.0.2', '9.9.9.99')).toBe(429);
		expect(await pair('127.0.0.3', '')).toBe(404);
	});

	test('X-Forwarded-For is not believed of a proxy that nobody named', async () => {
		await restart('127.0.0.9');
		for (let count = 0; count < 20; count++) expect(await pair(`127.0.0.${10 + count}`, '')).toBe(404);
		expect(await pair('127.0.0.40', '')).toBe(429);
	});

	/** Tries a code that is unknown, from one of this machine's addresses. Gives the status. */
	function pair(localAddress: string, claimed: string): Promise<number> {
		const { promise, resolve, reject } = Promise.withResolvers<number>();
		const headers = { 'content-type': 'application/json', ...(claimed && { 'x-forwarded-for': claimed }) };
		const asked = request(`${nginx.origin}/v1/pair`, { method: 'POST', headers, localAddress, agent: false });
		asked.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
		asked.end(JSON.stringify({ code: 'NOT-A-CODE', deviceName: 'Test' }));
		return promise;
	}
});
