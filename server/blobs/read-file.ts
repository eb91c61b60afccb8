import { type FileHandle, open } from 'node:fs/promises';
import { BlobDamaged, type OpenedBlob } from './blobs.ts';
import { CHUNK_BYTES, layoutOf, offsetOf, openChunk, TAG_BYTES } from './chunks.ts';

interface Options {
	/** Undefined: not at hand. */
	key: Buffer | undefined;
	blobId: string;
	range?: { start?: number; end?: number };
}

interface Readable {
	file: string;
	key: Buffer;
	blobId: string;
	chunkCount: number;
}

/** Opens the last chunk at once, so that a file that was cut short is known as such before a byte is given. */
export async function openBlobFile(file: string, { key, blobId, range }: Options): Promise<OpenedBlob> {
	const handle = await openToRead(file);
	if (!handle) return { kind: 'not-found' };
	try {
		const layout = layoutOf((await handle.stat()).size);
		if (!layout || !key) return { kind: 'unreadable' };
		const { chunkCount, size } = layout;
		const blob = { file, key, blobId, chunkCount };
		if (!(await readChunk(handle, blob, chunkCount - 1))) return { kind: 'unreadable' };
		const start = Math.max(0, range?.start ?? 0);
		const end = Math.min(size, range?.end ?? size);
		return { kind: 'opened', size, bytes: readRange(blob, start, end) };
	} finally {
		await handle.close();
	}
}

/** Opens the file anew: who never reads must not leave one open. */
async function* readRange(blob: Readable, start: number, end: number): AsyncGenerator<Uint8Array> {
	if (start >= end) return;
	const handle = await openToRead(blob.file);
	if (!handle) throw new BlobDamaged('It was removed');
	try {
		for (let index = Math.floor(start / CHUNK_BYTES); index * CHUNK_BYTES < end; index += 1) {
			const plain = await readChunk(handle, blob, index);
			if (!plain) throw new BlobDamaged('A chunk does not open');
			const offset = index * CHUNK_BYTES;
			yield plain.subarray(Math.max(0, start - offset), end - offset);
		}
	} finally {
		await handle.close();
	}
}

async function readChunk(handle: FileHandle, { key, blobId, chunkCount }: Readable, index: number) {
	const buffer = Buffer.alloc(CHUNK_BYTES + TAG_BYTES);
	const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, offsetOf(index));
	const isLast = index === chunkCount - 1;
	return openChunk(buffer.subarray(0, bytesRead), key, { blobId, index, isLast });
}

async function openToRead(file: string): Promise<FileHandle | undefined> {
	try {
		return await open(file, 'r');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}
