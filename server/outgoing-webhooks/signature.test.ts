import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { randomIds } from '../ids.ts';
import { makeSecret, messageId, signedHeaders } from './signature.ts';

const awkward = [
	'',
	'{}',
	'{"a":"\\u00e9\\ud83d\\ude00"}',
	'{"a":"é😀\u2028"}',
	'{\r\n\t"a" : 1 ,\r\n"a":2 }',
	'\uFEFF{"a":1}',
	'{"a":1e400,"__proto__":{}}',
];
const bodies = fc.oneof(
	fc.constantFrom(...awkward),
	fc.json(),
	fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => text.isWellFormed()),
);

describe('the signature', () => {
	test('is the one that the reference implementation makes, for any secret, id, time and body', () => {
		fc.assert(
			fc.property(bodies, fc.nat(2 ** 31), fc.string({ maxLength: 40 }), (body, seconds, id) => {
				const secret = makeSecret(randomIds);
				const oracle = new Webhook(secret).sign(id, new Date(seconds * 1_000), body);
				const headers = signedHeaders(secret, id, seconds * 1_000 + 999, body);
				expect(headers['webhook-signature']).toBe(oracle);
				expect(headers['webhook-timestamp']).toBe(String(seconds));
			}),
			{ numRuns: 500 },
		);
	});

	test('is believed by the reference implementation; one altered letter, id, time or secret is not', () => {
		fc.assert(
			fc.property(fc.json(), (body) => {
				const secret = makeSecret(randomIds);
				const headers = signedHeaders(secret, 'msg_1', systemClock.now(), body);
				const verify = (text: string, change: object = {}, by = secret) =>
					new Webhook(by).verify(text, { ...headers, ...change });
				expect(verify(body)).toEqual(JSON.parse(body));
				expect(() => verify(`${body} `)).toThrow();
				expect(() => verify(body, { 'webhook-id': 'msg_2' })).toThrow();
				const later = String(Number(headers['webhook-timestamp']) + 1);
				expect(() => verify(body, { 'webhook-timestamp': later })).toThrow();
				expect(() => verify(body, {}, makeSecret(randomIds))).toThrow();
			}),
			{ numRuns: 200 },
		);
	});

	test('is made with a secret of 32 bytes that is another each time', () => {
		const secrets = Array.from({ length: 50 }, () => makeSecret(randomIds));
		expect(new Set(secrets).size).toBe(50);
		for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
	});
});

describe('the id of a message', () => {
	const event = { workspaceId: 'ws_a', connectionId: 'con_1', id: 'évent\n1' };

	test('is the same for each try, safe in a header, and another for another event, connection or workspace', () => {
		const others = [{ id: 'évent\n2' }, { connectionId: 'con_2' }, { workspaceId: 'ws_b' }];
		const ids = [event, ...others.map((change) => ({ ...event, ...change }))].map(messageId);
		expect(messageId({ ...event })).toBe(ids[0]);
		expect(new Set(ids).size).toBe(4);
		for (const id of ids) expect(id).toMatch(/^msg_[\w-]{32}$/);
	});

	test('does not change between versions', () => {
		expect(messageId({ workspaceId: 'ws', connectionId: 'con', id: '1' })).toBe(
			'msg_IIdhd6hoC4uuXhpBTjJEiW_Hb5BrNIaV',
		);
	});
});
