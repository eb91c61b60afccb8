import { expect, test } from 'vitest';
import { readHeard } from './answer.ts';

const minute = { durationMs: 60_000 };

test('speakers and times are read from a diarized answer', () => {
	const segments = [
		{ id: 's', type: 'transcript.text.segment', start: 1.2, end: 2.5, speaker: 'A', text: ' Ja. ' },
	];
	const raw = { task: 'transcribe', duration: 60, text: 'Ja.', segments };
	expect(readHeard(raw, { format: 'diarized_json', ...minute })).toEqual({
		said: [{ startMs: 1_200, endMs: 2_500, text: 'Ja.', speaker: 'A' }],
	});
});

test('what Whisper makes up over noise is no speech', () => {
	const line = { start: 0, end: 5, avg_logprob: -0.2, no_speech_prob: 0.01 };
	const raw = {
		text: '',
		language: 'german',
		segments: [
			{ ...line, text: 'Guten Tag' },
			{ ...line, text: 'Vielen Dank.', avg_logprob: -1.3, no_speech_prob: 0.9 },
			{ ...line, text: ' [Musik] ' },
			{ ...line, text: '♪♪' },
			{ ...line, text: '...' },
			{ ...line, text: 'Untertitel im Auftrag des ZDF, 2021' },
			{ ...line, text: 'Untertitel der Amara.org-Community' },
		],
	};
	const heard = readHeard(raw, { format: 'verbose_json', ...minute });
	expect(heard?.language).toBe('de');
	expect(heard?.said.map(({ text }) => text)).toEqual(['Guten Tag']);
});

test('sentences without times share the time by their letters', () => {
	const raw = { text: 'Guten Tag. Wir haben am 20. Juni um 15 Uhr einen Termin.' };
	const said = readHeard(raw, { format: 'json', ...minute })?.said ?? [];
	expect(said.map(({ text }) => text).join(' ')).toBe(raw.text);
	expect(said[0]?.startMs).toBe(0);
	expect(said.at(-1)?.endMs).toBe(60_000);
});

test('times outside of the recording are brought into it, and text into its bounds', () => {
	const segments = [
		{ start: -3, end: 9_999, text: `a\u0000\u202e\nb${'x'.repeat(30_000)}` },
		{ start: 70, end: 10, text: 'later' },
	];
	const said = readHeard({ text: '', segments }, { format: 'verbose_json', ...minute })?.said ?? [];
	expect(said[0]).toMatchObject({ startMs: 0, endMs: 60_000 });
	expect(said[0]?.text).toMatch(/^a bx{100}/);
	expect(said[0]?.text).toHaveLength(20_000);
	expect(said[1]).toMatchObject({ startMs: 60_000, endMs: 60_000 });
});

test('a server without segments is read by its text', () => {
	expect(readHeard({ text: 'Hallo' }, { format: 'verbose_json', ...minute })?.said).toHaveLength(1);
});

test.each([
	['a text', 'Hallo'],
	['no text', { segments: [] }],
	['segments without times', { text: '', segments: [{ text: 'Hallo' }] }],
	['nothing', null],
])('%s is not understood', (_name, raw) => {
	expect(readHeard(raw, { format: 'verbose_json', ...minute })).toBeUndefined();
});
