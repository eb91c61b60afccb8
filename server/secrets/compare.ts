import { createHash, timingSafeEqual } from 'node:crypto';

/** Constant in time for secrets of one length; false, never an exception, where the lengths differ. */
export function sameSecret(a: Buffer, b: Buffer): boolean {
	return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** As `sameSecret` for texts of any length: digests are compared, so that not even the length shows. */
export function sameSecretText(a: string, b: string): boolean {
	return sameSecret(digest(a), digest(b));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text, 'utf8').digest();
}
