import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHarness } from '../../intake/harness.testkit.ts';
import { signature, signingKey } from './standard-webhooks.ts';
import { verify } from './verify.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = Date.parse('2026-04-14T09:00:00.000Z');
const seconds = String(NOW / 1_000);
const key = signingKey(SECRET)!;

beforeEach(() => {
	vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => {
	vi.useRealTimers();
});

function check(headers: Record<string, string>, body: Uint8Array, secret = SECRET) {
	const request = { method: 'POST', url: 'https://r.example', headers, body, receivedAt: NOW };
	return verify(request, { connectionId: 'con_1', secrets: { secret }, settings: {}, region: 'DE' });
}

const signed = (body: string | Uint8Array, id = 'msg_1', timestamp = seconds, signingSecret = key) => ({
	'webhook-id': id,
	'webhook-timestamp': timestamp,
	'webhook-signature': signature(signingSecret, id, timestamp, Buffer.from(body)),
});

/** JSON texts as nobody's serialiser writes them. */
const odd = fc
	.tuple(
		fc.jsonValue(),
		fc.constantFrom('', '\t', '  '),
		fc.constantFrom('', '\ufeff'),
		fc.constantFrom('\n', '\r\n'),
	)
	.map(([value, indent, bom, end]) => {
		const text = JSON.stringify(value, undefined, indent).replaceAll('\n', end);
		const escaped = text.replace(
			/[é-ÿa-f]/g,
			(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
		return `${bom}${indent ? escaped : text}${end}`;
	});
const messageId = fc.stringMatching(/^[A-Za-z0-9_.-]{1,60}$/);

describe('against the reference implementation of Standard Webhooks', () => {
	const reference = new Webhook(SECRET);

	test('what it signs is believed', () => {
		fc.assert(
			fc.property(odd, messageId, (text, id) => {
				const header = reference.sign(id, new Date(NOW), text);
				const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': header };
				expect(check(headers, Buffer.from(text))).toEqual({ kind: 'verified' });
			}),
			{ numRuns: 500 },
		);
	});

	test('what we sign it believes', () => {
		fc.assert(
			fc.property(odd, messageId, (text, id) => {
				expect(() =>
					reference.verify(Buffer.from(text), signed(text, id), { jsonParse: false }),
				).not.toThrow();
			}),
			{ numRuns: 500 },
		);
	});

	test('of altered requests both believe the same', () => {
		const change = fc.record({
			part: fc.constantFrom('id', 'timestamp', 'signature', 'body'),
			at: fc.nat(),
			to: fc.constantFrom('0', 'A', '=', ','),
		});
		fc.assert(
			fc.property(odd, change, (text, { part, at, to }) => {
				const headers = signed(text);
				const alter = (old: string) => {
					const place = at % old.length;
					return old.slice(0, place) + to + old.slice(place + 1);
				};
				const body = part === 'body' ? alter(text) : text;
				if (part !== 'body') {
					const name = `webhook-${part}` as keyof typeof headers;
					headers[name] = alter(headers[name]);
				}
				let believed = true;
				try {
					reference.verify(Buffer.from(body), headers, { jsonParse: false });
				} catch {
					believed = false;
				}
				// It reads a timestamp as far as it is digits; we refuse one that is not.
				if (!/^\d+$/.test(headers['webhook-timestamp'])) return;
				expect(check(headers, Buffer.from(body)).kind).toBe(believed ? 'verified' : 'refused');
			}),
			{ numRuns: 500 },
		);
	});
});

describe('a signed request', () => {
	const body = Buffer.from('{"callId":"1","state":"ringing"}');

	test.each([
		[-300, 'verified'],
		[300, 'verified'],
		[-301, 'refused'],
		[301, 'refused'],
		[-3_600, 'refused'],
	])('sent %i s from its arrival is %s', (offset, kind) => {
		expect(check(signed(body, 'msg_1', String(NOW / 1_000 + offset)), body).kind).toBe(kind);
	});

	test('any one byte of the body changed is refused', () => {
		const headers = signed(body);
		for (let index = 0; index < body.length; index += 1) {
			const changed = Uint8Array.from(body);
			changed[index] = (changed[index] ?? 0) ^ 1;
			expect(check(headers, changed)).toEqual({ kind: 'refused', reason: 'signature-mismatch' });
		}
	});

	test('with several signatures is believed by any right one of version 1', () => {
		const right = signed(body)['webhook-signature'];
		const header = (text: string) => ({ ...signed(body), 'webhook-signature': text });
		expect(check(header(`v1,AAAA v1a,xyz ${right}`), body).kind).toBe('verified');
		expect(check(header(right.replace('v1,', 'v2,')), body).kind).toBe('refused');
		expect(check(header(right.slice(3)), body).kind).toBe('refused');
		expect(check(header(`${right},${right}`), body).kind).toBe('refused');
	});

	test.each([
		['webhook-id', 'signature-missing'],
		['webhook-signature', 'signature-missing'],
		['webhook-timestamp', 'timestamp-missing'],
	])('without %s is refused', (name, reason) => {
		const headers: Record<string, string> = signed(body);
		delete headers[name];
		expect(check(headers, body)).toEqual({ kind: 'refused', reason });
	});

	test.each(['', ' ', 'yesterday', '-1', '1e3', '17 00', `${seconds}.5`, '9'.repeat(400), 'NaN'])(
		'with the time %j is refused',
		(timestamp) => expect(check(signed(body, 'msg_1', timestamp), body).kind).toBe('refused'),
	);

	test('with headers of a megabyte is refused', () => {
		const huge = 'v1,AAAA '.repeat(131_072);
		expect(check({ ...signed(body), 'webhook-signature': huge }, body).kind).toBe('refused');
		expect(check(signed(body, 'x'.repeat(1_048_576)), body).kind).toBe('refused');
	});

	test('is believed by a secret that is no base64, used as the text it is', () => {
		const secret = 'a plain secret, with blanks';
		const headers = signed(body, 'msg_1', seconds, Buffer.from(secret));
		expect(check(headers, body, secret).kind).toBe('verified');
		expect(check(headers, body, `${secret}.`).kind).toBe('refused');
	});

	test.each(['whsec_', 'whsec_not base64!', ''])('is not believed by the secret %j', (secret) => {
		for (const other of [Buffer.alloc(0), Buffer.from(secret)]) {
			expect(check(signed(body, 'msg_1', seconds, other), body, secret)).toEqual({
				kind: 'refused',
				reason: 'no-secret-configured',
			});
		}
	});
});

describe('an API key', () => {
	const body = Buffer.from('{"callId":"1","state":"ringing","from":"+493090182011"}');

	test('opens when it is the secret', () => {
		expect(check({ 'x-api-key': SECRET }, body)).toEqual({ kind: 'verified' });
	});

	test.each([
		'',
		' ',
		SECRET.slice(1),
		`${SECRET} `,
		`${SECRET}, ${SECRET}`,
		SECRET.toLowerCase(),
		'x'.repeat(1_048_576),
	])('that is another one is refused', (apiKey) => {
		expect(check({ 'x-api-key': apiKey }, body)).toEqual({ kind: 'refused', reason: 'signature-mismatch' });
	});

	test('that is wrong is not outweighed by a right signature', () => {
		expect(check({ ...signed(body), 'x-api-key': 'wrong' }, body).kind).toBe('refused');
	});

	test('is never kept with the delivery', async () => {
		const { post, log } = createHarness({ secrets: { secret: SECRET } });
		await post('generic', { headers: { 'x-api-key': SECRET, 'content-type': 'application/json' }, body });
		expect(log.stored).toHaveLength(1);
		expect(JSON.stringify(log.appended[0]?.delivery?.headers)).not.toContain(SECRET);
	});

	test('means nothing where no secret is configured', () => {
		for (const apiKey of ['', 'undefined', 'null']) {
			expect(check({ 'x-api-key': apiKey }, body, '').kind).toBe('refused');
		}
	});
});

test('no headers make it throw, and none pass by chance', () => {
	const header = fc.option(
		fc.oneof(fc.string(), fc.base64String(), fc.constant(seconds), fc.constant('v1,')),
		{ nil: undefined },
	);
	fc.assert(
		fc.property(
			header,
			header,
			header,
			header,
			fc.uint8Array(),
			(id, timestamp, signatures, apiKey, body) => {
				const given = {
					'webhook-id': id,
					'webhook-timestamp': timestamp,
					'webhook-signature': signatures,
					'x-api-key': apiKey,
				};
				const present = Object.entries(given).filter(
					(entry): entry is [string, string] => entry[1] !== undefined,
				);
				expect(check(Object.fromEntries(present), body).kind).toBe('refused');
			},
		),
		{ numRuns: 3_000 },
	);
});
