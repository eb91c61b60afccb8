import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addConnection } from '../accounts/connections.ts';
import cloudtalk from '../providers/cloudtalk/index.ts';
import generic from '../providers/generic/index.ts';
import gmail from '../providers/gmail/index.ts';
import type { Provider } from '../providers/provider.ts';
import { createRegistry } from '../providers/registry.ts';
import retell from '../providers/retell/index.ts';
import ringcentral from '../providers/ringcentral/index.ts';
import webex from '../providers/webex/index.ts';
import type { Connection } from '../store/ports.ts';
import { startTestApp, type TestApp } from './app.testkit.ts';

const providers: Provider[] = [webex, ringcentral, gmail, retell, cloudtalk, generic];
let t: TestApp;

beforeAll(async () => {
	const unreachable = { kind: 'failed', reason: 'connection' } as const;
	t = await startTestApp({ providers: createRegistry(providers), dispatch: async () => unreachable });
});
afterAll(() => t.stop());

let run = 0;
async function connect_(provider: Provider, secret: string, workspaceId = t.workspace.workspaceId) {
	const added = await addConnection(
		{ workspaceId, provider, name: provider.label, secrets: { secret }, settings: {} },
		{ ...t.context, changed: t.context.directories.changed },
	);
	if (added.kind !== 'added') throw new Error(added.kind);
	// What was listed before is trusted for a quarter of a second.
	await new Promise((resolve) => setTimeout(resolve, 300));
	return added.connection;
}

function ringOf(provider: Provider, secret: string, url: string) {
	run += 1;
	const [first] =
		provider.scenarios.ring?.({
			from: '+493023125101',
			to: '+493023125000',
			runId: `compat${run}`,
			startAt: t.context.clock.now(),
			secrets: { secret },
			hookUrl: url,
		}) ?? [];
	if (!first) throw new Error(`${provider.id} plays no ring`);
	return first;
}

async function send(path: string, provider: Provider, secret: string) {
	const url = `${t.origin}${path}`;
	const { headers, body } = ringOf(provider, secret, url);
	return fetch(url, { method: 'POST', headers, body: Buffer.from(body) });
}

const deliveriesOf = (connection: Connection) =>
	t.store.deliveries.list(connection.workspaceId, { connectionId: connection.connectionId, limit: 100 });

const oldPaths: [path: string, provider: Provider][] = [
	['/webhook/webex-incoming-call', webex],
	['/webhook/webex-recording', webex],
	['/api/webhooks/ringcentral/sms', ringcentral],
	['/api/webhooks/ringcentral/call', ringcentral],
	['/api/retell/webhook', retell],
	['/api/retell/debug-webhook', retell],
	['/cloudtalk/webhook', cloudtalk],
	['/functions/v1/any-function/cloudtalk/webhook', cloudtalk],
	['/api/akquise/events/incoming-call', generic],
];

describe('an address of the system before', () => {
	test.each(oldPaths)('%s takes what its provider signed, and refuses all else', async (path, provider) => {
		const secret = `the secret for ${path}`.replaceAll(' ', '-');
		const connection = await connect_(provider, secret);
		const answer = await send(path, provider, secret);
		const expected = provider.answers.accepted;
		expect([answer.status, await answer.text()]).toEqual([expected.status, expected.body ?? '']);
		expect(await deliveriesOf(connection)).toMatchObject([{ outcome: 'accepted' }]);
		const refused = await send(path, provider, 'another-secret');
		expect([refused.status, await refused.text()]).toEqual([401, '']);
		const bare = await fetch(`${t.origin}${path}`, { method: 'POST', body: '{}' });
		expect(bare.status).toBe(401);
	});

	test('of several connections, the one whose secret verifies it gets it, whatever workspace it is of', async () => {
		const { workspaceId } = await t.otherWorkspace();
		const ours = await connect_(cloudtalk, 'token-of-ours');
		const theirs = await connect_(cloudtalk, 'token-of-theirs', workspaceId);
		expect((await send('/cloudtalk/webhook', cloudtalk, 'token-of-theirs')).status).toBe(200);
		expect(await deliveriesOf(theirs)).toMatchObject([{ outcome: 'accepted' }]);
		expect(await deliveriesOf(ours)).toEqual([]);
	});

	describe('Gmail’s, where one push subscription serves many mailboxes', () => {
		const { privateKey: testKey } = generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		});
		const pushServiceAccount = 'push@example.iam.gserviceaccount.com';
		const path = '/api/webhooks/gmail/push';
		const settingsOf = (mailbox: string) => ({ mailbox, pushServiceAccount });

		async function mailbox(name: string, workspaceId: string) {
			const wanted = { workspaceId, provider: gmail, name, secrets: { testKey } };
			const deps = { ...t.context, changed: t.context.directories.changed };
			const added = await addConnection({ ...wanted, settings: settingsOf(name) }, deps);
			if (added.kind !== 'added') throw new Error(added.kind);
			return added.connection;
		}

		test('goes to the one that it names', async () => {
			const { workspaceId } = await t.otherWorkspace();
			const ada = await mailbox('ada@example.com', t.workspace.workspaceId);
			const bert = await mailbox('bert@example.com', workspaceId);
			const input = {
				runId: 'push',
				startAt: t.context.clock.now(),
				secrets: { testKey },
				settings: settingsOf('Bert@Example.com'),
				hookUrl: t.origin + path,
			};
			const [push] = gmail.scenarios.changed?.(input) ?? [];
			const { headers = {}, body = new Uint8Array() } = push ?? {};
			const answer = await fetch(t.origin + path, { method: 'POST', headers, body: Buffer.from(body) });
			expect(answer.status).toBe(204);
			expect(await deliveriesOf(bert)).toMatchObject([{ outcome: 'accepted' }]);
			expect(await deliveriesOf(ada)).toEqual([]);
		});

		test('is to be sent again where Google’s keys cannot be had', async () => {
			const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
			const token = `${part({ alg: 'RS256', kid: 'of-google' })}.${part({})}.${part({})}`;
			const headers = { authorization: `Bearer ${token}` };
			const answer = await fetch(t.origin + path, { method: 'POST', headers, body: '{}' });
			expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
		});
	});

	test('a secret that two workspaces share opens neither', async () => {
		const { workspaceId } = await t.otherWorkspace();
		const ours = await connect_(cloudtalk, 'shared-token');
		const theirs = await connect_(cloudtalk, 'shared-token', workspaceId);
		expect((await send('/cloudtalk/webhook', cloudtalk, 'shared-token')).status).toBe(401);
		expect([...(await deliveriesOf(ours)), ...(await deliveriesOf(theirs))]).toEqual([]);
	});

	test('what is refused is kept for the admin where only one workspace can be meant', async () => {
		const before = await t.store.deliveries.list(t.workspace.workspaceId, { outcome: 'refused', limit: 100 });
		await send('/webhook/webex-incoming-call', webex, 'not-it');
		const after = await t.store.deliveries.list(t.workspace.workspaceId, { outcome: 'refused', limit: 100 });
		expect(after.length).toBe(before.length + 1);
		expect(after[0]).toMatchObject({ provider: 'webex', reason: 'signature-mismatch' });
	});

	test('of a provider that this build does not have answers as any unknown address', async () => {
		const headers = { 'content-type': 'application/json' };
		const request = { method: 'POST', url: t.origin, headers, body: Buffer.from('{}'), receivedAt: 0 };
		expect(await t.context.deliverKeyless(request, 'nobody')).toMatchObject({ status: 404 });
	});

	test('the health page names providers and nothing else', async () => {
		const answer = await fetch(`${t.origin}/api/webhooks/health`);
		expect(answer.status).toBe(200);
		expect(await answer.json()).toEqual({
			status: 'ok',
			providers: Object.fromEntries(
				['webex', 'ringcentral', 'gmail', 'retell', 'cloudtalk', 'generic'].map((id) => [
					id,
					{ status: 'ok' },
				]),
			),
		});
	});
});

describe('RingCentral’s handshake', () => {
	/** The bytes of the whole answer, as they stand on the wire. */
	async function rawAnswer(path: string, token: string): Promise<string> {
		const socket = connect(t.port, '127.0.0.1');
		await once(socket, 'connect');
		socket.write(
			`POST ${path} HTTP/1.1\r\nHost: x\r\nValidation-Token: ${token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
		);
		let said = '';
		for await (const part of socket) said += String(part);
		return said;
	}

	test.each(['/api/webhooks/ringcentral/call', 'keyed'])('is echoed within 1024 bytes (%s)', async (path) => {
		const connection = await connect_(ringcentral, `for-${path}`);
		const address = path === 'keyed' ? `/hooks/ringcentral/${connection.hookKey}` : path;
		const token = 'v'.repeat(256);
		const answer = await rawAnswer(address, token);
		expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
		expect(answer.toLowerCase()).toContain(`\r\nvalidation-token: ${token}\r\n`);
		expect(answer.endsWith('\r\n\r\n')).toBe(true);
		expect(Buffer.byteLength(answer)).toBeLessThanOrEqual(1_024);
		expect(await deliveriesOf(connection)).toEqual([]);
	});

	test('at an address that does not exist is not echoed', async () => {
		const answer = await rawAnswer('/hooks/ringcentral/nobody', 'token');
		expect(answer).toMatch(/^HTTP\/1\.1 404 /);
		expect(answer).not.toContain('alidation-');
	});
});
