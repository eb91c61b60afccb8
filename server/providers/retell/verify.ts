import { createHmac } from 'node:crypto';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Verdict } from '../provider.ts';

/** `v=<ms since 1970>,d=<hex HMAC-SHA256>`. https://docs.retellai.com/features/secure-webhook */
export const SIGNATURE_HEADER = 'x-retell-signature';

/** Five minutes in both directions, as the vendor's library. */
const TOLERANCE_MS = 300_000;

export function verify(request: HookRequest, connection: HookConnection): Verdict {
	const { secret } = connection.secrets;
	if (!secret?.trim()) return { kind: 'refused', reason: 'no-secret-configured' };
	const header = request.headers[SIGNATURE_HEADER];
	if (!header) return { kind: 'refused', reason: 'signature-missing' };
	const signature = readSignature(header);
	if (!signature) return { kind: 'refused', reason: 'signature-malformed' };
	const expected = digest(request.body, secret, signature.signedAt);
	// First the digest: that a clock is wrong can only be said of who knows the key.
	if (!sameSecret(signature.digest, expected)) return { kind: 'refused', reason: 'signature-mismatch' };
	const isInTime = Math.abs(request.receivedAt - signature.signedAt) <= TOLERANCE_MS;
	return isInTime ? { kind: 'verified' } : { kind: 'refused', reason: 'timestamp-out-of-range' };
}

/** When Retell signed it, ms since 1970; of a verified request it is the vendor's own time of sending. */
export function signedAt(request: HookRequest): number {
	return readSignature(request.headers[SIGNATURE_HEADER] ?? '')?.signedAt ?? request.receivedAt;
}

/** The header for a body that is sent at `sentAt` (ms since 1970). */
export function signatureOf(body: Uint8Array, secret: string, sentAt: number): string {
	return `v=${sentAt},d=${digest(body, secret, sentAt).toString('hex')}`;
}

function readSignature(header: string): { signedAt: number; digest: Buffer } | undefined {
	const match = /^v=(\d{1,16}),d=([0-9a-f]{64})$/i.exec(header);
	const signed = Number(match?.[1]);
	if (!match?.[2] || !Number.isSafeInteger(signed)) return undefined;
	return { signedAt: signed, digest: Buffer.from(match[2], 'hex') };
}

/** Over the raw body and, right behind it, the time in digits. */
function digest(body: Uint8Array, secret: string, time: number): Buffer {
	return createHmac('sha256', secret).update(body).update(String(time)).digest();
}
