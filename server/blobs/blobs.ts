export type Put =
	| { kind: 'stored'; blobId: string; size: number }
	/** More than the limit; nothing was kept. */
	| { kind: 'too-large' }
	/** The disk is full or cannot be written; nothing was kept. */
	| { kind: 'no-room' };

export type OpenedBlob =
	/** `size` of the whole blob, bytes; `bytes` of the range asked for. @throws BlobDamaged while it is read */
	| { kind: 'opened'; size: number; bytes: AsyncIterable<Uint8Array> }
	| { kind: 'not-found' }
	/** Sealed with a key that is not at hand, cut short or altered. */
	| { kind: 'unreadable' };

/** What was read so far is right; what follows was altered on the disk. */
export class BlobDamaged extends Error {
	override name = 'BlobDamaged';
}

export interface ListedBlob {
	blobId: string;
	/** ms since 1970, UTC. */
	writtenAt: number;
}

/** Large things that no database row should hold: recordings. Unreadable to who has the disk alone. */
export interface Blobs {
	/** Durable once it resolves. Rejects as `bytes` does, and then keeps nothing. `limit` in bytes. */
	put(bytes: AsyncIterable<Uint8Array>, options: { limit: number }): Promise<Put>;
	/** From `start` up to, without, `end`, in bytes; more than there is gives what there is. */
	open(blobId: string, range?: { start?: number; end?: number }): Promise<OpenedBlob>;
	/** Also right where there is none. */
	remove(blobId: string): Promise<void>;
	/** Whole ones only, none that is still being written. */
	list(): AsyncIterable<ListedBlob>;
}
