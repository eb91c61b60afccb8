import { mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealingKey } from '../secrets/sealing.ts';
import {
	blobsConformance,
	countingBlobIds,
	inParts,
	memoryBlobs,
	patterned,
	readAll,
	stored,
} from './blobs.testkit.ts';
import { openFileBlobs } from './file-blobs.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'ringside-blobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const oldKey = sealingKey(Buffer.alloc(32, 1));
const newKey = sealingKey(Buffer.alloc(32, 2));
const openIn = (keys: Parameters<typeof openFileBlobs>[0]['keys'] = [oldKey]) =>
	openFileBlobs({ folder, keys, ids: countingBlobIds() });
const chunk = 65_536;
const sealedChunk = chunk + 16;

describe('in memory', () => blobsConformance(async () => memoryBlobs()));
describe('as files', () => blobsConformance(() => openIn()));

describe('on the disk', () => {
	test('nothing of them can be read, and nobody else may open them', async () => {
		const blobs = await openIn();
		await stored(blobs, Buffer.from('what was said '.repeat(10_000)));
		for (const name of await readdir(folder)) {
			const file = path.join(folder, name);
			expect((await readFile(file)).includes('what was said')).toBe(false);
			expect((await stat(file)).mode & 0o777, name).toBe(0o600);
		}
	});

	test('cut short anywhere, at the border of a chunk too, they are not given at all', async () => {
		const blobs = await openIn();
		const blobId = await stored(blobs, patterned(3 * chunk));
		const file = path.join(folder, `${blobId}.blob`);
		for (const left of [3 * sealedChunk - 1, 2 * sealedChunk + 16, 2 * sealedChunk, sealedChunk, 5, 0]) {
			await truncate(file, left);
			expect(await blobs.open(blobId, { start: 0, end: 10 }), `${left}`).toEqual({ kind: 'unreadable' });
		}
	});

	test('a chunk that was altered, moved or taken from another blob does not open', async () => {
		const blobs = await openIn();
		const [blobId, other] = [
			await stored(blobs, patterned(3 * chunk)),
			await stored(blobs, patterned(3 * chunk)),
		];
		const file = path.join(folder, `${blobId}.blob`);
		const right = await readFile(file);
		const [first, second, third] = [0, 1, 2].map((at) =>
			right.subarray(at * sealedChunk, (at + 1) * sealedChunk),
		);
		const strange = (await readFile(path.join(folder, `${other}.blob`))).subarray(0, sealedChunk);
		const flipped = Buffer.from(first!);
		flipped[100]! ^= 1;
		for (const wrong of [
			[flipped, second!, third!],
			[second!, first!, third!],
			[strange, second!, third!],
		]) {
			await writeFile(file, Buffer.concat(wrong));
			expect(await readAll(blobs, blobId)).toBe('damaged');
			expect(await readAll(blobs, blobId, { start: 2 * chunk })).toEqual(
				patterned(3 * chunk).subarray(2 * chunk),
			);
		}
		await writeFile(file, right);
		expect(await readAll(blobs, blobId)).toEqual(patterned(3 * chunk));
	});

	test('the key of another blob does not open this one', async () => {
		const blobs = await openIn();
		const [one, two] = [await stored(blobs, patterned(5)), await stored(blobs, patterned(5))];
		await rename(path.join(folder, `${two}.key`), path.join(folder, `${one}.key`));
		expect(await blobs.open(one)).toEqual({ kind: 'unreadable' });
	});

	test('a change of the sealing key seals the data keys anew, and leaves the blobs as they are', async () => {
		const blobId = await stored(await openIn(), patterned(100_000));
		const before = await readFile(path.join(folder, `${blobId}.blob`));
		expect(await (await openIn([newKey])).open(blobId)).toEqual({ kind: 'unreadable' });
		const both = await openIn([newKey, oldKey]);
		expect(await both.reseal()).toBe(1);
		expect(await both.reseal()).toBe(0);
		expect(await readAll(await openIn([newKey]), blobId)).toEqual(patterned(100_000));
		expect(await readFile(path.join(folder, `${blobId}.blob`))).toEqual(before);
	});

	test('what a crash left is gone after the next start, and what is whole stays', async () => {
		const blobId = await stored(await openIn(), patterned(5));
		for (const name of ['blob_8.part', 'blob_8.key', 'blob_9.key', `${blobId}.key.part`]) {
			await writeFile(path.join(folder, name), 'left');
		}
		const blobs = await openIn();
		expect((await readdir(folder)).sort()).toEqual([`${blobId}.blob`, `${blobId}.key`]);
		expect(await readAll(blobs, blobId)).toEqual(patterned(5));
	});

	test('an id never leads out of the folder', async () => {
		const blobs = await openIn();
		const outside = path.join(path.dirname(folder), `${path.basename(folder)}-outside.key`);
		await writeFile(outside, 'a secret');
		const id = `../${path.basename(outside, '.key')}`;
		expect(await blobs.open(id)).toEqual({ kind: 'not-found' });
		await blobs.remove(id);
		expect(await readFile(outside, 'utf8')).toBe('a secret');
		await rm(outside);
	});

	test('64 MiB are written and read in a small part of that memory', async () => {
		const size = 64 * 1024 * 1024;
		const blobs = await openIn();
		const part = patterned(chunk);
		async function* many() {
			for (let sent = 0; sent < size; sent += part.byteLength) yield part;
		}
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		const held = () => {
			collect();
			const { heapUsed, arrayBuffers } = process.memoryUsage();
			return heapUsed + arrayBuffers;
		};
		const before = held();
		let most = 0;
		async function* watched(bytes: AsyncIterable<Uint8Array>) {
			let count = 0;
			for await (const one of bytes) {
				if (count++ % 64 === 0) most = Math.max(most, held());
				yield one;
			}
		}
		const put = await blobs.put(watched(many()), { limit: size });
		if (put.kind !== 'stored') throw new Error(put.kind);
		const opened = await blobs.open(put.blobId);
		if (opened.kind !== 'opened') throw new Error(opened.kind);
		let read = 0;
		for await (const one of watched(opened.bytes)) read += one.byteLength;
		expect(read).toBe(size);
		expect((most - before) / size).toBeLessThan(0.25);
	}, 60_000);

	test('a disk that is full is an answer, and leaves nothing behind', async () => {
		const blobs = await openIn();
		async function* full() {
			yield patterned(10);
			throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
		}
		expect(await blobs.put(full(), { limit: 1_000 })).toEqual({ kind: 'no-room' });
		expect(await readdir(folder)).toEqual([]);
		expect(await blobs.put(inParts(patterned(3)), { limit: 3 })).toMatchObject({ kind: 'stored' });
	});
});
