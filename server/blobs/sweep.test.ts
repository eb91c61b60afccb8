import { expect, test } from 'vitest';
import { memoryBlobs, patterned, stored } from './blobs.testkit.ts';
import { sweepBlobs } from './sweep.ts';

const HOUR_MS = 3_600_000;

test('blobs of no recording go once they are an hour old, all others stay', async () => {
	let now = 0;
	const blobs = memoryBlobs(() => now);
	const orphans = await Promise.all(Array.from({ length: 700 }, () => stored(blobs, patterned(1))));
	const kept = await stored(blobs, patterned(2));
	now = HOUR_MS;
	const young = await stored(blobs, patterned(3));
	const recordings = { knownBlobs: async (ids: string[]) => ids.filter((id) => id === kept) };
	const sweep = (at: number) =>
		sweepBlobs({ blobs, recordings, clock: { now: () => at, monotonic: () => at } });
	expect(await sweep(HOUR_MS)).toBe(0);
	expect(await sweep(HOUR_MS + 1)).toBe(orphans.length);
	const left: string[] = [];
	for await (const { blobId } of blobs.list()) left.push(blobId);
	expect(left).toEqual([kept, young]);
});
