import { randomBytes } from 'node:crypto';
import type { SealingKeys } from '../secrets/key.ts';
import { KEY_BYTES, open, type SealingKey, seal } from '../secrets/sealing.ts';

/** A key that seals one blob and nothing else. */
export function newDataKey(): Buffer {
	// Not injected: one key for two blobs would give both away.
	return randomBytes(KEY_BYTES);
}

/** Names its blob, so that the key of another does not open here. */
export function sealDataKey(blobId: string, key: Buffer, sealing: SealingKey): string {
	return seal(`${blobId} ${key.toString('base64')}`, sealing);
}

/** Undefined where no key at hand opens it, or it is of another blob. */
export function openDataKey(blobId: string, sealed: string, keys: SealingKeys): Buffer | undefined {
	const opened = open(sealed, keys);
	if (opened.kind !== 'opened') return undefined;
	const [name, text = ''] = opened.plain.split(' ');
	const key = Buffer.from(text, 'base64');
	return name === blobId && key.byteLength === KEY_BYTES ? key : undefined;
}

/** Sealed with the newest key; undefined where it is already, or cannot be opened. */
export function resealDataKey(blobId: string, sealed: string, keys: SealingKeys): string | undefined {
	if (open(sealed, [keys[0]]).kind === 'opened') return undefined;
	const key = openDataKey(blobId, sealed, keys);
	return key && sealDataKey(blobId, key, keys[0]);
}
