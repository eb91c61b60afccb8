import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { findPrograms } from '../../tests/support/skip-suite.ts';
import { startTestApp } from '../http/app.testkit.ts';
import { randomIds } from '../ids.ts';
import { lookAtCertificate } from '../outgoing/certificate.ts';
import { createDispatch, systemResolve } from '../outgoing/dispatcher.ts';
import { hostAndPort } from '../outgoing/target.ts';
import { sealingKey } from '../secrets/sealing.ts';
import { proofOf } from './address-proof.ts';
import { probeAddress } from './probe-address.ts';

const KEY = sealingKey(Buffer.alloc(32, 7));
const closing: (() => void)[] = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
});

async function serverThat(answers: RequestListener): Promise<string> {
	const server = createServer(answers).listen(0, '127.0.0.1');
	await once(server, 'listening');
	closing.push(() => server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function probe(publicUrl: string, { withLarge = false, key = KEY } = {}) {
	const allowedInternal = new Set([hostAndPort(new URL(publicUrl))]);
	const dispatch = createDispatch({ allowedInternal, resolve: systemResolve });
	return probeAddress({ dispatch, keys: [key], ids: randomIds, publicUrl }, { withLarge });
}

const nonceOf = (url = '') => url.split('/').at(-1) ?? '';

describe('a request that goes out comes back in', () => {
	test('to the server itself, and with more than a megabyte', async () => {
		const t = await startTestApp();
		onTestFinished(() => t.stop());
		expect(await probe(t.origin)).toEqual({ kind: 'reached', largeBodies: 'not-asked' });
		expect(await probe(t.origin, { withLarge: true })).toEqual({ kind: 'reached', largeBodies: 'pass' });
	});

	test('another installation is not taken for this one', async () => {
		const t = await startTestApp();
		onTestFinished(() => t.stop());
		const key = sealingKey(Buffer.alloc(32, 8));
		expect(await probe(t.origin, { key })).toEqual({ kind: 'other-server', status: 200 });
	});

	test('a proof that was heard once is none for the next nonce', async () => {
		const url = await serverThat((_, response) => {
			response.end(JSON.stringify({ proof: proofOf('a-nonce-that-was-asked-before', [KEY]) }));
		});
		expect(await probe(url)).toEqual({ kind: 'other-server', status: 200 });
	});

	test.each<[string, RequestListener, object]>([
		[
			'a redirect is named, and not followed',
			(_, response) => response.writeHead(301, { location: 'https://www.example.com/x' }).end(),
			{ kind: 'redirected', host: 'www.example.com' },
		],
		[
			'a proxy with nothing behind it',
			(_, response) => response.writeHead(502).end('<h1>Bad Gateway</h1>'),
			{ kind: 'other-server', status: 502 },
		],
		[
			'a page that never ends',
			(_, response) => response.end('x'.repeat(200_000)),
			{ kind: 'other-server', status: 200 },
		],
	])('%s', async (_, answers, expected) => {
		expect(await probe(await serverThat(answers))).toEqual(expected);
	});

	test('a proxy that stops large requests', async () => {
		const url = await serverThat((request, response) => {
			if (request.method === 'POST') response.writeHead(413).end();
			else response.writeHead(200).end(JSON.stringify({ proof: proofOf(nonceOf(request.url), [KEY]) }));
		});
		expect(await probe(url, { withLarge: true })).toEqual({ kind: 'reached', largeBodies: 'stopped' });
	});

	test('nobody there, and a name that is not known', async () => {
		const socket = createSocketServer().listen(0, '127.0.0.1');
		await once(socket, 'listening');
		const { port } = socket.address() as AddressInfo;
		await new Promise((resolve) => socket.close(resolve));
		expect(await probe(`http://127.0.0.1:${port}`)).toEqual({ kind: 'no-connection' });
		expect(await probe('https://ringside.invalid')).toEqual({ kind: 'unresolved' });
	});

	test('a nonce that could be somebody’s text is not answered for', async () => {
		const t = await startTestApp();
		onTestFinished(() => t.stop());
		expect((await fetch(`${t.origin}/.well-known/ringside/short`)).status).toBe(400);
	});
});

describe('certificates', () => {
	const found = findPrograms('openssl');
	test.skipIf(found.kind === 'missing')(
		'one that nobody signed is not trusted, and says why and until when',
		async () => {
			const openssl = found.kind === 'found' ? found.programs.openssl : '';
			const folder = mkdtempSync(path.join(tmpdir(), 'ringside-tls-'));
			onTestFinished(() => rmSync(folder, { recursive: true }));
			const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
			const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
			const name = ['-days', '2', '-subj', '/CN=ringside', '-addext', 'subjectAltName=IP:127.0.0.1'];
			expect(spawnSync(openssl, ['req', ...kind, ...name, '-keyout', key, '-out', cert]).status).toBe(0);
			const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) });
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			closing.push(() => server.close());
			const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
			const rules = { allowedInternal: new Set([host]), resolve: systemResolve };
			const looked = await lookAtCertificate(`https://${host}`, rules, 5_000);
			expect(looked).toMatchObject({ kind: 'not-trusted', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
			expect(looked).toHaveProperty('validUntil', expect.any(Number));
			expect(await probe(`https://${host}`)).toEqual({ kind: 'no-connection' });
			const strict = { allowedInternal: new Set<string>(), resolve: systemResolve };
			expect(await lookAtCertificate(`https://${host}`, strict, 5_000)).toEqual({ kind: 'none' });
		},
	);

	test('without TLS there is none', async () => {
		const rules = { allowedInternal: new Set(['127.0.0.1:1']), resolve: systemResolve };
		expect(await lookAtCertificate('http://127.0.0.1:1', rules, 1_000)).toEqual({ kind: 'none' });
		expect(await lookAtCertificate('https://127.0.0.1:1', rules, 1_000)).toEqual({ kind: 'none' });
	});
});
