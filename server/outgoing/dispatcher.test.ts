import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPublicAddress } from './address.ts';
import { createDispatch, type OutgoingRequest } from './dispatcher.ts';
import { hostileUrls, hostileResolve as resolve } from './hostile.testkit.ts';
import { watchConnections } from './watch-connections.testkit.ts';

let server: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
	server = createServer((request, response) => {
		if (request.url === '/redirect') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
		else if (request.url === '/large') response.end('x'.repeat(10_000));
		else if (request.url === '/slow') setTimeout(() => response.end('late'), 2_000).unref();
		else response.end(`hello ${request.headers['x-name'] ?? ''}`);
	});
	server.on('connection', () => connections++);
	await new Promise<void>((resolve) => server.listen(0, '::', resolve));
	port = (server.address() as AddressInfo).port;
});

afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const get = (url: string, change: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
	method: 'GET',
	url,
	timeoutMs: 1_000,
	maxBytes: 1_000,
	...change,
});

describe('the server never connects to an internal address on someone’s word', () => {
	test('at least 120 hostile addresses: each refused, the listener sees no connection', async () => {
		const urls = hostileUrls(port);
		expect(urls.length).toBeGreaterThanOrEqual(120);
		const dispatch = createDispatch({ allowedInternal: new Set(), resolve });
		const before = connections;
		for (const url of urls) {
			const result = await dispatch(get(url));
			expect(result.kind === 'blocked' || result.kind === 'failed', `${url} → ${result.kind}`).toBe(true);
			expect(result.kind, `${url} must be refused before anything is sent`).toBe('blocked');
		}
		expect(connections).toBe(before);
	});

	test('a name that changes its address after the check leads nowhere else', async () => {
		let asked = 0;
		const rebinding = async () => {
			asked++;
			return [{ address: asked === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 as const }];
		};
		const tried = watchConnections();
		const before = connections;
		const dispatch = createDispatch({ allowedInternal: new Set(), resolve: rebinding });
		const result = await dispatch(get(`https://rebind.test:${port}/`, { timeoutMs: 300 }));
		expect(result.kind).toBe('failed');
		expect(asked).toBe(1);
		expect(tried).toEqual([`93.184.216.34:${port}`]);
		expect(connections).toBe(before);
		// Asked again, it is judged again.
		const second = await dispatch(get(`https://rebind.test:${port}/`));
		expect(second).toEqual({ kind: 'blocked', reason: 'internal-address' });
	});

	test('a name is looked up by the one resolver only, and each of its addresses is checked before any is tried', async () => {
		const addresses = [
			{ address: '2606:2800:220:1::1', family: 6 as const },
			{ address: '93.184.216.34', family: 4 as const },
		];
		const tried = watchConnections();
		const dispatch = createDispatch({ allowedInternal: new Set(), resolve: async () => addresses });
		await dispatch(get(`https://localhost:${port}/`, { timeoutMs: 1_000 }));
		expect(tried.length).toBeGreaterThan(0);
		expect(addresses.map(({ address }) => `${address}:${port}`)).toEqual(expect.arrayContaining(tried));
	});

	test('a resolver that never answers holds nobody longer than the request may take', async () => {
		const dispatch = createDispatch({ allowedInternal: new Set(), resolve: () => new Promise(() => {}) });
		const result = await dispatch(get('https://silent.test/', { timeoutMs: 50 }));
		expect(result).toEqual({ kind: 'failed', reason: 'timeout' });
	});

	test('a resolver that fails is no permission', async () => {
		const dispatch = createDispatch({
			allowedInternal: new Set(),
			resolve: async () => Promise.reject(new Error('SERVFAIL')),
		});
		expect(await dispatch(get('https://down.test/'))).toEqual({ kind: 'failed', reason: 'unresolved' });
	});

	test('public addresses are public', () => {
		for (const ip of [
			'93.184.216.34',
			'8.8.8.8',
			'172.32.0.1',
			'100.128.0.1',
			'2606:2800:220:1::1',
			'::ffff:8.8.8.8',
		]) {
			expect(isPublicAddress(ip), ip).toBe(true);
		}
	});
});

describe('a service that the operator named', () => {
	const named = () => createDispatch({ allowedInternal: new Set([`whisper.lan:${port}`]), resolve });

	test('is reached at the address that was checked', async () => {
		const result = await named()(get(`http://whisper.lan:${port}/`, { headers: { 'x-name': 'Ringside' } }));
		expect(result).toMatchObject({ kind: 'answered', status: 200 });
		expect(result.kind === 'answered' && Buffer.from(result.body).toString()).toBe('hello Ringside');
	});

	test('opens no other port and no other name', async () => {
		expect((await named()(get(`http://whisper.lan:${port + 1}/`))).kind).toBe('blocked');
		expect((await named()(get(`http://other.lan:${port}/`))).kind).toBe('blocked');
	});

	test('cannot send us on to somewhere else', async () => {
		const result = await named()(get(`http://whisper.lan:${port}/redirect`));
		expect(result).toMatchObject({ kind: 'answered', status: 302 });
	});

	test('cannot fill the memory or hold the line', async () => {
		const large = await named()(get(`http://whisper.lan:${port}/large`));
		expect(large).toEqual({ kind: 'failed', reason: 'too-large', status: 200 });
		const slow = await named()(get(`http://whisper.lan:${port}/slow`, { timeoutMs: 100 }));
		expect(slow).toEqual({ kind: 'failed', reason: 'timeout' });
	});

	test('is left at once when the server stops', async () => {
		const stopping = new AbortController();
		const slow = named()(
			get(`http://whisper.lan:${port}/slow`, { signal: stopping.signal, timeoutMs: 60_000 }),
		);
		stopping.abort();
		expect(await slow).toEqual({ kind: 'failed', reason: 'timeout' });
		const late = await named()(get(`http://whisper.lan:${port}/`, { signal: stopping.signal }));
		expect(late).toEqual({ kind: 'failed', reason: 'timeout' });
	});
});
