import { setImmediate as nextTurn } from 'node:timers/promises';
import { MPEGDecoder } from 'mpg123-decoder';
import type { ByteReader } from './byte-reader.ts';
import type { Sound } from './sound.ts';

export type OpenedMp3 = { kind: 'sound'; sound: Sound } | { kind: 'damaged' };

/** Half a second or so: the event loop has calls to show in between. */
const SLICE_BYTES = 4 * 1_024;
/** Covers and the like stand before the sound. */
const MOST_SILENT_SLICES = 2_000;

interface Decoded {
	sampleRate: number;
	block: Int16Array[];
}

/** Opens MPEG audio, decoded slice by slice. Ends the decoder with the last block, or when nobody reads on. */
export async function openMp3(reader: ByteReader): Promise<OpenedMp3> {
	const decoded = decodedSlices(reader);
	const first = await decoded.next();
	if (first.done) return { kind: 'damaged' };
	const { sampleRate, block } = first.value;
	const blocks = continued(block, sampleRate, decoded);
	return { kind: 'sound', sound: { sampleRate, channels: block.length, blocks } };
}

async function* continued(
	first: Int16Array[],
	sampleRate: number,
	others: AsyncGenerator<Decoded>,
): AsyncGenerator<Int16Array[]> {
	try {
		yield first;
		// A file that changes its rate midway is two files; what is behind the seam cannot be placed.
		for await (const one of others) if (one.sampleRate === sampleRate) yield one.block;
	} finally {
		await others.return(undefined);
	}
}

async function* decodedSlices(reader: ByteReader): AsyncGenerator<Decoded> {
	const decoder = new MPEGDecoder();
	await decoder.ready;
	let silent = 0;
	try {
		while (silent < MOST_SILENT_SLICES) {
			const slice = await reader.take(SLICE_BYTES);
			if (slice.length === 0) return;
			const { channelData, samplesDecoded, sampleRate } = decoder.decode(slice);
			silent = samplesDecoded === 0 ? silent + 1 : 0;
			if (samplesDecoded > 0) yield { sampleRate, block: channelData.map(to16Bit) };
			await nextTurn();
		}
	} finally {
		decoder.free();
		await reader.close();
	}
}

function to16Bit(samples: Float32Array): Int16Array {
	return Int16Array.from(samples, (value) => Math.max(-32_768, Math.min(32_767, value * 32_767)));
}
