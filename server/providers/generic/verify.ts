import { sameSecretText } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Verdict } from '../provider.ts';
import { verifyStandardWebhook } from './standard-webhooks.ts';

export const API_KEY_HEADER = 'x-api-key';

/** By the secret itself as `X-API-Key`, or by a Standard Webhooks signature made with it. */
export function verify(request: HookRequest, connection: HookConnection): Verdict {
	const { secret } = connection.secrets;
	if (!secret) return { kind: 'refused', reason: 'no-secret-configured' };
	const apiKey = request.headers[API_KEY_HEADER];
	// A wrong key is not outweighed by a signature: the sender is set up wrongly and should hear of it.
	if (apiKey === undefined) return verifyStandardWebhook(request, secret);
	return sameSecretText(apiKey, secret)
		? { kind: 'verified' }
		: { kind: 'refused', reason: 'signature-mismatch' };
}
