import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atVendor, createVendorDispatch, type VendorOrigins } from './vendor-origins.ts';

let server: Server;
let here: string;
let origins: VendorOrigins;
const asked: string[] = [];

beforeAll(async () => {
	server = createServer((request, response) => {
		asked.push(request.url ?? '');
		response.end('from the gateway');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	origins = new Map([['https://vendor.example', here]]);
});
afterAll(() => server.close());

const outgoing = (url: string) => ({ method: 'GET' as const, url, timeoutMs: 5_000, maxBytes: 1_000 });
const rules = { allowedInternal: new Set<string>(), resolve: async () => [] };

test('what is for the vendor goes to the gateway, path and query as they are', async () => {
	const dispatch = createVendorDispatch(rules, origins);
	const answer = await dispatch(outgoing('https://vendor.example/v1/things?a=%2F&b'));
	expect(answer).toMatchObject({ kind: 'answered', status: 200 });
	expect(asked).toEqual(['/v1/things?a=%2F&b']);
});

test('nobody else’s addresses lead there', async () => {
	const dispatch = createVendorDispatch(rules, origins);
	expect(await dispatch(outgoing(`${here}/v1/things`))).toEqual({ kind: 'blocked', reason: 'not-https' });
	for (const url of [
		'https://vendor.example.evil.test/',
		'https://vendor.example:8443/',
		'http://vendor.example/',
	]) {
		expect(atVendor(url, origins)).toBe(url);
	}
});

test('the page that a browser is sent to is replaced alike', () => {
	const to = atVendor('https://vendor.example/authorize?client_id=c&x=https://vendor.example', origins);
	expect(to).toBe(`${here}/authorize?client_id=c&x=https://vendor.example`);
	expect(atVendor('no address', origins)).toBe('no address');
});
