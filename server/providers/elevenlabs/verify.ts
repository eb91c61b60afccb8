import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Refusal, Verdict, Verification } from '../provider.ts';
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
	const { body } = request;
	const verification = beginVerify(request, connection);
	if (verification.kind === 'refused') return verification;
	for (let at = 0; at < body.byteLength; at += CHUNK) {
		if (at > 0) await setImmediate();
		verification.update(body.subarray(at, at + CHUNK));
	}
	return verification.verdict();
}

/** The same for a body that is still to come. */
export function beginVerify(
	{ headers, receivedAt }: Pick<HookRequest, 'headers' | 'receivedAt'>,
	connection: HookConnection,
): Verification {
	const { secret } = connection.secrets;
	if (!secret?.trim()) return refused('no-secret-configured');
	const header = headers[SIGNATURE_HEADER];
	if (!header) return refused('signature-missing');
	const { signedAt, signature } = readHeader(header);
	if (signedAt === undefined) return refused('timestamp-missing');
	if (signature === undefined || !/^[0-9a-f]{64}$/.test(signature)) return refused('signature-malformed');
	const untimely = refusalForTime(signedAt, receivedAt, TOLERANCE_SECONDS);
	if (untimely) return refused(untimely);
	const hmac = createHmac('sha256', secret).update(`${signedAt}.`);
	return {
		kind: 'begun',
		update: (chunk) => {
			hmac.update(chunk);
		},
		verdict: () =>
			sameSecret(Buffer.from(signature, 'hex'), hmac.digest())
				? { kind: 'verified' }
				: refused('signature-mismatch'),
	};
}

function readHeader(header: string): { signedAt?: string; signature?: string } {
	const parts = header.split(',');
	const value = (prefix: string) => parts.find((part) => part.startsWith(prefix))?.slice(prefix.length);
	return { signedAt: value('t='), signature: value('v0=') };
}

function refused(reason: Refusal) {
	return { kind: 'refused', reason } as const;
}
