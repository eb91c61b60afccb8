import fc from 'fast-check';
import { expect, test } from 'vitest';
import { babble, byteFile, collect, inParts, stereoFile } from './audio.testkit.ts';
import { createByteReader } from './byte-reader.ts';
import { openWav, wavFile } from './wav.ts';

async function opened(file: Uint8Array, size?: number) {
	const wav = await openWav(createByteReader(inParts(file, size)));
	if (wav.kind !== 'sound') throw new Error(wav.kind);
	return wav.sound;
}

const samples = fc.int16Array({ minLength: 1, maxLength: 400 });

test('what is written is read, however the bytes come', async () => {
	await fc.assert(
		fc.asyncProperty(samples, fc.integer({ min: 1, max: 100 }), async (written, size) => {
			const sound = await opened(wavFile(written, 8_000), size);
			expect(sound).toMatchObject({ sampleRate: 8_000, channels: 1 });
			expect(await collect(sound.blocks)).toEqual([...written]);
		}),
	);
});

test('two channels are told apart', async () => {
	const [first, second] = [babble(50, 8_000, 1), babble(50, 8_000, 2)];
	const file = stereoFile(first, second, 8_000);
	expect(await collect((await opened(file, 33)).blocks, 0)).toEqual([...first]);
	expect(await collect((await opened(file, 33)).blocks, 1)).toEqual([...second]);
});

test.each([
	// ITU-T G.711, tables 1 and 2, at 16 bits.
	['µ-law', 7, [0xff, 0x7f, 0x00, 0x80, 0x0f], [0, 0, -32_124, 32_124, -16_764]],
	['A-law', 6, [0xd5, 0x55, 0x2a, 0xaa], [8, -8, -32_256, 32_256]],
	['PCM of 8 bits', 1, [128, 0, 255], [0, -32_768, 32_512]],
])('%s is opened', async (_name, coding, bytes, expected) => {
	expect(await collect((await opened(byteFile(Uint8Array.from(bytes), { coding }))).blocks)).toEqual(
		expected,
	);
});

test('other chunks are passed over, and a length that was never written is none', async () => {
	const file = Buffer.from(wavFile(Int16Array.of(1, 2, 3), 8_000));
	const list = Buffer.from('LIST\x05\x00\x00\x00abcde\x00', 'latin1');
	file.writeUInt32LE(0xff_ff_ff_ff, 40);
	const with5 = Buffer.concat([file.subarray(0, 36), list, file.subarray(36)]);
	expect(await collect((await opened(with5)).blocks)).toEqual([1, 2, 3]);
});

test('the extensible form is read by the coding that it names', async () => {
	const plain = Buffer.from(wavFile(Int16Array.of(7), 8_000));
	const more = Buffer.alloc(24);
	more.writeUInt16LE(1, 8);
	const file = Buffer.concat([plain.subarray(0, 36), more, plain.subarray(36)]);
	file.writeUInt16LE(0xff_fe, 20);
	file.writeUInt32LE(40, 16);
	expect(await collect((await opened(file)).blocks)).toEqual([7]);
});

test.each([
	['a coding that is not ours', byteFile(Uint8Array.of(1), { coding: 49 }), 'other-coding'],
	['six channels', byteFile(Uint8Array.of(1), { coding: 1, channels: 6 }), 'other-coding'],
	['half a header', wavFile(Int16Array.of(1), 8_000).subarray(0, 30), 'damaged'],
	['nothing', new Uint8Array(0), 'damaged'],
])('%s is said to be so', async (_name, file, kind) => {
	expect((await openWav(createByteReader(inParts(file)))).kind).toBe(kind);
});
