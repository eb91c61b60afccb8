import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Ids } from '../ids.ts';
import type { SealingKeys } from '../secrets/key.ts';
import type { Blobs, ListedBlob, OpenedBlob, Put } from './blobs.ts';
import { newDataKey, openDataKey, resealDataKey, sealDataKey } from './data-key.ts';
import { openBlobFile } from './read-file.ts';
import { isNoRoom, writeChunks } from './write-file.ts';

const BLOB = '.blob';
const KEY = '.key';
const PART = '.part';

export interface FileBlobs extends Blobs {
	/** Seals the keys of all blobs with the newest sealing key; the blobs stay as they are. How many were changed. */
	reseal(): Promise<number>;
}

interface Options {
	/** Made if it is not there. One process at a time. */
	folder: string;
	keys: SealingKeys;
	ids: Ids;
}

/**
 * Blobs as files: `<id>.blob` in sealed chunks, `<id>.key` with its data key sealed. What a crash left unfinished is
 * removed on opening.
 */
export async function openFileBlobs({ folder, keys, ids }: Options): Promise<FileBlobs> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await removeLeftovers(folder);
	const at = (blobId: string, ending: string) => path.join(folder, `${blobId}${ending}`);

	async function writeKey(blobId: string, sealed: string): Promise<void> {
		await writeWhole(at(blobId, `${KEY}${PART}`), (file) => file.writeFile(sealed));
		await rename(at(blobId, `${KEY}${PART}`), at(blobId, KEY));
	}

	async function write(blobId: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<Put> {
		const key = newDataKey();
		// The blob's own name comes last: a key without a blob is a leftover, a blob without a key would be a loss.
		await writeKey(blobId, sealDataKey(blobId, key, keys[0]));
		const part = at(blobId, PART);
		const size = await writeWhole(part, (file) => writeChunks(file, bytes, { key, blobId, limit }));
		if (size === undefined) return { kind: 'too-large' };
		await rename(part, at(blobId, BLOB));
		await syncFolder(folder);
		return { kind: 'stored', blobId, size };
	}

	async function remove(blobId: string): Promise<void> {
		if (!isBlobId(blobId)) return;
		for (const ending of [BLOB, PART, KEY, `${KEY}${PART}`]) await rm(at(blobId, ending), { force: true });
	}

	return {
		remove,
		put: async (bytes, { limit }) => {
			const blobId = ids.make('blob');
			let put: Put | undefined;
			try {
				put = await write(blobId, bytes, limit);
			} catch (error) {
				if (!isNoRoom(error)) throw error;
				put = { kind: 'no-room' };
			} finally {
				if (put?.kind !== 'stored') await remove(blobId);
			}
			return put;
		},
		open: async (blobId, range): Promise<OpenedBlob> => {
			const sealed = isBlobId(blobId) ? await textOf(at(blobId, KEY)) : undefined;
			if (sealed === undefined) return { kind: 'not-found' };
			const key = openDataKey(blobId, sealed, keys);
			return openBlobFile(at(blobId, BLOB), { key, blobId, range });
		},
		list: () => listIn(folder),
		reseal: async () => {
			let count = 0;
			for await (const { blobId } of listIn(folder)) {
				const sealed = await textOf(at(blobId, KEY));
				const anew = sealed && resealDataKey(blobId, sealed, keys);
				if (!anew) continue;
				await writeKey(blobId, anew);
				count += 1;
			}
			await syncFolder(folder);
			return count;
		},
	};
}

/** Ids of other forms could name other files. */
function isBlobId(text: string): boolean {
	return /^blob_[\w-]{1,100}$/.test(text);
}

async function* listIn(folder: string): AsyncGenerator<ListedBlob> {
	for (const name of await readdir(folder)) {
		if (!name.endsWith(BLOB)) continue;
		const found = await orNone(stat(path.join(folder, name)));
		if (found) yield { blobId: name.slice(0, -BLOB.length), writtenAt: Math.floor(found.mtimeMs) };
	}
}

async function removeLeftovers(folder: string): Promise<void> {
	const names = new Set(await readdir(folder));
	for (const name of names) {
		const isLonely = name.endsWith(KEY) && !names.has(`${name.slice(0, -KEY.length)}${BLOB}`);
		if (isLonely || name.endsWith(PART)) await rm(path.join(folder, name), { force: true });
	}
}

/** A new file, on the disk and closed when it resolves. */
async function writeWhole<T>(file: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
	const handle = await open(file, 'wx', 0o600);
	try {
		const written = await write(handle);
		await handle.sync();
		return written;
	} finally {
		await handle.close();
	}
}

async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function textOf(file: string): Promise<string | undefined> {
	return orNone(readFile(file, 'utf8'));
}

async function orNone<T>(found: Promise<T>): Promise<T | undefined> {
	try {
		return await found;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}
