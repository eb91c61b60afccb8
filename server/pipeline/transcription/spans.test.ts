import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inParts, spoken } from './audio.testkit.ts';
import { cutSpans } from './cut.ts';
import { loudnessOf, WINDOW_MS } from './loudness.ts';
import { openSound } from './open-sound.ts';
import { OVERLAP_MS, planSpans } from './spans.ts';
import { wavFile } from './wav.ts';

const levels = fc.array(fc.integer({ min: 0, max: 8_000 }), { minLength: 600, maxLength: 4_000 });

test('spans reach from begin to end, none is longer than the limit, and none begins late', () => {
	fc.assert(
		fc.property(levels, fc.integer({ min: 10_000, max: 60_000 }), (loud, limitMs) => {
			const durationMs = loud.length * WINDOW_MS;
			const spans = planSpans(loud, { windowMs: WINDOW_MS, limitMs, durationMs });
			expect(spans[0]?.startMs).toBe(0);
			expect(spans.at(-1)?.endMs).toBe(durationMs);
			for (const [at, { startMs, endMs, overlapsBefore }] of spans.entries()) {
				expect(endMs - startMs).toBeLessThanOrEqual(limitMs);
				const before = spans[at - 1];
				if (before) expect(before.endMs - startMs).toBe(overlapsBefore ? OVERLAP_MS : 0);
			}
		}),
	);
});

test('a cut goes through the pause nearest to the limit', async () => {
	const samples = spoken([20_000, 600, 15_000, 600, 20_000], 8_000);
	const spans = await plan(samples, 45_000);
	expect(spans).toHaveLength(2);
	expect(spans[0]?.endMs).toBeGreaterThan(35_600);
	expect(spans[0]?.endMs).toBeLessThan(36_200);
	expect(spans[1]).toMatchObject({ startMs: spans[0]?.endMs, overlapsBefore: false });
});

test('where nobody pauses, the next span begins two seconds earlier', async () => {
	const spans = await plan(spoken([40_000], 8_000), 20_000);
	expect(spans.map(({ overlapsBefore }) => overlapsBefore)).toEqual([false, true, true]);
	expect((spans[0]?.endMs ?? 0) - (spans[1]?.startMs ?? 0)).toBe(OVERLAP_MS);
});

test('what is cut is what stood there, overlaps included, however the bytes come', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 500, max: 90_000 }), fc.boolean(), async (size, pauses) => {
			const samples = spoken(pauses ? [12_000, 600, 14_000] : [26_000], 8_000);
			const spans = await plan(samples, 15_000);
			const opened = await openSound(inParts(wavFile(samples, 8_000), size));
			if (opened.kind !== 'sound') throw new Error(opened.kind);
			let count = 0;
			for await (const { span, channels } of cutSpans(opened.sound, spans)) {
				expect(span).toBe(spans[count++]);
				const expected = samples.subarray(span.startMs * 8, span.endMs * 8);
				expect(Buffer.compare(bytesOf(channels[0]), bytesOf(expected))).toBe(0);
			}
			expect(count).toBe(spans.length);
		}),
		{ numRuns: 20 },
	);
});

async function plan(samples: Int16Array, limitMs: number) {
	const opened = await openSound(inParts(wavFile(samples, 8_000)));
	if (opened.kind !== 'sound') throw new Error(opened.kind);
	const { levels: all, durationMs } = await loudnessOf(opened.sound);
	return planSpans(all[0] ?? [], { windowMs: WINDOW_MS, limitMs, durationMs });
}

function bytesOf(samples: Int16Array | undefined): Uint8Array {
	const { buffer, byteOffset, byteLength } = samples ?? new Int16Array(0);
	return new Uint8Array(buffer, byteOffset, byteLength);
}
