import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Plain bytes of a chunk; the last one of a blob may be shorter. */
export const CHUNK_BYTES = 64 * 1024;
export const TAG_BYTES = 16;
const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;

/** Which chunk of which blob: a chunk that was moved, or an end that was cut off, no longer opens. */
export interface ChunkPlace {
	blobId: string;
	index: number;
	isLast: boolean;
}

/** AES-256-GCM: ciphertext, then tag. `key` must seal one blob only. */
export function sealChunk(plain: Uint8Array, key: Buffer, place: ChunkPlace): Buffer {
	const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG_BYTES });
	cipher.setAAD(nameOf(place));
	return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when it is not what was sealed for this place. */
export function openChunk(sealed: Uint8Array, key: Buffer, place: ChunkPlace): Buffer | undefined {
	if (sealed.byteLength < TAG_BYTES) return undefined;
	const end = sealed.byteLength - TAG_BYTES;
	const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: TAG_BYTES });
	decipher.setAAD(nameOf(place));
	decipher.setAuthTag(sealed.subarray(end));
	try {
		return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
	} catch {
		return undefined;
	}
}

/** How a file of sealed chunks divides; undefined where no blob has that length. */
export function layoutOf(fileBytes: number): { chunkCount: number; size: number } | undefined {
	const chunkCount = Math.ceil(fileBytes / SEALED_BYTES);
	const size = fileBytes - chunkCount * TAG_BYTES;
	const isWhole = chunkCount > 0 && size >= (chunkCount - 1) * CHUNK_BYTES;
	return isWhole ? { chunkCount, size } : undefined;
}

/** Where a sealed chunk begins in the file. */
export function offsetOf(index: number): number {
	return index * SEALED_BYTES;
}

/** Never twice under one key, since each blob has a key of its own. */
function nonceOf({ index }: ChunkPlace): Buffer {
	const nonce = Buffer.alloc(12);
	nonce.writeBigUInt64BE(BigInt(index), 4);
	return nonce;
}

function nameOf({ blobId, index, isLast }: ChunkPlace): Buffer {
	return Buffer.from(`ringside blob v1 ${blobId} ${index} ${isLast ? 'last' : 'more'}`);
}
