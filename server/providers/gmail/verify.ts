import { createPublicKey, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { readJsonBody } from '../json-body.ts';
import type { HookConnection, HookRequest, Refusal, Verdict, VerifyTools } from '../provider.ts';
import { TEST_KEY_ID, testKeyOf } from './test-key.ts';

/** Keys that Google signs its OpenID tokens with. https://accounts.google.com/.well-known/openid-configuration */
export const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';

const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];
const SKEW_SECONDS = 60;
/** As Google's own library. */
const LONGEST_LIFE_SECONDS = 24 * 60 * 60;
const LONGEST_TOKEN = 8_192;

/**
 * `Authorization: Bearer <OpenID token>` of the push subscription's own service account. Everybody can have Google
 * sign a token for our address, so the account's mail address is what tells.
 * https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 */
export async function verify(
	request: HookRequest,
	connection: HookConnection,
	tools?: VerifyTools,
): Promise<Verdict> {
	if (!connection.settings.pushServiceAccount) return refused('no-secret-configured');
	const token = readToken(request.headers.authorization);
	if (token.kind === 'refused') return token;
	const found = await findKey(token.keyId, request, connection, tools);
	if (found.kind === 'unavailable') return { kind: 'undecided' };
	if (found.kind === 'unknown') return refused('signature-mismatch');
	const refusal = await refusalOf(token.text, found.key, request, connection);
	return refusal ? refused(refusal) : { kind: 'verified' };
}

type Found = { kind: 'found'; key: KeyObject } | { kind: 'unknown' } | { kind: 'unavailable' };

async function findKey(
	keyId: string,
	request: HookRequest,
	connection: HookConnection,
	tools: VerifyTools | undefined,
): Promise<Found> {
	const simulated = keyId === TEST_KEY_ID && testKeyOf(request, connection);
	if (simulated) return { kind: 'found', key: simulated };
	const found = await tools?.publicKeys.find(GOOGLE_KEYS, keyId);
	if (found?.kind !== 'found') return found ?? { kind: 'unavailable' };
	return { kind: 'found', key: createPublicKey({ key: found.key, format: 'jwk' }) };
}

type Token = { kind: 'token'; text: string; keyId: string } | { kind: 'refused'; reason: Refusal };

/** RS256 alone: a token must not choose by what it is checked. */
function readToken(header: string | undefined): Token {
	if (!header) return { kind: 'refused', reason: 'signature-missing' };
	const text = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
	if (!text || text.length > LONGEST_TOKEN) return { kind: 'refused', reason: 'signature-malformed' };
	try {
		const { alg, kid } = decodeProtectedHeader(text);
		if (alg !== 'RS256' || !kid) return { kind: 'refused', reason: 'signature-malformed' };
		return { kind: 'token', text, keyId: kid };
	} catch {
		return { kind: 'refused', reason: 'signature-malformed' };
	}
}

async function refusalOf(
	token: string,
	key: KeyObject,
	request: HookRequest,
	{ settings }: HookConnection,
): Promise<Refusal | undefined> {
	try {
		const { payload } = await jwtVerify(token, key, {
			algorithms: ['RS256'],
			issuer: ISSUERS,
			audience: settings.audience ?? request.url,
			currentDate: new Date(request.receivedAt),
			clockTolerance: SKEW_SECONDS,
			requiredClaims: ['exp', 'iat'],
		});
		return refusalOfClaims(payload, request, settings);
	} catch (error) {
		return refusalOfError(error);
	}
}

const Times = z.object({ iat: z.number(), exp: z.number() });

function refusalOfClaims(
	payload: JWTPayload,
	request: HookRequest,
	settings: Record<string, string>,
): Refusal | undefined {
	const now = request.receivedAt / 1_000;
	const times = Times.safeParse(payload);
	if (!times.success) return 'timestamp-missing';
	const { iat, exp } = times.data;
	if (iat > now + SKEW_SECONDS || exp >= now + LONGEST_LIFE_SECONDS) return 'timestamp-out-of-range';
	const fromUs = payload.email === settings.pushServiceAccount && payload.email_verified === true;
	if (!fromUs || !isOfSubscription(request.body, settings.subscription)) return 'sender-mismatch';
	return undefined;
}

const Addressed = z.object({ message: z.unknown(), subscription: z.unknown().optional() });

/** A body that cannot be read is the parser's to tell: refused, it would be sent again for a week. */
function isOfSubscription(body: Uint8Array, expected: string | undefined): boolean {
	if (!expected) return true;
	const named = readJsonBody(body, Addressed);
	return named.kind === 'malformed' || named.value.subscription === expected;
}

function refusalOfError(error: unknown): Refusal {
	if (error instanceof errors.JWTExpired) return 'timestamp-out-of-range';
	if (error instanceof errors.JWTClaimValidationFailed) {
		if (error.claim === 'aud') return 'audience-mismatch';
		if (error.claim === 'iss') return 'sender-mismatch';
		return error.reason === 'missing' ? 'timestamp-missing' : 'timestamp-out-of-range';
	}
	if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature-mismatch';
	if (error instanceof errors.JOSEError) return 'signature-malformed';
	throw error;
}

function refused(reason: Refusal): Verdict {
	return { kind: 'refused', reason };
}
