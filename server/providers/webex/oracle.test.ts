import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verify } from './verify.ts';

interface SparkClient {
	webhookAuth(secret: string, signature: string, payload: string): PromiseLike<string>;
}

// The client copies every property of `fs`, and newer Node has one that cannot be written over.
Object.defineProperty(fs, 'Utf8Stream', { value: undefined, writable: true, configurable: true });
const Spark = createRequire(import.meta.url)('node-sparky') as new (options: {
	token: string;
}) => SparkClient;
const spark = new Spark({ token: 'not-used' });

/** Bodies as proxies and clients spell them: escapes, CRLF, BOM, repeated keys, odd spacing, big integers. */
const body = fc
	.tuple(
		fc.constantFrom('', '\ufeff'),
		fc.constantFrom(
			'{"a":1}',
			'{"a":1,"a":2}',
			'{ "a" :\t1.0 }',
			'{"n":12345678901234567890}',
			'{"b":"\\u00e9"}',
		),
		fc.constantFrom('', '\n', '\r\n', '  '),
		fc.string({ unit: 'grapheme' }),
	)
	.map(([bom, json, end, more]) => `${bom}${json}${end}${more}`);

async function sparkBelieves(secret: string, signature: string, payload: string): Promise<boolean> {
	return spark.webhookAuth(secret, signature, payload).then(
		() => true,
		() => false,
	);
}

function weBelieve(secret: string, signature: string, payload: string): boolean {
	const request = {
		method: 'POST',
		url: 'https://r.example/hooks/webex/k',
		headers: { 'x-spark-signature': signature },
		body: Buffer.from(payload),
		receivedAt: 0,
	};
	const connection = { connectionId: 'con_1', secrets: { secret }, settings: {}, region: 'DE' };
	return verify(request, connection).kind === 'verified';
}

describe('Webex’s signature, as its Node client checks it', () => {
	test('a right one is believed by both, over 400 bodies', async () => {
		await fc.assert(
			fc.asyncProperty(body, fc.string({ minLength: 1 }), async (payload, secret) => {
				const signature = createHmac('sha1', secret).update(payload).digest('hex');
				expect(weBelieve(secret, signature, payload)).toBe(true);
				expect(await sparkBelieves(secret, signature, payload)).toBe(true);
			}),
			{ numRuns: 400 },
		);
	});

	test('one of another body or secret is believed by neither', async () => {
		await fc.assert(
			fc.asyncProperty(body, body, fc.constantFrom('s', 's2'), async (payload, other, secret) => {
				const signature = createHmac('sha1', secret).update(other).digest('hex');
				const same = payload === other && secret === 's';
				expect(weBelieve('s', signature, payload)).toBe(same);
				expect(await sparkBelieves('s', signature, payload)).toBe(same);
			}),
			{ numRuns: 400 },
		);
	});
});
