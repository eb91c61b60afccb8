import { describe, expect, test } from 'vitest';
import { manualClock } from '../intake/harness.testkit.ts';
import type { OutgoingRequest, OutgoingResult } from '../outgoing/dispatcher.ts';
import type { SignIn } from '../providers/setup.ts';
import { createTokenEndpoint, issuerOf } from './token-endpoint.ts';
import { vendorProvider } from './vendor.testkit.ts';

const clock = manualClock();
const good = { access_token: 'a', token_type: 'bearer', expires_in: 60 };
const answered = (status: number, body: unknown, headers: Record<string, string> = {}): OutgoingResult => ({
	...{ kind: 'answered', status, headers: { 'content-type': 'application/json', ...headers } },
	body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

function endpoint(result: OutgoingResult, change: Partial<SignIn> = {}) {
	const sent: OutgoingRequest[] = [];
	const { signIn } = vendorProvider(change);
	if (!signIn) throw new Error('no sign-in');
	const app = { clientId: 'id-_1', clientSecret: 'se:cr&et-_ü' };
	const dispatch = async (outgoing: OutgoingRequest) => {
		sent.push(outgoing);
		return result;
	};
	return { sent, ...createTokenEndpoint(signIn, app, { dispatch, clock }) };
}

describe('what the token address answers', () => {
	test.each<[string, OutgoingResult, object]>([
		['a refusal', answered(400, { error: 'invalid_grant' }), { kind: 'grant-refused' }],
		[
			'a refusal in words of its own',
			answered(400, { message: 'expired', errors: [] }),
			{ kind: 'grant-refused' },
		],
		['a wrong secret', answered(401, { error: 'invalid_client' }), { kind: 'app-refused' }],
		['a bare 401', answered(401, ''), { kind: 'app-refused' }],
		['a page of a firewall', answered(403, '<html>'), { kind: 'no-answer' }],
		['a page that is not there', answered(404, ''), { kind: 'no-answer' }],
		['a redirect', answered(302, '', { location: 'https://evil.example' }), { kind: 'no-answer' }],
		['an outage', answered(503, ''), { kind: 'no-answer' }],
		['a limit', answered(429, '', { 'retry-after': '9' }), { kind: 'later', at: clock.now() + 9_000 }],
		['a busy vendor', answered(400, { error: 'temporarily_unavailable' }), { kind: 'later' }],
		['no JSON', answered(200, 'hello'), { kind: 'no-answer' }],
		['no token', answered(200, { token_type: 'bearer' }), { kind: 'no-answer' }],
		['another kind of token', answered(200, { ...good, token_type: 'mac' }), { kind: 'no-answer' }],
		['an empty 204', answered(204, ''), { kind: 'no-answer' }],
		['nothing in time', { kind: 'failed', reason: 'timeout' }, { kind: 'no-answer' }],
		['no such name', { kind: 'failed', reason: 'unresolved' }, { kind: 'later' }],
		['an address inside', { kind: 'blocked', reason: 'internal-address' }, { kind: 'later' }],
		['an id token, which is not read', answered(200, { ...good, id_token: 'x.y.z' }), { kind: 'granted' }],
	])('%s', async (_, result, expected) => {
		expect(await endpoint(result).refresh('r')).toMatchObject(expected);
	});

	test('a good one says how long, and for what', async () => {
		const body = { ...good, refresh_token: 'r2', refresh_token_expires_in: '120', scope: 'a b,c' };
		const now = clock.now();
		expect(await endpoint(answered(200, body)).refresh('r')).toEqual({
			...{ kind: 'granted', access: 'a', refresh: 'r2', obtainedAt: now },
			...{ accessExpiresAt: now + 60_000, refreshExpiresAt: now + 120_000, scopes: ['a', 'b', 'c'] },
		});
	});
});

describe('how the app proves itself', () => {
	test('by a header, spelled so that every vendor reads it back', async () => {
		const { sent, refresh } = endpoint(answered(200, good));
		await refresh('r');
		const header = sent[0]?.headers?.authorization ?? '';
		const plain = Buffer.from(header.replace('Basic ', ''), 'base64').toString();
		expect(plain).toBe('id-_1:se%3Acr%26et-_%C3%BC');
		expect(String(sent[0]?.body)).not.toContain('secret');
	});

	test('in the body, where the vendor wants it there', async () => {
		const { sent, exchange } = endpoint(answered(200, good), { clientAuthentication: 'post' });
		await exchange('code-1', {
			redirectUri: 'https://ringside.example/oauth/callback',
			verifier: 'v'.repeat(43),
		});
		expect(sent[0]?.headers?.authorization).toBeUndefined();
		expect(Object.fromEntries(new URLSearchParams(String(sent[0]?.body)))).toEqual({
			...{ grant_type: 'authorization_code', code: 'code-1', code_verifier: 'v'.repeat(43) },
			...{ client_id: 'id-_1', client_secret: 'se:cr&et-_ü' },
			redirect_uri: 'https://ringside.example/oauth/callback',
		});
	});

	test('a vendor without PKCE is sent no verifier', async () => {
		const { sent, exchange } = endpoint(answered(200, good), { pkce: false });
		await exchange('code-1', { redirectUri: 'https://ringside.example/oauth/callback' });
		expect(String(sent[0]?.body)).not.toContain('code_verifier');
	});
});

test('a token that cannot be taken back is no mishap', async () => {
	expect(await endpoint(answered(200, '')).revoke('r')).toBe(true);
	expect(await endpoint(answered(503, '')).revoke('r')).toBe(false);
	expect(await endpoint({ kind: 'failed', reason: 'connection' }).revoke('r')).toBe(false);
	expect(await endpoint(answered(200, ''), { revokeUrl: undefined }).revoke('r')).toBe(false);
});

test('a vendor answers under the origin of its authorize address, or the name that the manifest gives', () => {
	const of = (change: Partial<SignIn>) => issuerOf(vendorProvider(change).signIn as SignIn);
	expect(of({})).toBe('https://vendor.example');
	expect(of({ issuer: 'https://id.vendor.example/idb' })).toBe('https://id.vendor.example/idb');
});
