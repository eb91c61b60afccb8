import { expect, test } from 'vitest';
import type { Segment } from '../contract/index.ts';
import { liveLines } from './live-lines.ts';

const line = (n: number, text: string, speaker: Segment['speaker'] = 'remote'): Segment => ({
	...{ segmentId: `s${n}`, speaker, text, startMs: n * 1_000 },
	...(speaker === 'assistant' && { speakerName: 'Susi' }),
});

test('the last two lines are kept, each as it was told last, in the order in which they were said', () => {
	const lines = liveLines();
	lines.hear('a', line(1, 'One', 'assistant'));
	lines.hear('a', line(3, 'Three'));
	lines.hear('a', line(2, 'Tw', 'assistant'));
	lines.hear('a', line(2, 'Two', 'assistant'));
	expect(lines.of(['a'])).toEqual({
		assistant: { name: 'Susi' },
		lines: [
			{ speaker: 'assistant', text: 'Two' },
			{ speaker: 'remote', text: 'Three' },
		],
	});
	expect(lines.of(['b'])).toBeUndefined();
	expect(lines.of(['b', 'a'])?.lines).toHaveLength(2);
});

test('a call between people has no assistant, and a long line shows its end', () => {
	const lines = liveLines();
	lines.hear('a', line(1, `${'x'.repeat(400)}end`));
	expect(lines.of(['a'])?.assistant).toBeUndefined();
	expect(lines.of(['a'])?.lines[0]?.text).toMatch(/^x{297}end$/);
});

test('calls not heard of for longest are forgotten first', () => {
	const lines = liveLines();
	for (let n = 0; n < 21; n += 1) lines.hear(`call-${n}`, line(1, 'Hello'));
	expect(lines.of(['call-0'])).toBeUndefined();
	expect(lines.of(['call-20'])).toBeDefined();
});
