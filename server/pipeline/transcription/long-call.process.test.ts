import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { byteFile } from './audio.testkit.ts';
import { type Desk, startDesk } from './transcription.testkit.ts';

let desk: Desk;
afterEach(() => desk.stop());

const RATE = 8_000;

test('a call of three hours is sent in parts, and never whole in memory', async () => {
	desk = await startDesk({ model: 'gpt-4o-transcribe-diarize' });
	const hours = 3;
	await desk.record(longCall(hours * 3_600));
	collectGarbage();
	const before = process.memoryUsage().arrayBuffers;
	let most = 0;
	desk.openai.hear = (upload) => {
		const { seconds } = upload;
		collectGarbage();
		most = Math.max(most, process.memoryUsage().arrayBuffers - before);
		// The simulator is in the same process, and is not to be measured.
		upload.bytes = Buffer.alloc(0);
		return {
			segments: [
				{ start: 0, end: 5, text: 'Guten Tag.', speaker: 'A' },
				{ start: seconds - 6, end: seconds - 1, text: 'Und weiter.', speaker: 'B' },
			],
		};
	};
	expect(await desk.run()).toEqual({ kind: 'done' });
	const { uploads } = desk.openai;
	expect(uploads.length).toBeGreaterThanOrEqual(15);
	expect(Math.max(...uploads.map(({ seconds }) => seconds))).toBeLessThanOrEqual(750);
	const all = uploads.reduce((sum, { seconds }) => sum + seconds, 0);
	expect(all).toBeCloseTo(hours * 3_600, 0);
	// Times go on from part to part, and who spoke first is who speaks later.
	const segments = await desk.segments();
	expect(segments).toHaveLength(uploads.length * 2);
	expect(segments.at(-1)?.startMs).toBeGreaterThan(hours * 3_600_000 - 7_000);
	expect(uploads[1]?.fields['known_speaker_names[]']).toEqual(['voice_1', 'voice_2']);
	expect(uploads[1]?.fields['known_speaker_references[]']?.[0]).toMatch(/^data:audio\/wav;base64,UklGR/);
	expect(most / 1_048_576).toBeLessThan(150);
}, 120_000);

/** What is held is measured, not what has not been collected yet. */
function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	runInNewContext('gc')();
}

/** µ-law, a minute of noise that pauses at its end, over and over. */
async function* longCall(seconds: number): AsyncGenerator<Uint8Array> {
	const samples = seconds * RATE;
	const header = byteFile(new Uint8Array(2), { coding: 7 }).subarray(0, 44);
	header.writeUInt32LE(samples, 40);
	yield header;
	const minute = Uint8Array.from({ length: 60 * RATE }, (_, at) =>
		at > 59 * RATE ? 0xff : (at * 7 + (at >> 5)) % 0x60,
	);
	for (let at = 0; at < samples; at += minute.length) yield minute;
}
