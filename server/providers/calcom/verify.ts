import { createHmac } from 'node:crypto';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Verdict } from '../provider.ts';

export const SIGNATURE_HEADER = 'x-cal-signature-256';

/**
 * Lower-case hex HMAC-SHA256 of the raw body. Without a secret of theirs the header says `no-secret-provided`, which is
 * refused. There is no timestamp: repeats end at the event's id. https://cal.com/docs/core-features/webhooks
 */
export function verify(request: HookRequest, connection: HookConnection): Verdict {
	const { secret } = connection.secrets;
	if (!secret?.trim()) return { kind: 'refused', reason: 'no-secret-configured' };
	const signature = request.headers[SIGNATURE_HEADER];
	if (!signature) return { kind: 'refused', reason: 'signature-missing' };
	if (!/^[0-9a-f]{64}$/.test(signature)) return { kind: 'refused', reason: 'signature-malformed' };
	const expected = createHmac('sha256', secret).update(request.body).digest();
	return sameSecret(Buffer.from(signature, 'hex'), expected)
		? { kind: 'verified' }
		: { kind: 'refused', reason: 'signature-mismatch' };
}
