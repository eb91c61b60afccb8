import { createHash } from 'node:crypto';

/** SHA-256 (hex) under which a device token or a code is stored. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token, 'utf8').digest('hex');
}
