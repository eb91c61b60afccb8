import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** A 256-bit key and the id that sealed texts carry, so that keys can be changed one after the other. */
export interface SealingKey {
	id: string;
	bytes: Buffer;
}

export type Opened =
	| { kind: 'opened'; plain: string }
	/** Sealed with a key that is not at hand. */
	| { kind: 'unknown-key'; keyId: string }
	/** Not sealed by us, cut short or altered. */
	| { kind: 'unreadable' };

export const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** @throws RangeError unless `bytes` is 32 bytes long */
export function sealingKey(bytes: Buffer): SealingKey {
	if (bytes.byteLength !== KEY_BYTES) throw new RangeError(`A sealing key has ${KEY_BYTES} bytes`);
	const id = createHash('sha256').update('ringside key id').update(bytes).digest('hex').slice(0, 12);
	return { id, bytes };
}

/** AES-256-GCM of UTF-8 text as `v1.<key id>.<base64url of iv, ciphertext, tag>`. */
export function seal(plain: string, key: SealingKey): string {
	// Not injected: two sealings under one nonce would give both texts away.
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES });
	const header = `${VERSION}.${key.id}`;
	cipher.setAAD(Buffer.from(header));
	const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
	return `${header}.${sealed.toString('base64url')}`;
}

/** Opens what `seal` made, with whichever of `keys` it names. Never throws. */
export function open(sealed: string, keys: readonly SealingKey[]): Opened {
	const [version, keyId, payload, ...rest] = sealed.split('.');
	if (version !== VERSION || !keyId || !payload || rest.length > 0) return { kind: 'unreadable' };
	const key = keys.find((one) => one.id === keyId);
	if (!key) return { kind: 'unknown-key', keyId };
	const bytes = Buffer.from(payload, 'base64url');
	// Two spellings of the same bytes would be two sealed texts for one; only the one we wrote is ours.
	const isCanonical = bytes.toString('base64url') === payload;
	if (!isCanonical || bytes.byteLength < IV_BYTES + TAG_BYTES) return { kind: 'unreadable' };
	return decrypt(bytes, key, `${VERSION}.${keyId}`);
}

function decrypt(bytes: Buffer, key: SealingKey, header: string): Opened {
	const end = bytes.byteLength - TAG_BYTES;
	const iv = bytes.subarray(0, IV_BYTES);
	const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES });
	decipher.setAAD(Buffer.from(header));
	decipher.setAuthTag(bytes.subarray(end));
	try {
		const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, end)), decipher.final()]);
		return { kind: 'opened', plain: plain.toString('utf8') };
	} catch {
		return { kind: 'unreadable' };
	}
}
