import type { ByteReader } from './byte-reader.ts';
import type { Sound } from './sound.ts';
import { readWavHeader, type WavCoding, type WavFormat } from './wav-header.ts';

export type OpenedWav = { kind: 'sound'; sound: Sound } | { kind: 'other-coding' } | { kind: 'damaged' };

/** Opens PCM of 8 or 16 bits, µ-law and A-law, with one channel or two. */
export async function openWav(reader: ByteReader): Promise<OpenedWav> {
	const header = await readWavHeader(reader);
	if (header.kind !== 'read') return header;
	const { sampleRate, channels, dataBytes } = header.format;
	const blocks = decoded(reader.rest(dataBytes), header.format);
	return { kind: 'sound', sound: { sampleRate, channels, blocks } };
}

async function* decoded(
	bytes: AsyncIterable<Uint8Array>,
	{ coding, channels }: WavFormat,
): AsyncGenerator<Int16Array[]> {
	const width = coding === 'pcm16' ? 2 : 1;
	const frame = width * channels;
	let left: Uint8Array = new Uint8Array(0);
	for await (const piece of bytes) {
		const all = Buffer.concat([left, piece]);
		const frames = Math.floor(all.length / frame);
		left = all.subarray(frames * frame);
		const block = Array.from({ length: channels }, () => new Int16Array(frames));
		for (const [channel, samples] of block.entries()) {
			const offset = channel * width;
			for (let at = 0; at < frames; at += 1) samples[at] = sampleAt[coding](all, at * frame + offset);
		}
		yield block;
	}
}

const sampleAt: Record<WavCoding, (bytes: Buffer, at: number) => number> = {
	pcm16: (bytes, at) => bytes.readInt16LE(at),
	pcm8: (bytes, at) => ((bytes[at] ?? 128) - 128) << 8,
	mulaw: (bytes, at) => fromMulaw[bytes[at] ?? 0xff] ?? 0,
	alaw: (bytes, at) => fromAlaw[bytes[at] ?? 0xd5] ?? 0,
};

/** ITU-T G.711. */
const fromMulaw = Int16Array.from({ length: 256 }, (_, coded) => {
	const bits = ~coded & 0xff;
	const size = (((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4);
	return bits & 0x80 ? 0x84 - size : size - 0x84;
});

const fromAlaw = Int16Array.from({ length: 256 }, (_, coded) => {
	const bits = coded ^ 0x55;
	const exponent = (bits & 0x70) >> 4;
	const mantissa = (bits & 0x0f) << 4;
	const size = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
	return bits & 0x80 ? size : -size;
});

/** One channel as a file: 16-bit PCM. */
export function wavFile(samples: Int16Array, sampleRate: number): Uint8Array<ArrayBuffer> {
	const file = Buffer.alloc(44 + samples.byteLength);
	file.write('RIFF', 0, 'latin1');
	file.writeUInt32LE(36 + samples.byteLength, 4);
	file.write('WAVEfmt ', 8, 'latin1');
	file.writeUInt32LE(16, 16);
	file.writeUInt16LE(1, 20);
	file.writeUInt16LE(1, 22);
	file.writeUInt32LE(sampleRate, 24);
	file.writeUInt32LE(sampleRate * 2, 28);
	file.writeUInt16LE(2, 32);
	file.writeUInt16LE(16, 34);
	file.write('data', 36, 'latin1');
	file.writeUInt32LE(samples.byteLength, 40);
	// Every machine that Node runs on keeps numbers as the format does, the low byte first.
	file.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), 44);
	return file;
}
