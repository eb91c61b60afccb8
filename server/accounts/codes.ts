import type { Ids } from '../ids.ts';
import { hashToken } from '../secrets/token.ts';

// Crockford's base 32: no letter that is read as a digit. https://www.crockford.com/base32.html
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_BYTES = 20;
const GROUP = /.{4}(?=.)/g;

/** A single-use code of 160 random bits, to be read and typed by people: eight groups of four. */
export function makeCode(ids: Ids): string {
	const bytes = Buffer.from(ids.secret(CODE_BYTES), 'base64url');
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
	const letters = bits.match(/.{5}/g) ?? [];
	return letters
		.map((five) => ALPHABET[Number.parseInt(five, 2)])
		.join('')
		.replace(GROUP, '$&-');
}

/** Under which a code is stored; the same however it was typed (case, spaces, O for 0, I or L for 1). */
export function hashCode(code: string): string {
	const plain = code
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	return hashToken(plain);
}
