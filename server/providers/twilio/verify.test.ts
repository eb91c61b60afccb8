import { createHash } from 'node:crypto';
import fc from 'fast-check';
import twilioSdk from 'twilio';
import { describe, expect, test } from 'vitest';
import {
	connectionOf,
	describeFixtures,
	describeFuzz,
	describeThreats,
	now,
	receive,
	requestOf,
	secret,
	url,
	type VendorHook,
} from '../vendor-hook.testkit.ts';
import twilio from './index.ts';
import { verify } from './verify.ts';

const { getExpectedTwilioSignature, validateRequest, validateRequestWithBody } = twilioSdk;

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };

/** Parameters as the library wants them: a repeated name is an array. */
function parametersOf(body: string): Record<string, string | string[]> {
	const parameters: Record<string, string | string[]> = Object.create(null);
	for (const [name, value] of new URLSearchParams(body)) {
		const known = parameters[name];
		parameters[name] = known === undefined ? value : [known, value].flat();
	}
	return parameters;
}

const sign = (body: string, key: string, _: number, at: string) => ({
	...form,
	'x-twilio-signature': getExpectedTwilioSignature(key, at, parametersOf(body)),
});

const hook: VendorHook = {
	provider: twilio,
	folder: import.meta.dirname,
	sign,
	signatureHeader: 'x-twilio-signature',
};

const absurd = fc.oneof(
	fc.constantFrom(
		'',
		'-1',
		'1e9',
		'99999999999',
		'NaN',
		'x'.repeat(20_001),
		'__proto__',
		'\u0000',
		'Fri, 31 Feb 9999',
	),
	fc.string({ unit: 'grapheme' }),
);

/** The same form with one parameter replaced, removed or repeated. */
function mutateForm(body: string): fc.Arbitrary<string> {
	const given = [...new URLSearchParams(body)];
	return fc
		.tuple(fc.nat(Math.max(0, given.length - 1)), absurd, fc.constantFrom('replace', 'remove', 'repeat'))
		.map(([at, value, how]) => {
			const name = given[at]?.[0] ?? '';
			const changed = given.toSpliced(
				at,
				how === 'repeat' ? 0 : 1,
				...(how === 'remove' ? [] : [[name, value] as [string, string]]),
			);
			return new URLSearchParams(changed).toString();
		});
}

describeFixtures(hook);
describeThreats(hook);
describeFuzz(hook, mutateForm);

const believes = (text: string, signature: string, at = url) => {
	const headers = { ...form, 'x-twilio-signature': signature };
	return verify(requestOf({ text, headers, url: at }), connectionOf()).kind === 'verified';
};

describe("agreement with the vendor's library", () => {
	const name = fc.oneof(
		fc.constantFrom('Body', 'From', 'ToZip', 'body', 'a', 'A', '10', '9', '__proto__'),
		fc.string(),
	);
	const value = fc.oneof(
		fc.constantFrom('', ' ', '+', '%2B', '\r\n', '\ufeff', '\\u00e9', 'a&b=c'),
		fc.string({ unit: 'grapheme' }),
	);
	const body = fc
		.array(fc.tuple(name, value), { minLength: 1, maxLength: 12 })
		.map((parameters) => new URLSearchParams(parameters).toString());

	test('both believe the same, with repeated names, empty values and any characters', () => {
		fc.assert(
			fc.property(body, fc.constantFrom(secret, 'theirs'), (text, key) => {
				const signature = getExpectedTwilioSignature(key, url, parametersOf(text));
				const theirs = validateRequest(secret, signature, url, parametersOf(text));
				expect(believes(text, signature)).toBe(theirs);
				expect(theirs).toBe(key === secret);
			}),
			{ numRuns: 500 },
		);
	});

	const spellings = [
		'https://ringside.example/hooks/twilio/k',
		'https://ringside.example:443/hooks/twilio/k',
		'https://ringside.example:8443/hooks/twilio/k',
		'http://ringside.example/hooks/twilio/k',
		'http://ringside.example:80/hooks/twilio/k',
		'https://ringside.example/hooks/twilio/k/',
		"https://ringside.example/hooks/twilio/k?name=O'Brien",
		'https://ringside.example/hooks/twilio/k?name=O%27Brien',
		'https://ringside.example/hooks/twilio/k?direction=inbound&local=%2B493023125100',
		'https://ringside.example/hooks/twilio/k?local=+493023125100',
		'https://ringside.example/hooks/twilio/k?',
		'https://RINGSIDE.example/hooks/twilio/k',
		"https://ringside.example:443/hooks/twilio/k?name=O'Brien",
		'https://RINGSIDE.example:443/hooks/twilio/k',
		'https://user:pass@ringside.example/hooks/twilio/k',
		'https://[2001:db8::1]/hooks/twilio/k',
		'https://[2001:db8::1]:443/hooks/twilio/k',
		'https://ringside.example/hooks/twilio/ü',
	];

	test.each(spellings)('both judge a signature over %s alike, received at each other spelling', (signed) => {
		const signature = getExpectedTwilioSignature(secret, signed, { a: 'b' });
		for (const received of spellings) {
			const theirs = validateRequest(secret, signature, received, { a: 'b' });
			expect(believes('a=b', signature, received), received).toBe(theirs);
		}
	});

	test('an address that is none is refused, where the library throws', () => {
		const signature = getExpectedTwilioSignature(secret, url, { a: 'b' });
		expect(believes('a=b', signature, 'not an address')).toBe(false);
	});

	test('connection overrides in the address are not part of what is signed', () => {
		const signature = getExpectedTwilioSignature(secret, url, { a: 'b' });
		expect(believes('a=b', signature, `${url}#rc=2&rp=all`)).toBe(true);
	});

	test('both believe a JSON body by its hash alone', () => {
		fc.assert(
			fc.property(fc.json(), fc.boolean(), (text, isChanged) => {
				const hash = createHash('sha256').update(text).digest('hex');
				const at = `${url}?bodySHA256=${hash}`;
				const signature = getExpectedTwilioSignature(secret, at, {});
				const sent = isChanged ? `${text} ` : text;
				const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
				const ours = verify(requestOf({ text: sent, headers, url: at }), connectionOf());
				expect(ours.kind === 'verified').toBe(validateRequestWithBody(secret, signature, at, sent));
				expect(ours.kind === 'verified').toBe(!isChanged);
			}),
			{ numRuns: 200 },
		);
	});

	test('every scenario is believed by both, and has an outcome', async () => {
		for (const scenario of Object.values(twilio.scenarios)) {
			for (const request of scenario(input)) {
				const text = Buffer.from(request.body).toString();
				const signature = request.headers['x-twilio-signature'] ?? '';
				expect(validateRequest(secret, signature, url, parametersOf(text))).toBe(true);
				expect((await receive(twilio, requestOf(request))).kind).toBe('events');
			}
		}
	});
});

const input = {
	runId: 'r1',
	startAt: now,
	secrets: { secret },
	hookUrl: url,
	from: '+14155550118',
	to: '+493023125100',
};

describe('a body that nothing vouches for', () => {
	test.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded-not', ''])(
		'of the type "%s" is refused, though the address is signed',
		(type) => {
			const headers = {
				'content-type': type,
				'x-twilio-signature': getExpectedTwilioSignature(secret, url, {}),
			};
			expect(verify(requestOf({ text: '{"CallSid":"CA1"}', headers }), connectionOf())).toEqual({
				kind: 'refused',
				reason: 'signature-mismatch',
			});
		},
	);

	test.each(['bodySHA256=', 'bodySHA256=00', `bodySHA256=${'0'.repeat(64)}`])(
		'with %s in the address is refused',
		(query) => {
			const at = `${url}?${query}`;
			const headers = {
				'content-type': 'application/json',
				'x-twilio-signature': getExpectedTwilioSignature(secret, at, {}),
			};
			expect(verify(requestOf({ text: '{}', headers, url: at }), connectionOf()).kind).toBe('refused');
		},
	);
});

test('while the token is rotated either is believed, and no third', () => {
	const connection = connectionOf({ secrets: { secret, secondary: 'the one before' } });
	const verdict = (key: string) =>
		verify(requestOf({ text: 'a=b', headers: sign('a=b', key, now, url) }), connection).kind;
	expect([verdict(secret), verdict('the one before'), verdict('a third')]).toEqual([
		'verified',
		'verified',
		'refused',
	]);
});
