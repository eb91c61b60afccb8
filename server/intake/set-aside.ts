import type { Blobs } from '../blobs/blobs.ts';
import type { LargeBody } from '../providers/provider.ts';
import { createBase64Decoder } from './base64-decoder.ts';
import { createJsonCutter } from './json-cutter.ts';

/** A blob that was cut out of a body, not yet anybody's. */
export interface AsideBlob {
	blobId: string;
	/** Bytes. */
	size: number;
}

export type SetAside =
	/** `rest`: the body, with a reference where the blob stood; `problem`: why the blob could not be read. */
	| { kind: 'read'; rest: Uint8Array; blob?: AsideBlob; problem?: string }
	| { kind: 'too-large' }
	/** The disk could not take it. */
	| { kind: 'no-room' };

interface Options {
	blobs: Pick<Blobs, 'put' | 'remove'>;
	/** Bytes that the rest may have. */
	restLimit: number;
}

/** What stands in the kept body where the blob stood. */
const REFERENCE = 'ringside-blob:';

/** Reads a body to its end, its large part into a blob. Rejects as `body` does, and then keeps nothing. */
export async function setAside(
	body: AsyncIterable<Uint8Array>,
	large: Pick<LargeBody, 'path' | 'limit'>,
	{ blobs, restLimit }: Options,
): Promise<SetAside> {
	const cutter = createJsonCutter(large.path.split('.'), restLimit);
	const decoder = createBase64Decoder();
	let received = 0;

	async function* decoded(): AsyncGenerator<Uint8Array> {
		for await (const chunk of body) {
			received += chunk.byteLength;
			if (received > large.limit) return;
			const text = cutter.push(chunk);
			// What cannot be read is still read on, for its signature; it is kept no longer.
			const bytes = text.byteLength > 0 ? decoder.push(text) : undefined;
			if (cutter.trouble() === 'too-large') return;
			if (bytes && bytes.byteLength > 0 && !cutter.trouble()) yield bytes;
		}
	}

	const put = await putUnlessEmpty(decoded(), blobs, large.limit);
	const blob = put?.kind === 'stored' ? { blobId: put.blobId, size: put.size } : undefined;
	const trouble = cutter.trouble();
	const isTooLarge = received > large.limit || trouble === 'too-large' || put?.kind === 'too-large';
	const isWrong = trouble !== undefined || !decoder.isWhole();
	if (blob && (isTooLarge || isWrong)) await blobs.remove(blob.blobId);
	if (isTooLarge) return { kind: 'too-large' };
	if (put?.kind === 'no-room') return { kind: 'no-room' };
	if (isWrong) return { kind: 'read', rest: cutter.rest(''), problem: `${large.path} is no base64 text` };
	return { kind: 'read', rest: cutter.rest(blob ? `${REFERENCE}${blob.blobId}` : ''), blob };
}

/** Most bodies have nothing to put away: no file is made for them. */
async function putUnlessEmpty(bytes: AsyncGenerator<Uint8Array>, blobs: Pick<Blobs, 'put'>, limit: number) {
	const first = await bytes.next();
	if (first.done) return undefined;
	async function* all() {
		yield first.value;
		yield* bytes;
	}
	return blobs.put(all(), { limit });
}
