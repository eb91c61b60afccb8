import { sameSecretText } from '../../secrets/compare.ts';
import type { HookConnection, HookRequest, Verdict } from '../provider.ts';

/** CloudTalk signs nothing and sends no time: a fixed header of the automation is all there is to believe it by. */
export function verify(request: HookRequest, connection: HookConnection): Verdict {
	const { secret } = connection.secrets;
	if (!secret) return { kind: 'refused', reason: 'no-secret-configured' };
	const { authorization } = request.headers;
	if (!authorization) return { kind: 'refused', reason: 'signature-missing' };
	const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
	if (!token) return { kind: 'refused', reason: 'signature-malformed' };
	return sameSecretText(token, secret)
		? { kind: 'verified' }
		: { kind: 'refused', reason: 'signature-mismatch' };
}
