import { createHmac } from 'node:crypto';
import type { SealingKeys } from '../secrets/key.ts';

/** Where the server proves that an address leads to it; a nonce follows. */
export const PROOF_PATH = '/.well-known/ringside/';

/** Without meaning to anybody else, and long enough to be asked once. */
export const NONCE = /^[\w-]{22,64}$/;

/** What only a server with this installation's key can answer. */
export function proofOf(nonce: string, [key]: SealingKeys): string {
	const own = createHmac('sha256', key.bytes).update('ringside address proof').digest();
	return createHmac('sha256', own).update(nonce).digest('base64url');
}
