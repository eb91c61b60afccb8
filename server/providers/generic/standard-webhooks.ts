import { createHmac } from 'node:crypto';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookRequest, Verdict } from '../provider.ts';

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export const TOLERANCE_SECONDS = 300;
const MAX_ID = 256;
const MAX_SIGNATURES = 2_048;
const PREFIX = 'whsec_';

/** `v1,<base64>`: HMAC-SHA256 over id, timestamp (s since 1970) and the raw body, joined by dots. */
export function signature(key: Buffer, id: string, timestamp: string, body: Uint8Array): string {
	const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
	return `v1,${digest}`;
}

/** After `whsec_` stands base64; any other secret is used as the text it is. Undefined when there is no key in it. */
export function signingKey(secret: string): Buffer | undefined {
	if (!secret.startsWith(PREFIX)) return secret ? Buffer.from(secret, 'utf8') : undefined;
	const encoded = secret.slice(PREFIX.length);
	return /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
}

/** Believes a request that carries one right `v1` signature and was sent within five minutes of its arrival. */
export function verifyStandardWebhook(request: HookRequest, secret: string): Verdict {
	const key = signingKey(secret);
	if (!key) return { kind: 'refused', reason: 'no-secret-configured' };
	const {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signatures,
	} = request.headers;
	if (!signatures || !id) return { kind: 'refused', reason: 'signature-missing' };
	if (!timestamp) return { kind: 'refused', reason: 'timestamp-missing' };
	if (signatures.length > MAX_SIGNATURES || id.length > MAX_ID || !/^\d{1,12}$/.test(timestamp)) {
		return { kind: 'refused', reason: 'signature-malformed' };
	}
	const age = Math.floor(request.receivedAt / 1_000) - Number(timestamp);
	if (Math.abs(age) > TOLERANCE_SECONDS) return { kind: 'refused', reason: 'timestamp-out-of-range' };
	const expected = Buffer.from(signature(key, id, timestamp, request.body));
	// Several stand there while the sender changes its secret.
	const isRight = signatures.split(' ').some((one) => sameSecret(Buffer.from(one), expected));
	return isRight ? { kind: 'verified' } : { kind: 'refused', reason: 'signature-mismatch' };
}
