import { Readable } from 'node:stream';
import { parseStream } from 'music-metadata';
import type { Blobs } from '../../blobs/blobs.ts';
import { type Container, containerOf } from '../transcription/sound.ts';

const HEAD_BYTES = 12;

/** What came is no audio: a page, an error in JSON, or nothing at all. */
export class NoAudio extends Error {
	override name = 'NoAudio';
}

const contentTypes: Record<Container, string> = {
	wav: 'audio/wav',
	mp3: 'audio/mpeg',
	mp4: 'audio/mp4',
	ogg: 'audio/ogg',
	flac: 'audio/flac',
	webm: 'audio/webm',
};

/** The bytes as they come, whose beginning is looked at on the way; what vendors say of the type is not believed. */
export function watchAudio(body: AsyncIterable<Uint8Array>): {
	/** @throws NoAudio before anything is given */
	bytes: AsyncIterable<Uint8Array>;
	/** Once bytes were read. */
	contentType(): string | undefined;
} {
	let container: Container | undefined;
	async function* bytes() {
		let head: Uint8Array | undefined = new Uint8Array();
		for await (const piece of body) {
			if (!head) {
				yield piece;
				continue;
			}
			head = Buffer.concat([head, piece]);
			if (head.byteLength < HEAD_BYTES) continue;
			container = containerOf(head);
			if (!container) throw new NoAudio();
			yield head;
			head = undefined;
		}
		if (head) throw new NoAudio();
	}
	return { bytes: bytes(), contentType: () => container && contentTypes[container] };
}

/** In these many bytes most kinds of files tell how long they are. */
const BEGINNING = 1_024 * 1_024;

interface Stored {
	blobId: string;
	contentType: string;
	/** Bytes. */
	size: number;
}

/** Seconds; from its beginning where that tells, else from all of it. Undefined where neither does. */
export async function durationOf(stored: Stored, blobs: Pick<Blobs, 'open'>): Promise<number | undefined> {
	const told = await read(stored, Math.min(BEGINNING, stored.size), blobs);
	return told === undefined && stored.size > BEGINNING ? read(stored, stored.size, blobs) : told;
}

async function read(
	{ blobId, contentType, size }: Stored,
	end: number,
	blobs: Pick<Blobs, 'open'>,
): Promise<number | undefined> {
	const opened = await blobs.open(blobId, { end });
	if (opened.kind !== 'opened') return undefined;
	const stream = Readable.from(opened.bytes, { objectMode: false });
	try {
		const { format } = await parseStream(
			stream,
			{ mimeType: contentType, size },
			{ duration: false, skipCovers: true, skipPostHeaders: true },
		);
		return format.duration;
	} catch {
		// Sound that only players understand.
		return undefined;
	} finally {
		stream.destroy();
	}
}
