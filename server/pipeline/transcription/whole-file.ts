import { parseBuffer } from 'music-metadata';
import type { Blobs } from '../../blobs/blobs.ts';

/** What a recording's bytes cannot be got for. */
export type Missing = { kind: 'stop'; reason: 'gone' | 'unexpected' };

/** The bytes of a recording as a stream. */
export async function openRecording(
	blobs: Blobs,
	blobId: string,
): Promise<{ kind: 'opened'; bytes: AsyncIterable<Uint8Array> } | Missing> {
	const opened = await blobs.open(blobId);
	if (opened.kind === 'opened') return { kind: 'opened', bytes: opened.bytes };
	return { kind: 'stop', reason: opened.kind === 'not-found' ? 'gone' : 'unexpected' };
}

/** All of them; for those that are small enough to be sent as they are. */
export async function readWhole(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
	const pieces: Uint8Array[] = [];
	for await (const piece of bytes) pieces.push(piece);
	return Buffer.concat(pieces);
}

/** Of speech, where a file does not say how long it is: 16 kbit/s. */
const BYTES_A_MS = 2;

/** How long a file of a container that we cannot open is, in ms; a guess by its size where it does not say. */
export async function durationOf(bytes: Uint8Array): Promise<number> {
	try {
		const { format } = await parseBuffer(bytes, undefined, { duration: true, skipCovers: true });
		if (format.duration) return Math.round(format.duration * 1_000);
	} catch {
		// Half a file, or one of a kind that the parser does not know: the model will say.
	}
	return Math.ceil(bytes.length / BYTES_A_MS);
}
