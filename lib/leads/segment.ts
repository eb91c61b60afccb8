import type { Lead } from '../contract/index.ts';
import { leadKeys } from '../phone/index.ts';

/**
 * Part of the key index, as it lies in the database and in memory: sorted key hashes, each with its lead's place in
 * `ids`. It may name too many leads (equal hashes, keys a lead no longer has), never too few: who asks compares again.
 */
export interface KeySegment {
	hashes: Uint32Array;
	owners: Uint32Array;
	/** Lead ids one after another; `ends[i]` is where the i-th ends. */
	ids: string;
	ends: Uint32Array;
}

/** Two numbers in one sortable double: 32 bits of hash, 21 of owner. */
const OWNER_RANGE = 2 ** 21;

export function buildSegment(leads: readonly Lead[]): KeySegment {
	const pairs = leads.flatMap((lead, owner) => leadKeys(lead).map((key) => pack(hashKey(key), owner)));
	return assemble(
		pairs,
		leads.map((lead) => lead.leadId),
	);
}

/** One segment in place of several; what two of them say alike is kept once. */
export function mergeSegments(segments: readonly KeySegment[]): KeySegment {
	const ids: string[] = [];
	const ownerOf = new Map<string, number>();
	const pairs: number[] = [];
	for (const segment of segments) {
		const owners = Array.from({ length: segment.ends.length }, (_, index) => {
			const id = idAt(segment, index);
			const known = ownerOf.get(id);
			if (known !== undefined) return known;
			ownerOf.set(id, ids.length);
			return ids.push(id) - 1;
		});
		segment.hashes.forEach((hash, index) => {
			pairs.push(pack(hash, owners[segment.owners[index] ?? 0] ?? 0));
		});
	}
	return assemble(pairs, ids);
}

/** Ids of the leads that may have this key. */
export function lookUp(segment: KeySegment, key: string): string[] {
	const hash = hashKey(key);
	const found: string[] = [];
	for (let index = lowerBound(segment.hashes, hash); segment.hashes[index] === hash; index++) {
		found.push(idAt(segment, segment.owners[index] ?? 0));
	}
	return found;
}

function assemble(pairs: number[], ids: string[]): KeySegment {
	const sorted = Float64Array.from(pairs).sort();
	const hashes = new Uint32Array(sorted.length);
	const owners = new Uint32Array(sorted.length);
	let length = 0;
	for (let index = 0; index < sorted.length; index++) {
		const pair = sorted[index] ?? 0;
		if (index > 0 && pair === sorted[index - 1]) continue;
		hashes[length] = Math.floor(pair / OWNER_RANGE);
		owners[length] = pair % OWNER_RANGE;
		length++;
	}
	let end = 0;
	const ends = Uint32Array.from(ids, (id) => {
		end += id.length;
		return end;
	});
	return { hashes: hashes.slice(0, length), owners: owners.slice(0, length), ids: ids.join(''), ends };
}

function idAt(segment: KeySegment, owner: number): string {
	return segment.ids.slice(owner === 0 ? 0 : segment.ends[owner - 1], segment.ends[owner]);
}

function lowerBound(hashes: Uint32Array, hash: number): number {
	let [low, high] = [0, hashes.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((hashes[middle] ?? 0) < hash) low = middle + 1;
		else high = middle;
	}
	return low;
}

function pack(hash: number, owner: number): number {
	return hash * OWNER_RANGE + owner;
}

/** FNV-1a, 32 bits. */
function hashKey(key: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < key.length; index++) {
		hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
	}
	return hash >>> 0;
}
