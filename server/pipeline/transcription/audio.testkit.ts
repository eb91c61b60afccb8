import { inParts } from '../../blobs/blobs.testkit.ts';
import { wavFile } from './wav.ts';

/** Something as loud as speech, without a pause; the same for the same seed, and again after each second. */
export function babble(ms: number, sampleRate: number, seed = 1): Int16Array {
	let state = seed * 2_654_435_761;
	const second = Int16Array.from({ length: sampleRate }, () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return (state / 4_294_967_296 - 0.5) * 8_000;
	});
	const all = new Int16Array(Math.round((ms * sampleRate) / 1_000));
	for (let at = 0; at < all.length; at += second.length) {
		all.set(second.subarray(0, all.length - at), at);
	}
	return all;
}

/** Stretches one behind the other: ms of babble, ms of silence and so on. */
export function spoken(stretches: readonly number[], sampleRate: number, seed = 1): Int16Array {
	const pieces = stretches.map((ms, at) =>
		at % 2 === 0 ? babble(ms, sampleRate, seed + at) : new Int16Array(Math.round((ms * sampleRate) / 1_000)),
	);
	const all = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const piece of pieces) {
		all.set(piece, at);
		at += piece.length;
	}
	return all;
}

/** A file of two channels of the same length, 16-bit PCM. */
export function stereoFile(first: Int16Array, second: Int16Array, sampleRate: number): Buffer {
	const both = new Int16Array(first.length * 2);
	for (let at = 0; at < first.length; at += 1) {
		both[at * 2] = first[at] ?? 0;
		both[at * 2 + 1] = second[at] ?? 0;
	}
	const file = Buffer.from(wavFile(both, sampleRate));
	file.writeUInt16LE(2, 22);
	file.writeUInt32LE(sampleRate * 4, 28);
	file.writeUInt16LE(4, 32);
	return file;
}

/** A file of one-byte samples with any coding of RIFF. */
export function byteFile(samples: Uint8Array, options: { coding: number; channels?: number }): Buffer {
	const file = Buffer.from(wavFile(new Int16Array(Math.ceil(samples.length / 2)), 8_000));
	file.writeUInt16LE(options.coding, 20);
	file.writeUInt16LE(options.channels ?? 1, 22);
	file.writeUInt16LE(8, 34);
	file.writeUInt32LE(samples.length, 40);
	file.set(samples, 44);
	return file;
}

/** All samples of a channel. */
export async function collect(blocks: AsyncIterable<Int16Array[]>, channel = 0): Promise<number[]> {
	const all: number[] = [];
	for await (const block of blocks) all.push(...(block[channel] ?? []));
	return all;
}

export { inParts };
