import { describe, expect, test } from 'vitest';
import { serverApi } from './server-api.ts';
import { readPairingLink, readServerUrl } from './server-url.ts';

describe('where a browser pairs to', () => {
	test.each([
		['https://ring.example/join#ABCDEFGHIJ', { serverUrl: 'https://ring.example', code: 'ABCDEFGHIJ' }],
		['  http://localhost:8787/join#ABCDEFGHIJ ', { serverUrl: 'http://localhost:8787', code: 'ABCDEFGHIJ' }],
		['http://127.0.0.1:8787/join#ABCDEFGHIJ', { serverUrl: 'http://127.0.0.1:8787', code: 'ABCDEFGHIJ' }],
		['ring.example ABCDEFGHIJ', { serverUrl: 'https://ring.example', code: 'ABCDEFGHIJ' }],
		['localhost:8787 ABCDEFGHIJ', { serverUrl: 'http://localhost:8787', code: 'ABCDEFGHIJ' }],
		['http://crm.localhost ABCDEFGHIJ', { serverUrl: 'http://crm.localhost', code: 'ABCDEFGHIJ' }],
	])('%s', (link, expected) => {
		expect(readPairingLink(link)).toEqual(expected);
	});

	test.each([
		'http://ring.example/join#ABCDEFGHIJ',
		'http://localhost.evil.example/join#ABCDEFGHIJ',
		'http://127.0.0.1.evil.example/join#ABCDEFGHIJ',
		'https://user:pass@ring.example/join#ABCDEFGHIJ',
		'javascript:alert(1)//#ABCDEFGHIJ',
		'https://ring.example/join',
		'https://ring.example/join#short',
		'https://ring.example/join#%E0%A4%A',
		'one two three',
		'',
	])('not %s', (link) => {
		expect(readPairingLink(link)).toBeUndefined();
	});

	test('a server is an origin, whatever path was pasted', () => {
		expect(readServerUrl('https://ring.example:8443/a/b?c#d')).toBe('https://ring.example:8443');
	});
});

describe('asking the server', () => {
	const as = { serverUrl: 'https://ring.example', token: 'secret-token' };
	function answering(make: () => Response) {
		const asked: { url: string; init: RequestInit }[] = [];
		const send = (async (url: string, init: RequestInit) => {
			asked.push({ url, init });
			return make();
		}) as typeof fetch;
		return { api: serverApi(send), asked };
	}

	test('the token travels in a header, the key of a command too', async () => {
		const { api, asked } = answering(() => Response.json({ id: 'cmd_1' }, { status: 202 }));
		expect(await api.command(as, 'testRing', {}, 'key-1')).toEqual({ kind: 'ok', value: { id: 'cmd_1' } });
		expect(asked[0]?.url).toBe('https://ring.example/v1/commands/testRing');
		expect(asked[0]?.init.headers).toMatchObject({
			Authorization: 'Bearer secret-token',
			'Idempotency-Key': 'key-1',
		});
	});

	test.each([
		[
			() =>
				Response.json(
					{ type: 'https://ringside.dev/problems/code-used', title: 'Used', status: 410 },
					{ status: 410 },
				),
			{ kind: 'refused', problem: 'code-used' },
		],
		[() => new Response('<html>', { status: 404 }), { kind: 'refused', problem: '', status: 404 }],
		[() => new Response('', { status: 503 }), { kind: 'unreachable' }],
		[() => new Response('', { status: 429 }), { kind: 'unreachable' }],
		[() => Response.json({ hello: 'I am a captive portal' }), { kind: 'unreachable' }],
		[() => new Response('not json'), { kind: 'unreachable' }],
		[() => Promise.reject(new TypeError('network')) as never, { kind: 'unreachable' }],
	])('every answer is an outcome (%#)', async (make, outcome) => {
		expect(await answering(make).api.snapshot(as)).toMatchObject(outcome);
	});
});
