import type { Clock } from '../clock.ts';
import type { Recordings } from '../store/ports.ts';
import type { Blobs } from './blobs.ts';

const HOUR_MS = 60 * 60 * 1_000;
const AT_ONCE = 500;

interface Options {
	blobs: Pick<Blobs, 'list' | 'remove'>;
	recordings: Pick<Recordings, 'knownBlobs'>;
	clock: Clock;
}

/** Removes the blobs that belong to no recording: their row went, or never came. How many. @throws StoreUnavailable */
export async function sweepBlobs({ blobs, recordings, clock }: Options): Promise<number> {
	// A younger one may be about to get its row.
	const before = clock.now() - HOUR_MS;
	const old: string[] = [];
	for await (const { blobId, writtenAt } of blobs.list()) if (writtenAt < before) old.push(blobId);
	let count = 0;
	for (let from = 0; from < old.length; from += AT_ONCE) {
		const some = old.slice(from, from + AT_ONCE);
		const known = new Set(await recordings.knownBlobs(some));
		for (const blobId of some.filter((one) => !known.has(one))) {
			await blobs.remove(blobId);
			count += 1;
		}
	}
	return count;
}
