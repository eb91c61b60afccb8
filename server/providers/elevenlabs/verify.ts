import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Refusal, Verdict } from '../provider.ts';
import { refusalForTime } from '../signature-time.ts';

export const SIGNATURE_HEADER = 'elevenlabs-signature';

/** As the vendor's own library. */
const TOLERANCE_SECONDS = 30 * 60;

/** About two milliseconds of hashing: a body of 100 MB must not hold up a ring. */
const CHUNK = 2_097_152;

/**
 * `t=<seconds>,v0=<hex>`: HMAC-SHA256 of `<t>.<raw body>`, keyed by the whole secret as text.
 * https://elevenlabs.io/docs/eleven-api/resources/webhooks
 */
export async function verify(request: HookRequest, connection: HookConnection): Promise<Verdict> {
	const { secret } = connection.secrets;
	if (!secret?.trim()) return refused('no-secret-configured');
	const header = request.headers[SIGNATURE_HEADER];
	if (!header) return refused('signature-missing');
	const { signedAt, signature } = readHeader(header);
	if (signedAt === undefined) return refused('timestamp-missing');
	if (signature === undefined || !/^[0-9a-f]{64}$/.test(signature)) return refused('signature-malformed');
	const untimely = refusalForTime(signedAt, request.receivedAt, TOLERANCE_SECONDS);
	if (untimely) return refused(untimely);
	const expected = await digest(secret, signedAt, request.body);
	return sameSecret(Buffer.from(signature, 'hex'), expected)
		? { kind: 'verified' }
		: refused('signature-mismatch');
}

function readHeader(header: string): { signedAt?: string; signature?: string } {
	const parts = header.split(',');
	const value = (prefix: string) => parts.find((part) => part.startsWith(prefix))?.slice(prefix.length);
	return { signedAt: value('t='), signature: value('v0=') };
}

async function digest(secret: string, signedAt: string, body: Uint8Array): Promise<Buffer> {
	const hmac = createHmac('sha256', secret).update(`${signedAt}.`);
	for (let at = 0; at < body.byteLength; at += CHUNK) {
		if (at > 0) await setImmediate();
		hmac.update(body.subarray(at, at + CHUNK));
	}
	return hmac.digest();
}

function refused(reason: Refusal): Verdict {
	return { kind: 'refused', reason };
}
