import { createHmac } from 'node:crypto';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Refusal, Verdict } from '../provider.ts';
import { refusalForTime } from '../signature-time.ts';

export const SIGNATURE_HEADER = 'stripe-signature';

/** As the vendor's own library. */
const TOLERANCE_SECONDS = 300;

/** Two secrets at most sign while one is rolled; more would only be work for us. */
const MAX_SIGNATURES = 8;

/**
 * `t=<seconds>,v1=<hex>[,v1=<hex>…]`: HMAC-SHA256 of `<t>.<raw body>`, keyed by the whole `whsec_…` as text; one that
 * agrees is enough. https://docs.stripe.com/webhooks/signature
 */
export function verify(request: HookRequest, connection: HookConnection): Verdict {
	const { secret } = connection.secrets;
	if (!secret?.trim()) return refused('no-secret-configured');
	const header = request.headers[SIGNATURE_HEADER];
	if (!header) return refused('signature-missing');
	const { signedAt, signatures } = readHeader(header);
	if (signedAt === undefined) return refused('timestamp-missing');
	const wellFormed = signatures.filter((signature) => /^[0-9a-f]{64}$/.test(signature));
	if (wellFormed.length === 0) return refused('signature-malformed');
	const untimely = refusalForTime(signedAt, request.receivedAt, TOLERANCE_SECONDS);
	if (untimely) return refused(untimely);
	const expected = createHmac('sha256', secret).update(`${signedAt}.`).update(request.body).digest();
	const agrees = wellFormed.some((signature) => sameSecret(Buffer.from(signature, 'hex'), expected));
	return agrees ? { kind: 'verified' } : refused('signature-mismatch');
}

function readHeader(header: string): { signedAt?: string; signatures: string[] } {
	const parts = header.split(',');
	const values = (prefix: string) =>
		parts.filter((part) => part.startsWith(prefix)).map((part) => part.slice(prefix.length));
	return { signedAt: values('t=').at(-1), signatures: values('v1=').slice(0, MAX_SIGNATURES) };
}

function refused(reason: Refusal): Verdict {
	return { kind: 'refused', reason };
}
