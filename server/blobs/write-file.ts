import type { FileHandle } from 'node:fs/promises';
import { CHUNK_BYTES, sealChunk } from './chunks.ts';

interface Options {
	key: Buffer;
	blobId: string;
	limit: number;
}

/** Seals chunk by chunk, holding one. The number of plain bytes; undefined when there are more than `limit`. */
export async function writeChunks(
	file: FileHandle,
	bytes: AsyncIterable<Uint8Array>,
	{ key, blobId, limit }: Options,
): Promise<number | undefined> {
	const pending = Buffer.alloc(CHUNK_BYTES);
	let filled = 0;
	let index = 0;
	let size = 0;
	const flush = async (isLast: boolean) => {
		await file.writeFile(sealChunk(pending.subarray(0, filled), key, { blobId, index, isLast }));
		index += 1;
		filled = 0;
	};
	for await (const part of bytes) {
		size += part.byteLength;
		if (size > limit) return undefined;
		for (let at = 0; at < part.byteLength; ) {
			// A full one waits for what follows: only then it is known not to be the last.
			if (filled === CHUNK_BYTES) await flush(false);
			const taken = part.subarray(at, at + CHUNK_BYTES - filled);
			pending.set(taken, filled);
			filled += taken.byteLength;
			at += taken.byteLength;
		}
	}
	await flush(true);
	return size;
}

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO', 'EMFILE', 'ENFILE']);

/** Whether the disk could not take it, which passes, rather than a bug. */
export function isNoRoom(error: unknown): boolean {
	return error instanceof Error && 'code' in error && noRoom.has(String(error.code));
}
