import { createHmac, createPublicKey, sign as cryptoSign, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { OAuth2Client } from 'google-auth-library';
import { describe, expect, test } from 'vitest';
import { PUSH_ACCOUNT } from '../../../tests/support/vendors/gmail.ts';
import type { HookConnection, HookRequest } from '../provider.ts';
import { aConnection, aRequest, HOOK, NOW, simulated } from './gmail.testkit.ts';
import { scenarios } from './scenarios.ts';
import { verify } from './verify.ts';

const { google, tools } = simulated();
const seconds = NOW / 1_000;

const verdictOn = async (
	claims: object,
	{ at = aConnection(), ...change }: Partial<HookRequest> & { at?: HookConnection } = {},
) => verify(aRequest(await google.token({ aud: HOOK, ...claims }, NOW), change), at, tools());

const refused = (reason: string) => ({ kind: 'refused', reason });

describe('a push of our own subscription', () => {
	test('is believed', async () => {
		expect(await verdictOn({})).toEqual({ kind: 'verified' });
	});

	test('is believed as often as its token comes: one accompanies several pushes', async () => {
		const request = aRequest(await google.token({ aud: HOOK }, NOW));
		for (let n = 0; n < 3; n += 1) {
			expect(await verify(request, aConnection(), tools())).toEqual({ kind: 'verified' });
		}
	});

	test('is believed for the audience that the settings name', async () => {
		const at = aConnection({ settings: { ...aConnection().settings, audience: 'https://old.example/push' } });
		expect(await verdictOn({ aud: 'https://old.example/push' }, { at })).toEqual({ kind: 'verified' });
		expect(await verdictOn({ aud: HOOK }, { at })).toEqual(refused('audience-mismatch'));
	});

	test('is believed from both names that Google has as an issuer', async () => {
		expect(await verdictOn({ iss: 'accounts.google.com' })).toEqual({ kind: 'verified' });
	});
});

describe('a stranger', () => {
	test('with a true Google token of another service account is refused', async () => {
		expect(await verdictOn({ email: 'attacker@other.iam.gserviceaccount.com' })).toEqual(
			refused('sender-mismatch'),
		);
		expect(await verdictOn({ email: undefined })).toEqual(refused('sender-mismatch'));
	});

	test('with our account’s token for another address is refused', async () => {
		for (const aud of [`${HOOK}2`, `${HOOK}/`, HOOK.toUpperCase(), '', []]) {
			expect(await verdictOn({ aud })).toEqual(refused('audience-mismatch'));
		}
	});

	test('whose address Google has not verified is refused', async () => {
		for (const email_verified of [false, undefined, 'true', 1]) {
			expect(await verdictOn({ email_verified })).toEqual(refused('sender-mismatch'));
		}
	});

	test('with another issuer is refused', async () => {
		expect(await verdictOn({ iss: 'https://accounts.google.com.attacker.example' })).toEqual(
			refused('sender-mismatch'),
		);
	});

	test('with a key of his own, under the name of Google’s, is refused', async () => {
		const own = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
		const forged = await forge({ alg: 'RS256', kid: 'key-1' }, (text) =>
			sign256(text, own.export({ type: 'pkcs8', format: 'pem' }).toString()),
		);
		expect(await verify(aRequest(forged), aConnection(), tools())).toEqual(refused('signature-mismatch'));
	});

	test('with a key that Google does not have is refused', async () => {
		const forged = await forge({ alg: 'RS256', kid: 'nobody' }, () => 'c2ln');
		expect(await verify(aRequest(forged), aConnection(), tools())).toEqual(refused('signature-mismatch'));
	});

	test('who signs with Google’s public key as a shared secret is refused', async () => {
		const [jwk] = google.jwks().keys;
		const pem = createPublicKey({ key: jwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
		for (const secret of [pem.toString(), JSON.stringify(jwk)]) {
			const forged = await forge({ alg: 'HS256', kid: 'key-1' }, (text) =>
				createHmac('sha256', secret).update(text).digest('base64url'),
			);
			expect(await verify(aRequest(forged), aConnection(), tools())).toEqual(refused('signature-malformed'));
		}
	});

	test('who says that nothing is signed is refused', async () => {
		for (const alg of ['none', 'None', '', undefined, 'RS512', 'PS256', 'ES256']) {
			for (const signature of ['', 'c2ln']) {
				const forged = await forge({ alg, kid: 'key-1' }, () => signature);
				expect(await verify(aRequest(forged), aConnection(), tools())).toEqual(
					refused('signature-malformed'),
				);
			}
		}
	});

	test('who changes one character of a true token is refused', async () => {
		const token = await google.token({ aud: HOOK }, NOW);
		const [, payload] = token.split('.').map((part) => part.length);
		const keys = tools();
		for (let at = 0; at < token.length; at += 7) {
			// The last character of a part may hold bits that mean nothing.
			if (token[at] === '.' || token[at + 1] === '.' || at === token.length - 1) continue;
			const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
			const verdict = await verify(aRequest(changed), aConnection(), keys);
			expect(verdict.kind, `character ${at} of ${payload}`).toBe('refused');
		}
	});
});

describe('the time of a token', () => {
	test.each([
		['just expired', { iat: seconds - 3_600, exp: seconds - 59 }, 'verified'],
		['expired', { iat: seconds - 3_600, exp: seconds - 61 }, 'timestamp-out-of-range'],
		['from a clock that is a little ahead', { iat: seconds + 60, exp: seconds + 3_600 }, 'verified'],
		['from the future', { iat: seconds + 61, exp: seconds + 3_600 }, 'timestamp-out-of-range'],
		['made for a long life', { iat: seconds, exp: seconds + 86_400 }, 'timestamp-out-of-range'],
		['without an end', { exp: undefined }, 'timestamp-missing'],
		['without a beginning', { iat: undefined }, 'timestamp-missing'],
	])('%s', async (_, claims, expected) => {
		const verdict = await verdictOn(claims);
		expect(verdict.kind === 'refused' ? verdict.reason : verdict.kind).toBe(expected);
	});
});

describe('nothing is believed', () => {
	test('while no service account is named', async () => {
		const none: Record<string, string>[] = [{}, { pushServiceAccount: '' }];
		for (const settings of none) {
			expect(await verdictOn({}, { at: aConnection({ settings }) })).toEqual(refused('no-secret-configured'));
		}
	});

	test('without a bearer token', async () => {
		const token = await google.token({ aud: HOOK }, NOW);
		const with_ = (authorization: string) => aRequest(undefined, { headers: { authorization } });
		expect(await verify(aRequest(undefined), aConnection(), tools())).toEqual(refused('signature-missing'));
		for (const header of [token, `Basic ${token}`, 'Bearer', 'Bearer a.b', `Bearer ${token}, Bearer x.y.z`]) {
			expect(await verify(with_(header), aConnection(), tools())).toEqual(refused('signature-malformed'));
		}
	});

	test('whatever the header holds, and it never throws', async () => {
		const keys = tools();
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (noise) => {
				const headers = { authorization: `Bearer ${noise}` };
				expect((await verify(aRequest(undefined, { headers }), aConnection(), keys)).kind).toBe('refused');
			}),
		);
	});
});

describe('a subscription that the settings name', () => {
	const named = { ...aConnection().settings, subscription: 'projects/p/subscriptions/s' };
	const at = aConnection({ settings: named });
	const body = (more: object) => Buffer.from(JSON.stringify({ message: { data: 'x' }, ...more }));

	test('is the only one that is believed', async () => {
		const verdict = (more: object) => verdictOn({}, { at, body: body(more) });
		expect(await verdict({ subscription: 'projects/p/subscriptions/s' })).toEqual({ kind: 'verified' });
		expect(await verdict({ subscription: 'projects/p/subscriptions/t' })).toEqual(refused('sender-mismatch'));
		expect(await verdict({})).toEqual(refused('sender-mismatch'));
	});

	test('does not make a body that cannot be read come again for a week', async () => {
		expect(await verdictOn({}, { at, body: Buffer.from('hello') })).toEqual({ kind: 'verified' });
	});
});

test('while Google’s keys cannot be had nothing is decided, and Pub/Sub sends again', async () => {
	const request = aRequest(await google.token({ aud: HOOK }, NOW));
	const unavailable = { publicKeys: { find: async () => ({ kind: 'unavailable' }) as const } };
	expect(await verify(request, aConnection(), unavailable)).toEqual({ kind: 'undecided' });
});

describe('a simulated push', () => {
	const testKey = generateKeyPairSync('rsa', { modulusLength: 2_048 })
		.privateKey.export({ type: 'pkcs8', format: 'pem' })
		.toString();
	const send = (hookUrl: string, signedWith: string, connection: HookConnection) => {
		const { settings } = connection;
		const input = { runId: 'r1', startAt: NOW, secrets: { testKey: signedWith }, settings, hookUrl };
		const [request] = scenarios.changed?.(input) ?? [];
		return verify(aRequest(undefined, { ...request, url: hookUrl }), connection, tools());
	};
	const local = 'http://localhost:8787/hooks/gmail/hk_test';
	const at = aConnection({ secrets: { testKey } });

	test('is believed where no provider can reach the server', async () => {
		expect(await send(local, testKey, at)).toEqual({ kind: 'verified' });
	});

	test('is refused at a public address, whatever key is configured', async () => {
		expect(await send(HOOK, testKey, at)).toEqual(refused('signature-mismatch'));
	});

	test('is refused without that key, or with another', async () => {
		const other = generateKeyPairSync('rsa', { modulusLength: 2_048 })
			.privateKey.export({ type: 'pkcs8', format: 'pem' })
			.toString();
		expect(await send(local, testKey, aConnection())).toEqual(refused('signature-mismatch'));
		expect(await send(local, other, at)).toEqual(refused('signature-mismatch'));
		expect(await send(local, '', at)).toEqual(refused('signature-malformed'));
		expect(await send(local, testKey, aConnection({ secrets: { testKey: 'no key' } }))).toEqual(
			refused('signature-mismatch'),
		);
	});
});

test('Google’s own library agrees on 300 tokens, in both directions', async () => {
	const client = new OAuth2Client();
	const certs = Object.fromEntries(
		google.jwks().keys.map((jwk) => {
			const pem = createPublicKey({ key: jwk as never, format: 'jwk' }).export({
				type: 'spki',
				format: 'pem',
			});
			return [(jwk as { kid: string }).kid, pem.toString()];
		}),
	);
	// The library reads the machine's clock.
	const now = Date.now();
	const at = Math.floor(now / 1_000);
	const mostly = <T>(usual: T, ...others: T[]) =>
		fc.oneof(
			{ weight: 8, arbitrary: fc.constant(usual) },
			{ weight: 2, arbitrary: fc.constantFrom(...others) },
		);
	const token = fc.record({
		iss: mostly('https://accounts.google.com', 'accounts.google.com', 'https://evil.example', ''),
		aud: mostly(HOOK, 'https://evil.example', ''),
		email: mostly(PUSH_ACCOUNT, 'attacker@other.iam.gserviceaccount.com'),
		email_verified: mostly(true, false),
		iat: mostly(at - 60, at - 3_000, at + 1_000),
		exp: mostly(at + 3_540, at + 30, at - 1_000, at + 100_000),
		tail: mostly('', 'A', 'cut'),
		note: fc.string({ unit: 'grapheme' }),
	});
	const seen = { believed: 0, refused: 0 };
	const keys = tools();
	await fc.assert(
		fc.asyncProperty(token, async ({ tail, ...claims }) => {
			const text = await google.token(claims, now);
			const sent = tail === 'cut' ? text.slice(0, -9) : `${text}${tail}`;
			const theirs = await client
				.verifySignedJwtWithCertsAsync(sent, certs, HOOK, [
					'https://accounts.google.com',
					'accounts.google.com',
				])
				.then(
					(ticket) => {
						const payload = ticket.getPayload();
						return payload?.email === PUSH_ACCOUNT && payload.email_verified === true;
					},
					() => false,
				);
			const ours = await verify(aRequest(sent, { receivedAt: now }), aConnection(), keys);
			expect(ours.kind).toBe(theirs ? 'verified' : 'refused');
			seen[theirs ? 'believed' : 'refused'] += 1;
		}),
		{ numRuns: 300 },
	);
	expect(Math.min(seen.believed, seen.refused)).toBeGreaterThan(30);
});

async function forge(header: object, signer: (text: string) => string): Promise<string> {
	const [, payload] = (await google.token({ aud: HOOK }, NOW)).split('.');
	const text = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
	return `${text}.${signer(text)}`;
}

function sign256(text: string, pem: string): string {
	return cryptoSign('sha256', Buffer.from(text), pem).toString('base64url');
}
