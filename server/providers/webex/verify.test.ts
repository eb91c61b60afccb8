import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHarness } from '../../intake/harness.testkit.ts';
import { fixture, fixtures } from './fixtures.testkit.ts';
import { verify } from './verify.ts';

const ringing = fixture('ringing');
const secrets = { secret: ringing.secret };
const connection = { connectionId: 'con_1', secrets, settings: {}, region: 'DE' };
const sign = (body: Uint8Array, secret = ringing.secret) =>
	createHmac('sha1', secret).update(body).digest('hex');

function check(body: Uint8Array, signature: string | undefined, secret = ringing.secret) {
	const headers: Record<string, string> = signature === undefined ? {} : { 'x-spark-signature': signature };
	const request = { method: 'POST', url: 'https://r.example/hooks/webex/k', headers, body, receivedAt: 0 };
	return verify(request, { ...connection, secrets: { secret } });
}

describe('forged or altered', () => {
	test('any one byte changed, at every place of the body, is refused', () => {
		const signature = sign(ringing.body);
		for (let index = 0; index < ringing.body.length; index += 1) {
			const body = Uint8Array.from(ringing.body);
			body[index] = (body[index] ?? 0) ^ (1 << (index % 8));
			expect(check(body, signature).kind, `byte ${index}`).toBe('refused');
		}
	});

	test('any one character of the signature changed is refused', () => {
		const signature = sign(ringing.body);
		for (let index = 0; index < signature.length; index += 1) {
			for (const other of ['0', 'f', 'F', 'g', ' ', '\u0130']) {
				const changed = signature.slice(0, index) + other + signature.slice(index + 1);
				if (changed !== signature) expect(check(ringing.body, changed).kind).toBe('refused');
			}
		}
	});

	test('a byte added or taken away is refused', () => {
		const signature = sign(ringing.body);
		expect(check(ringing.body.subarray(1), signature).kind).toBe('refused');
		expect(check(Buffer.concat([ringing.body, Buffer.from('\n')]), signature).kind).toBe('refused');
		expect(check(new Uint8Array(), signature).kind).toBe('refused');
	});

	test('signed with the secret of another connection is refused', () => {
		expect(check(ringing.body, sign(ringing.body, 'of-another'))).toEqual({
			kind: 'refused',
			reason: 'signature-mismatch',
		});
	});

	test.each([{}, { secret: '' }, { other: ringing.secret }])(
		'without a configured secret nothing is believed, not even what is signed with none (%j)',
		async (none) => {
			for (const secret of ['', 'undefined', ringing.secret]) {
				const { post, log } = createHarness({ secrets: none as Record<string, string> });
				const headers = { 'x-spark-signature': sign(ringing.body, secret) };
				expect(await post('webex', { headers, body: ringing.body })).toEqual({ status: 401 });
				expect(log.appended[0]?.delivery?.reason).toBe('no-secret-configured');
			}
		},
	);

	const right = sign(ringing.body);
	test.each([
		['missing', undefined],
		['empty', ''],
		['short', right.slice(1)],
		['long', `${right}0`],
		['not hex', 'z'.repeat(40)],
		['upper case', right.toUpperCase()],
		['prefixed', `sha1=${right}`],
		['twice', `${right}, ${right}`],
		['1 MB', 'a'.repeat(1_048_576)],
		['with a line end', `${right}\n`],
	])('a signature that is %s gets the same answer as a wrong one', async (_, signature) => {
		const { post, log } = createHarness({ secrets });
		const headers: Record<string, string> = signature === undefined ? {} : { 'x-spark-signature': signature };
		expect(await post('webex', { headers, body: ringing.body })).toEqual({ status: 401 });
		expect(log.stored).toEqual([]);
	});

	test('no header makes it throw, and none but the right one passes', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.base64String()), (signature) => {
				expect(check(ringing.body, signature).kind).toBe('refused');
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe('signed as it stands', () => {
	test.each([
		['odd spacing', '{ "a" :1.0 ,\t"b":2}'],
		['\\u escapes', '{"a":"\\u00e9\\/"}'],
		['a big integer', '{"n":12345678901234567890,"1":2}'],
		['a repeated key', '{"a":1,"a":2}'],
		['CRLF', '{\r\n"a":1\r\n}\r\n'],
		['a BOM', '\ufeff{"a":1}'],
	])('%s is believed over the raw bytes, and refused as we would write it', (_, raw) => {
		const body = Buffer.from(raw);
		expect(check(body, sign(body))).toEqual({ kind: 'verified' });
		const rewritten = Buffer.from(JSON.stringify(JSON.parse(raw.replace('\ufeff', ''))));
		expect(check(rewritten, sign(body)).kind).toBe('refused');
	});

	test('bytes that are no text at all are verified as bytes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string({ minLength: 1 }), (body, secret) => {
				expect(check(body, sign(body, secret), secret).kind).toBe('verified');
			}),
		);
	});
});

describe('fuzzed', () => {
	const body = fc
		.tuple(
			fc.constantFrom(...fixtures),
			fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
			fc.nat(),
		)
		.map(([given, changes, cut]) => {
			const bytes = Uint8Array.from(given.body);
			for (const [at, value] of changes) bytes[at % bytes.length] = value;
			return cut % 3 === 0 ? bytes.slice(0, cut % bytes.length) : bytes;
		});

	test('a changed body without its signature makes no event', async () => {
		await fc.assert(
			fc.asyncProperty(body, async (bytes) => {
				const { post, log, bugs } = createHarness({ secrets: { secret: 'of-another' } });
				expect((await post('webex', { headers: ringing.headers, body: bytes })).status).toBe(401);
				expect(log.stored).toEqual([]);
				expect(bugs).toEqual([]);
			}),
			{ numRuns: 1_000 },
		);
	});

	test('a changed body that is signed is an outcome, never a failure', async () => {
		await fc.assert(
			fc.asyncProperty(body, async (bytes) => {
				const { post, log, bugs } = createHarness({ secrets });
				const headers = { 'x-spark-signature': sign(bytes) };
				expect((await post('webex', { headers, body: bytes })).status).toBe(200);
				expect(log.appended).toHaveLength(1);
				expect(bugs).toEqual([]);
			}),
			{ numRuns: 2_000 },
		);
	});
});
