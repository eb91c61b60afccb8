import { expect, test } from 'vitest';
import { speak } from '../../../tests/support/speech.ts';
import { inParts } from './audio.testkit.ts';
import { isSpokenIn, loudnessOf, WINDOW_MS } from './loudness.ts';
import { openSound } from './open-sound.ts';
import { planSpans } from './spans.ts';

test('real German speech is heard as speech, and cut where it pauses', async ({ skip }) => {
	const sentences = 'Guten Tag, hier ist Mira Sand. Am zwanzigsten Juni um fünfzehn Uhr passt es mir gut.';
	const speech = await speak(sentences.repeat(4));
	if (speech.kind === 'missing') {
		if (process.env.CI === 'true') throw new Error(speech.message);
		return skip(speech.message);
	}
	const opened = await openSound(inParts(speech.wav));
	if (opened.kind !== 'sound') throw new Error(opened.kind);
	const { levels, durationMs, hasPartyEach } = await loudnessOf(opened.sound);
	const [own = []] = levels;
	expect(opened.sound.sampleRate).toBe(16_000);
	expect(durationMs).toBeGreaterThan(12_000);
	expect(isSpokenIn(own, 0, durationMs)).toBe(true);
	expect(hasPartyEach).toBe(false);
	const spans = planSpans(own, { windowMs: WINDOW_MS, limitMs: 12_000, durationMs });
	expect(spans.length).toBeGreaterThan(1);
	expect(spans.every(({ overlapsBefore }) => !overlapsBefore)).toBe(true);
}, 120_000);
