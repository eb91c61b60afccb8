import { sameSecretText } from '../../secrets/compare.ts';
import type { Answer, HookConnection, HookRequest, Verdict } from '../provider.ts';

/** The text we gave when subscribing, sent back with each notification: a shared secret, not a signature. */
export const TOKEN_HEADER = 'verification-token';

/** Sent while a subscription is made, to see whether the address answers. */
const HANDSHAKE_HEADER = 'validation-token';

/** RingCentral signs nothing and sends no time: the body is as true as the TLS it came by, repeats end at `uuid`. */
export function verify(request: HookRequest, connection: HookConnection): Verdict {
	const { secret } = connection.secrets;
	if (!secret) return { kind: 'refused', reason: 'no-secret-configured' };
	const token = request.headers[TOKEN_HEADER];
	if (!token) return { kind: 'refused', reason: 'signature-missing' };
	return sameSecretText(token, secret)
		? { kind: 'verified' }
		: { kind: 'refused', reason: 'signature-mismatch' };
}

/**
 * Echoes the probe in an answer without a body: headers and body together must stay below 1024 bytes.
 * https://developers.ringcentral.com/guide/notifications/webhooks/creating-webhooks
 */
export function handshake(request: HookRequest): Answer | undefined {
	const token = request.headers[HANDSHAKE_HEADER];
	if (token === undefined) return undefined;
	// It goes into a header of ours, so nothing but what a header may hold.
	if (!/^[\x21-\x7e]{1,256}$/.test(token)) return { status: 400 };
	return { status: 200, contentType: 'application/json', body: '', headers: { [HANDSHAKE_HEADER]: token } };
}
