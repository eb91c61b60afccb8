import { describe, expect, test } from 'vitest';
import type { Ids } from '../ids.ts';
import { BlobDamaged, type Blobs } from './blobs.ts';

/** Gives these bytes in parts of `size`. */
export async function* inParts(bytes: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

export async function readAll(blobs: Blobs, blobId: string, range?: { start?: number; end?: number }) {
	const opened = await blobs.open(blobId, range);
	if (opened.kind !== 'opened') return opened.kind;
	const parts: Uint8Array[] = [];
	try {
		for await (const part of opened.bytes) parts.push(part);
	} catch (error) {
		if (error instanceof BlobDamaged) return 'damaged';
		throw error;
	}
	return Buffer.concat(parts);
}

export async function stored(blobs: Blobs, bytes: Uint8Array): Promise<string> {
	const put = await blobs.put(inParts(bytes), { limit: bytes.byteLength });
	if (put.kind !== 'stored') throw new Error(put.kind);
	return put.blobId;
}

/** Bytes of which none stands where another could. */
export function patterned(size: number): Buffer {
	return Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
}

export function countingBlobIds(): Ids {
	let count = 0;
	return { make: (kind) => `${kind}_${++count}`, secret: () => `secret-${++count}` };
}

/** Blobs in memory, for tests of what uses them; holds what every adapter promises. */
export function memoryBlobs(now: () => number = () => 0): Blobs & { size(): number } {
	const kept = new Map<string, { bytes: Buffer; writtenAt: number }>();
	const ids = countingBlobIds();
	return {
		size: () => kept.size,
		put: async (bytes, { limit }) => {
			const parts: Uint8Array[] = [];
			let size = 0;
			for await (const part of bytes) {
				parts.push(part);
				size += part.byteLength;
				if (size > limit) return { kind: 'too-large' };
			}
			const blobId = ids.make('blob');
			kept.set(blobId, { bytes: Buffer.concat(parts), writtenAt: now() });
			return { kind: 'stored', blobId, size };
		},
		open: async (blobId, { start = 0, end } = {}) => {
			const found = kept.get(blobId)?.bytes;
			if (!found) return { kind: 'not-found' };
			return { kind: 'opened', size: found.byteLength, bytes: inParts(found.subarray(start, end)) };
		},
		remove: async (blobId) => {
			kept.delete(blobId);
		},
		async *list() {
			for (const [blobId, { writtenAt }] of kept) yield { blobId, writtenAt };
		},
	};
}

/** Every promise that every adapter keeps. */
export function blobsConformance(open: () => Promise<Blobs>): void {
	const chunk = 65_536;
	const listed = async (blobs: Blobs) => {
		const ids: string[] = [];
		for await (const { blobId } of blobs.list()) ids.push(blobId);
		return ids.sort();
	};

	describe('blobs', () => {
		test.each([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 7])(
			'of %i bytes come back as they were put, whole and in part',
			async (size) => {
				const blobs = await open();
				const bytes = patterned(size);
				const blobId = await stored(blobs, bytes);
				expect(await readAll(blobs, blobId)).toEqual(bytes);
				expect(await blobs.open(blobId)).toMatchObject({ kind: 'opened', size });
				for (const [start, end] of [
					[0, 1],
					[chunk - 1, chunk + 1],
					[chunk, 2 * chunk],
					[size - 1, size],
					[5, 5],
					[size, size + 9],
					[3, size + 9],
				] as const) {
					const range = { start: Math.max(0, start), end };
					expect(await readAll(blobs, blobId, range), `${start} to ${end}`).toEqual(
						bytes.subarray(range.start, end),
					);
				}
				expect(await readAll(blobs, blobId, { start: 7 })).toEqual(bytes.subarray(7));
			},
		);

		test('larger than the limit leave nothing behind', async () => {
			const blobs = await open();
			expect(await blobs.put(inParts(patterned(100_001)), { limit: 100_000 })).toEqual({ kind: 'too-large' });
			expect(await blobs.put(inParts(patterned(100_000)), { limit: 100_000 })).toMatchObject({
				size: 100_000,
			});
			expect(await listed(blobs)).toHaveLength(1);
		});

		test('whose sender breaks off leave nothing behind', async () => {
			const blobs = await open();
			async function* broken() {
				yield patterned(100_000);
				throw new Error('broken off');
			}
			await expect(blobs.put(broken(), { limit: 1e9 })).rejects.toThrow('broken off');
			expect(await listed(blobs)).toEqual([]);
		});

		test('are listed until they are removed, and removing twice is no harm', async () => {
			const blobs = await open();
			const [one, two] = [await stored(blobs, patterned(10)), await stored(blobs, patterned(20))];
			expect(await listed(blobs)).toEqual([one, two].sort());
			await blobs.remove(one);
			await blobs.remove(one);
			expect(await listed(blobs)).toEqual([two]);
			expect(await blobs.open(one)).toEqual({ kind: 'not-found' });
			expect(await readAll(blobs, two)).toEqual(patterned(20));
		});
	});
}
