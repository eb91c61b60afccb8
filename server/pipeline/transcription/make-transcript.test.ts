import { afterEach, expect, test } from 'vitest';
import { spoken, stereoFile } from './audio.testkit.ts';
import { type Desk, startDesk } from './transcription.testkit.ts';
import { wavFile } from './wav.ts';

let desk: Desk;
afterEach(() => desk.stop());

const RATE = 8_000;
const short = wavFile(spoken([1_000, 400, 1_500], RATE), RATE);

test('a short recording goes as it is, and its transcript is one whole', async () => {
	desk = await startDesk();
	await desk.record(short);
	desk.openai.hear = () => ({
		language: 'german',
		segments: [
			{ start: 0, end: 1, text: ' Guten Tag, Sand. ' },
			{ start: 1.4, end: 2.9, text: 'Ich rufe wegen der Stelle an.' },
		],
	});
	expect(await desk.run()).toEqual({ kind: 'done' });
	const [upload] = desk.openai.uploads;
	expect(upload?.bytes.equals(short)).toBe(true);
	expect(upload?.fields).toEqual({
		model: ['whisper-1'],
		response_format: ['verbose_json'],
		language: ['de'],
		'timestamp_granularities[]': ['segment'],
	});
	expect(await desk.segments()).toEqual([
		expect.objectContaining({ speaker: 'unknown', text: 'Guten Tag, Sand.', startMs: 0, endMs: 1_000 }),
		expect.objectContaining({ text: 'Ich rufe wegen der Stelle an.', startMs: 1_400, endMs: 2_900 }),
	]);
	expect(await desk.events('ringside.transcript.ready')).toMatchObject([{ segmentCount: 2, language: 'de' }]);
	expect((await desk.stage()).map(({ state, done, total }) => [state, done, total])).toEqual([
		['running', 0, 1],
		['done', undefined, undefined],
	]);
	expect(await desk.waiting('facts.extract')).toBe(1);
	expect(await desk.used()).toBe(3);
	expect(await desk.kept()).toEqual([]);
});

test('a transcript that is there is not made again', async () => {
	desk = await startDesk();
	await desk.record(short);
	await desk.run();
	expect(await desk.run(2)).toEqual({ kind: 'done' });
	expect(desk.openai.uploads).toHaveLength(1);
	expect(await desk.segments()).toHaveLength(1);
});

test('each party on a channel of its own is heard by itself, and named', async () => {
	desk = await startDesk({ manifest: { recordedChannels: { inbound: ['remote', 'local'] } } });
	const first = spoken([2_000, 4_000], RATE, 1);
	const second = spoken([0, 3_000, 3_000], RATE, 7);
	await desk.record(stereoFile(first, second, RATE));
	const heard = [
		[{ start: 0, end: 2, text: 'Hier ist Mira Sand.' }],
		[{ start: 3, end: 6, text: 'Guten Tag, Frau Sand.' }],
	];
	desk.openai.hear = (_upload, index) => ({ segments: heard[index] ?? [] });
	await desk.run();
	expect(
		(await desk.segments()).map(({ speaker, speakerName, text }) => [speaker, speakerName, text]),
	).toEqual([
		['remote', 'Mira Sand', 'Hier ist Mira Sand.'],
		['local', undefined, 'Guten Tag, Frau Sand.'],
	]);
	expect(await desk.used()).toBe(12);
});

test('speakers that the model tells apart keep their letters, and nobody guesses who they are', async () => {
	desk = await startDesk({ model: 'gpt-4o-transcribe-diarize' });
	await desk.record(wavFile(spoken([40_000], RATE), RATE));
	desk.openai.hear = () => ({
		segments: [
			{ start: 0, end: 20, text: 'Guten Tag.', speaker: 'B' },
			{ start: 20, end: 40, text: 'Hallo.', speaker: 'A' },
		],
	});
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect((await desk.segments()).map(({ speaker, speakerName }) => [speaker, speakerName])).toEqual([
		['unknown', 'A'],
		['unknown', 'B'],
	]);
});

test('silence is not paid for', async () => {
	desk = await startDesk();
	await desk.record(wavFile(new Int16Array(RATE * 30), RATE));
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(desk.openai.uploads).toEqual([]);
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason: 'silence' });
	expect(await desk.events('ringside.transcript.ready')).toEqual([]);
});

test('music alone makes no transcript', async () => {
	desk = await startDesk();
	await desk.record(short);
	desk.openai.hear = () => ({ segments: [{ start: 0, end: 3, text: '♪ [Musik] ♪' }] });
	await desk.run();
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason: 'silence' });
});

test('without consent nothing leaves', async () => {
	desk = await startDesk({ consent: 'none' });
	await desk.record(short);
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(desk.openai.server.requests).toEqual([]);
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason: 'no-consent' });
});

test('a call that somebody declined is not transcribed', async () => {
	desk = await startDesk();
	await desk.record(short);
	const { context, workspaceId, connectionId } = desk;
	const data = { callId: 'generic-c1', userId: 'usr_1' };
	await context.callLog.append(workspaceId, { callId: data.callId, connectionId }, [
		{ name: 'transcript.declined', id: 'declined', data },
	]);
	await desk.run();
	expect(desk.openai.server.requests).toEqual([]);
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason: 'declined' });
});

test('beyond the minutes of the month nothing is paid', async () => {
	desk = await startDesk({ monthlyMinutes: 1 });
	await desk.record(wavFile(spoken([61_000], RATE), RATE));
	await desk.run();
	expect(desk.openai.uploads).toEqual([]);
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason: 'limit' });
});

test('a web page in place of a recording is said to be one', async () => {
	desk = await startDesk();
	await desk.record(Buffer.from('<!doctype html>'));
	await desk.run();
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason: 'wrong-content' });
});

test('a provider that gives transcripts is waited for, and no longer than ten minutes', async () => {
	let now = Date.parse('2026-05-01T08:00:00Z');
	const clock = { now: () => now, monotonic: () => now };
	desk = await startDesk({ clock, manifest: { givesTranscripts: true } });
	await desk.record(short);
	expect(await desk.run()).toEqual({ kind: 'again', at: now + 10 * 60_000 });
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'waiting', reason: 'not-yet-there' });
	now += 10 * 60_000;
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(await desk.segments()).toHaveLength(1);
});
