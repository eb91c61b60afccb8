import type { ByteReader } from './byte-reader.ts';

export type WavCoding = 'pcm8' | 'pcm16' | 'mulaw' | 'alaw';

export interface WavFormat {
	coding: WavCoding;
	channels: number;
	sampleRate: number;
	/** Of the samples, as the header says; undefined where it was written before they were counted. */
	dataBytes?: number;
}

export type WavHeader =
	/** The samples follow in the reader. */
	| { kind: 'read'; format: WavFormat }
	/** A coding that we cannot open, or more than two channels. */
	| { kind: 'other-coding' }
	| { kind: 'damaged' };

const MOST_HEADER_BYTES = 1_024 * 1_024;
const EXTENSIBLE = 0xff_fe;
/** Where an extensible format keeps the number of the coding. */
const SUBFORMAT_AT = 24;

/** Reads up to the first sample of a RIFF WAVE file. */
export async function readWavHeader(reader: ByteReader): Promise<WavHeader> {
	let read = (await reader.take(12)).length;
	let format: WavFormat | 'other-coding' | undefined;
	while (read < MOST_HEADER_BYTES) {
		const head = Buffer.from(await reader.take(8));
		if (head.length < 8) return { kind: 'damaged' };
		const name = head.toString('latin1', 0, 4);
		const size = head.readUInt32LE(4);
		if (name === 'data') return withData(format, size);
		if (size > MOST_HEADER_BYTES) return { kind: 'damaged' };
		// Chunks begin at even places.
		const chunk = Buffer.from(await reader.take(size + (size % 2)));
		if (name === 'fmt ') format = formatOf(chunk);
		read += 8 + chunk.length;
	}
	return { kind: 'damaged' };
}

function withData(format: WavFormat | 'other-coding' | undefined, size: number): WavHeader {
	if (format === undefined) return { kind: 'damaged' };
	if (format === 'other-coding') return { kind: 'other-coding' };
	const isCounted = size > 0 && size < 0xff_ff_ff_00;
	return { kind: 'read', format: { ...format, ...(isCounted && { dataBytes: size }) } };
}

function formatOf(chunk: Buffer): WavFormat | 'other-coding' | undefined {
	if (chunk.length < 16) return undefined;
	const named = chunk.readUInt16LE(0);
	const isExtensible = named === EXTENSIBLE && chunk.length >= SUBFORMAT_AT + 2;
	const number = isExtensible ? chunk.readUInt16LE(SUBFORMAT_AT) : named;
	const channels = chunk.readUInt16LE(2);
	const sampleRate = chunk.readUInt32LE(4);
	const coding = codings[`${number}/${chunk.readUInt16LE(14)}`];
	if (!coding || channels < 1 || channels > 2) return 'other-coding';
	if (sampleRate < 4_000 || sampleRate > 192_000) return undefined;
	return { coding, channels, sampleRate };
}

/** Number of the coding and bits a sample, as in the file. */
const codings: Record<string, WavCoding> = {
	'1/8': 'pcm8',
	'1/16': 'pcm16',
	'6/8': 'alaw',
	'7/8': 'mulaw',
};
