import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { reachOf } from '../../config.ts';
import type { HookConnection, HookRequest } from '../provider.ts';

/** Key id of simulated pushes; Google's own are hexadecimal. */
export const TEST_KEY_ID = 'ringside-simulation';

/**
 * Public half of the connection's key for simulated pushes. Only where no provider on the internet can reach the
 * server: there a push that Google did not sign could only be a simulated one.
 */
export function testKeyOf(request: HookRequest, { secrets }: HookConnection): KeyObject | undefined {
	const key = secrets.testKey;
	if (!key || reachOf(request.url) !== 'local') return undefined;
	const opened = readTestKey(key);
	return opened && createPublicKey(opened);
}

/** The private key of this PEM text; undefined where it is none for RS256. */
export function readTestKey(pem: string): KeyObject | undefined {
	try {
		const key = createPrivateKey(pem);
		return key.asymmetricKeyType === 'rsa' ? key : undefined;
	} catch {
		return undefined;
	}
}
