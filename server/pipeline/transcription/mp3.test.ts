import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inParts } from './audio.testkit.ts';
import { isSpokenIn, loudnessOf } from './loudness.ts';
import { openSound } from './open-sound.ts';

const fixture = (name: string) => readFile(path.join(import.meta.dirname, 'fixtures', name));

async function listened(bytes: Uint8Array, size = 999) {
	const opened = await openSound(inParts(bytes, size));
	if (opened.kind !== 'sound') throw new Error(opened.kind);
	return { sampleRate: opened.sound.sampleRate, ...(await loudnessOf(opened.sound)) };
}

test('an MP3 is decoded piece by piece, with its pause where it was', async () => {
	const { levels, durationMs, hasPartyEach, sampleRate } = await listened(await fixture('mono.mp3'));
	expect(sampleRate).toBe(8_000);
	expect(durationMs).toBeGreaterThan(1_950);
	expect(durationMs).toBeLessThan(2_200);
	expect(hasPartyEach).toBe(false);
	const [first = []] = levels;
	const spokenIn = [0, 900, 1_300].map((startMs) => isSpokenIn(first, startMs, startMs + 250));
	expect(spokenIn).toEqual([true, false, true]);
});

test('parties on channels of their own are told from one voice on both', async () => {
	const { levels, hasPartyEach, sampleRate } = await listened(await fixture('parties.mp3'));
	expect(sampleRate).toBe(16_000);
	expect(hasPartyEach).toBe(true);
	const spokenBy = levels.map((own) => [isSpokenIn(own, 100, 900), isSpokenIn(own, 1_100, 1_900)]);
	expect(spokenBy).toEqual([
		[true, false],
		[false, true],
	]);
});

test.each([
	['a web page', Buffer.from('<!doctype html><title>Sign in</title>')],
	['nothing', Buffer.alloc(0)],
	['an MP3 tag with nothing behind it', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(50_000)])],
	['half a WAV header', Buffer.from('RIFF\x00\x00\x00\x00WAVEfmt ', 'latin1')],
])('%s is no recording', async (_name, bytes) => {
	expect((await openSound(inParts(bytes))).kind).toBe('wrong-content');
});

test('a recording that ends amid a frame is read as far as it goes', async () => {
	const whole = await fixture('mono.mp3');
	const { durationMs } = await listened(whole.subarray(0, whole.length / 2));
	expect(durationMs).toBeGreaterThan(800);
	expect(durationMs).toBeLessThan(1_200);
});
