import { createHmac } from 'node:crypto';
import { sameSecret } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Verdict } from '../provider.ts';

/** Lower-case hex HMAC-SHA1 of the raw body. https://developer.webex.com/docs/api/guides/webhooks */
export const SIGNATURE_HEADER = 'x-spark-signature';

/** Webex sends neither time nor nonce: repeats are caught by the event's id alone. */
export function verify(request: HookRequest, connection: HookConnection): Verdict {
	const { secret } = connection.secrets;
	if (!secret) return { kind: 'refused', reason: 'no-secret-configured' };
	const signature = request.headers[SIGNATURE_HEADER];
	if (!signature) return { kind: 'refused', reason: 'signature-missing' };
	// Before the body is hashed, so that a wrong shape costs nothing.
	if (!/^[0-9a-f]{40}$/.test(signature)) return { kind: 'refused', reason: 'signature-malformed' };
	const expected = createHmac('sha1', secret).update(request.body).digest();
	return sameSecret(Buffer.from(signature, 'hex'), expected)
		? { kind: 'verified' }
		: { kind: 'refused', reason: 'signature-mismatch' };
}
