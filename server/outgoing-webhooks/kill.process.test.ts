import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { addConnection, ringside } from '../../tests/support/cli.ts';
import { freePort, startServer, temporaryFolder } from '../../tests/support/server.ts';
import { isSignedWith, type Receiver, silence, startReceiver, status } from './receiver.testkit.ts';

const KEY = 'an-api-key-of-the-desk';
const Added = z.object({ webhookId: z.string(), secret: z.string() });
const Listed = z.object({ webhooks: z.array(z.looseObject({ webhookId: z.string(), state: z.string() })) });

const folder = temporaryFolder('webhook-kill');
let receiver: Receiver;
beforeAll(async () => {
	receiver = await startReceiver();
	vi.stubEnv('RINGSIDE_ALLOWED_INTERNAL', `127.0.0.1:${receiver.port}`);
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await receiver.stop();
	folder.remove();
});

test('an event that was acknowledged is sent after the server was killed before the other side took it', {
	timeout: 120_000,
}, async () => {
	const options = { dataFolder: folder.path, port: await freePort() };
	const url = `http://127.0.0.1:${receiver.port}/flow`;
	const { hookUrl } = await addConnection(options, 'generic', KEY);
	const { webhookId, secret } = Added.parse(
		await ringside(options, 'webhook', 'add', url, '--events', 'call.ended,call.ringing'),
	);
	receiver.answer('/flow', silence);
	const first = await startServer(options);
	onTestFinished(() => first.kill());
	const answer = await fetch(hookUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-api-key': KEY },
		body: JSON.stringify({ callId: 'call-1', state: 'ringing', from: '+493023125101' }),
	});
	expect(answer.status).toBe(200);
	await receiver.until(1);
	await first.kill();
	receiver.answer('/flow', status(200));
	const second = await startServer(options);
	try {
		// The killed one had the right to send for half a minute.
		await receiver.until(2, 60_000);
		const [before, after] = receiver.at('/flow');
		expect(after?.id).toBe(before?.id);
		expect(after?.body).toBe(before?.body);
		expect(receiver.received.every((one) => isSignedWith(secret, one))).toBe(true);
		expect(await ringside(options, 'webhook', 'test', webhookId)).toMatchObject({ accepted: true });
		const { webhooks } = Listed.parse(await ringside(options, 'webhook', 'list'));
		expect(webhooks).toMatchObject([{ webhookId, state: 'enabled', overtaken: { waiting: 0, givenUp: 0 } }]);
		expect(await ringside(options, 'webhook', 'remove', webhookId)).toEqual({ removed: webhookId });
		await expect(ringside(options, 'webhook', 'test', webhookId)).rejects.toThrow('no outgoing webhook');
	} finally {
		await second.stop();
	}
	expect(second.output()).not.toContain('/flow');
});

test('the command refuses an address of an internal network and event types that cannot be', async () => {
	const options = { dataFolder: folder.path, port: 1 };
	const add = (url: string, events: string) => ringside(options, 'webhook', 'add', url, '--events', events);
	await expect(add('https://169.254.169.254/', '*')).rejects.toThrow('RINGSIDE_ALLOWED_INTERNAL');
	await expect(add('http://example.com/', '*')).rejects.toThrow('https://');
	await expect(add('https://example.com/', 'call.*.*')).rejects.toThrow('neither an event type');
});
