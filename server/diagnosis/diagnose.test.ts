import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createEvidence, createFingerprint } from '../intake/evidence.ts';
import { REFUSED_BODY_BYTES } from '../intake/refusals.ts';
import type { HookRequest, Provider } from '../providers/provider.ts';
import { loadProviders } from '../providers/registry.ts';
import { sealingKey } from '../secrets/sealing.ts';
import { type DiagnosisFacts, diagnose, type KnownConnection } from './diagnose.ts';

const NOW = Date.parse('2026-04-14T09:00:00.000Z');
const URL_HERE = 'https://ringside.example/hooks/vendor/hk_secret-of-the-address';
const SECRET = 'the-secret-of-this-connection';
const fingerprint = createFingerprint([sealingKey(Buffer.alloc(32, 1))]);
const registry = await loadProviders();
const evidence = createEvidence(registry.all(), fingerprint);

// Signed by the vendor's private key: no secret of ours makes such a request.
const providers = registry.all().filter((one) => one.id !== 'gmail');
/** The body or the time is not signed: the token alone speaks. */
const byToken = new Set(['ringcentral', 'cloudtalk']);
const withoutTime = new Set(['webex', 'calcom', 'twilio', ...byToken]);

function known(provider: Provider, secret: string | undefined, name = provider.label): KnownConnection {
	const secrets: Record<string, string> = secret === undefined ? {} : { secret };
	return { name, provider, connection: { connectionId: `con_${name}`, secrets, settings: {}, region: 'DE' } };
}

/** A request as the vendor signs it. */
function signed(provider: Provider, secret = SECRET, at = NOW, url = URL_HERE): HookRequest {
	const [play] = Object.values(provider.scenarios);
	const [first] =
		play?.({ runId: 'run1', startAt: at, secrets: { secret }, hookUrl: url, from: '+493023125101' }) ?? [];
	if (!first) throw new Error(`${provider.id} plays nothing`);
	return { method: 'POST', url: URL_HERE, headers: first.headers, body: first.body, receivedAt: NOW };
}

/** What the verification says, and the diagnosis of what is kept of it. */
async function diagnosed(provider: Provider, request: HookRequest, change: Partial<DiagnosisFacts> = {}) {
	const own = change.own ?? known(provider, SECRET);
	const verdict = await provider.verify(request, own.connection);
	const reason = verdict.kind === 'refused' ? verdict.reason : 'believed';
	const length = String(request.body.byteLength);
	const kept = {
		...request,
		reason,
		headers: evidence({ ...request.headers, 'content-length': length }),
		body: request.body.slice(0, REFUSED_BODY_BYTES),
	};
	const facts = { own, others: [], providers: registry.all(), fingerprint, ...change };
	const diagnosis = await diagnose(kept, facts);
	const said = JSON.stringify([diagnosis, kept.headers]);
	expect(said).not.toContain(SECRET);
	expect(diagnosis.words + diagnosis.mend).not.toContain('hk_secret-of-the-address');
	return { reason, cause: diagnosis.cause, certainty: diagnosis.certainty, words: diagnosis.words };
}

const changedBody = (request: HookRequest, change: (text: string) => string | Buffer): HookRequest => ({
	...request,
	body: Buffer.from(change(Buffer.from(request.body).toString())),
});

describe.each(providers.map((provider) => [provider.id, provider] as const))('%s', (id, provider) => {
	test('what was signed with another secret', async () => {
		expect(await diagnosed(provider, signed(provider, 'another-one'))).toMatchObject({
			cause: 'secret-differs',
			certainty: 'likely',
		});
	});

	test('what was signed with the secret of another connection names it', async () => {
		const others = [known(provider, 'theirs', 'First'), known(provider, 'another-one', 'Berlin desk')];
		const { cause, certainty, words } = await diagnosed(provider, signed(provider, 'another-one'), {
			others,
		});
		expect([cause, certainty]).toEqual(['secret-of-other-connection', 'certain']);
		expect(words).toContain('Berlin desk');
	});

	test('a connection without a secret', async () => {
		const own = known(provider, undefined);
		expect(await diagnosed(provider, signed(provider), { own })).toMatchObject({
			reason: 'no-secret-configured',
			cause: 'no-secret-here',
		});
	});

	test('what would be believed today says that it was mended', async () => {
		const kept = signed(provider);
		expect(await diagnosed(provider, kept)).toMatchObject({ cause: 'believed-now' });
	});

	test('a signature that is missing', async () => {
		const request = { ...signed(provider), headers: { 'content-type': 'application/json' } };
		const cause = provider.secrets[0]?.generatedByUs ? 'no-secret-at-vendor' : 'header-missing';
		expect(await diagnosed(provider, request)).toMatchObject({ reason: 'signature-missing', cause });
	});

	test('a body that a proxy has packed', async () => {
		const request = signed(provider);
		const packed = { ...request, body: gzipSync(request.body) };
		const isSigned = !byToken.has(id);
		expect(await diagnosed(provider, packed)).toMatchObject(
			isSigned ? { cause: 'body-changed', certainty: 'certain' } : { cause: 'believed-now' },
		);
	});

	test.each([
		['written anew with spaces', (text: string) => JSON.stringify(JSON.parse(text), null, 3)],
		['with a line end', (text: string) => `${text}\n`],
		['with a byte order mark', (text: string) => `\ufeff${text}`],
	])('a body %s', async (_, change) => {
		if (byToken.has(id) || id === 'twilio') return;
		const { cause, certainty } = await diagnosed(provider, changedBody(signed(provider), change));
		expect([cause, certainty]).toEqual(['body-changed', 'certain']);
	});

	test('a clock that is 47 minutes off, in both directions', async () => {
		if (withoutTime.has(id)) return;
		for (const [off, words] of [
			[-47, '47 minutes before'],
			[47, '47 minutes after'],
		] as const) {
			const request = signed(provider, SECRET, NOW + off * 60_000);
			expect(await diagnosed(provider, request)).toMatchObject({
				reason: 'timestamp-out-of-range',
				cause: 'clock',
				certainty: 'certain',
				words: expect.stringContaining(words),
			});
		}
	});

	test('a request of every other provider is known by its headers', async () => {
		for (const other of providers) {
			if (other.id === id) continue;
			const { cause, words } = await diagnosed(provider, signed(other));
			// Its token stands in a header that several use, so it may be anybody’s.
			if (other.id === 'cloudtalk') continue;
			expect([other.id, cause]).toEqual([other.id, 'other-provider']);
			expect(words).toContain(other.label);
		}
	});

	test('a request of another provider that a connection there believes names that connection', async () => {
		for (const other of providers) {
			if (other.id === id || other.id === 'twilio') continue;
			const others = [known(other, 'its-own-secret', 'The right one')];
			const request = signed(other, 'its-own-secret');
			const { cause, certainty, words } = await diagnosed(provider, request, { others });
			expect([other.id, cause, certainty]).toEqual([other.id, 'other-provider', 'certain']);
			expect(words).toContain('The right one');
		}
	});
});

describe('Twilio’s signature over the address', () => {
	const twilio = providers.find((one) => one.id === 'twilio') as Provider;
	const at = (url: string) => signed(twilio, SECRET, NOW, url);
	const host = URL_HERE.slice('https://ringside.example'.length);

	test.each([
		['http instead of https', `http://ringside.example${host}`, {}],
		['another port', `https://ringside.example:8080${host}`, {}],
		['a slash at the end', `${URL_HERE}/`, {}],
		['another host, which the request names', `https://calls.example${host}`, { host: 'calls.example' }],
		['a forwarded host', `https://edge.example${host}`, { 'x-forwarded-host': 'edge.example' }],
	])('%s', async (_, url, headers) => {
		const request = at(url);
		const found = await diagnosed(twilio, { ...request, headers: { ...request.headers, ...headers } });
		expect(found).toMatchObject({ cause: 'other-url', certainty: 'certain' });
		expect(found.words).toContain(new URL(url).host);
	});

	test('a form under another content type', async () => {
		const request = at(URL_HERE);
		const headers = { ...request.headers, 'content-type': 'text/plain' };
		expect(await diagnosed(twilio, { ...request, headers })).toMatchObject({
			cause: 'content-type-changed',
			certainty: 'certain',
		});
	});
});

test('a token without the word in front of it', async () => {
	const cloudtalk = providers.find((one) => one.id === 'cloudtalk') as Provider;
	const request = signed(cloudtalk);
	const headers = { ...request.headers, authorization: SECRET };
	expect(await diagnosed(cloudtalk, { ...request, headers })).toMatchObject({ cause: 'scheme-missing' });
});

test('a vendor that says it has no secret is taken at its word', async () => {
	const calcom = providers.find((one) => one.id === 'calcom') as Provider;
	const request = signed(calcom);
	const headers = { ...request.headers, 'x-cal-signature-256': 'no-secret-provided' };
	expect(await diagnosed(calcom, { ...request, headers })).toMatchObject({
		cause: 'no-secret-at-vendor',
		certainty: 'certain',
	});
});

test('where the body was too large to be kept whole, that is said', async () => {
	const webex = providers.find((one) => one.id === 'webex') as Provider;
	const request = changedBody(signed(webex), (text) => `${text}${'x'.repeat(REFUSED_BODY_BYTES)}`);
	expect((await diagnosed(webex, request)).words).toContain('too large to be kept whole');
});

test('a refusal after others that were not kept is read all the same', async () => {
	const webex = providers.find((one) => one.id === 'webex') as Provider;
	const facts = { own: known(webex, SECRET), others: [], providers: registry.all(), fingerprint };
	const refused = {
		reason: 'signature-missing (before it 5 more, not kept)',
		url: URL_HERE,
		headers: {},
		body: new Uint8Array(),
		receivedAt: NOW,
	};
	expect((await diagnose(refused, facts)).cause).toBe('no-secret-at-vendor');
});
