import { afterEach, expect, test } from 'vitest';
import type { OutgoingResult } from '../../outgoing/dispatcher.ts';
import type { Effects } from '../../store/ports.ts';
import { spoken } from './audio.testkit.ts';
import { type Desk, startDesk } from './transcription.testkit.ts';
import { wavFile } from './wav.ts';

let desk: Desk;
afterEach(() => desk.stop());

const RATE = 8_000;
const short = wavFile(spoken([1_000, 400, 1_500], RATE), RATE);
/** Three parts of at most 750 s each. */
const long = wavFile(spoken([700_000, 600, 700_000, 600, 200_000], RATE), RATE);
/** Seconds, each part rounded up. */
const PAID = 1_602 + 1;

const now = Date.parse('2026-05-01T08:00:00Z');
const clock = { now: () => now, monotonic: () => now };
const numbered = (_: unknown, index: number) => ({
	segments: [{ start: 0, end: 9, text: `Teil ${index}.` }],
});

test('a limit is waited for as long as the vendor says, and nothing is paid twice', async () => {
	desk = await startDesk({ clock });
	await desk.record(short);
	desk.openai.server.troubles.push({ times: 1, status: 429, headers: { 'retry-after': '17' } });
	expect(await desk.run()).toMatchObject({ kind: 'retry', at: now + 17_000 });
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'waiting', reason: 'vendor-busy' });
	expect(await desk.used()).toBe(0);
	expect(await desk.run(2)).toEqual({ kind: 'done' });
	expect(await desk.segments()).toHaveLength(1);
	expect(await desk.used()).toBe(3);
});

test.each([
	['an error of the vendor', { status: 503 }, 'vendor-busy'],
	['half of a JSON', { status: 200, body: '{"text":"Gut' }, 'invalid-answer'],
	['an answer of something else', { status: 200, body: { choices: [] } }, 'invalid-answer'],
	['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }, 'invalid-answer'],
])('%s is tried again', async (_name, reply, reason) => {
	desk = await startDesk({ clock });
	await desk.record(short);
	desk.openai.server.troubles.push({ times: 1, ...reply });
	expect(await desk.run()).toMatchObject({ kind: 'retry' });
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'waiting', reason });
	expect(await desk.run(2)).toEqual({ kind: 'done' });
	expect(await desk.segments()).toHaveLength(1);
});

const tooLong = 'audio duration 1500 seconds is longer than 1400 seconds which is the maximum for this model';
const openAiError = (code: string, message = code) => ({ error: { message, type: 'x', param: null, code } });

test.each([
	['a key that is none any more', { status: 401, body: openAiError('invalid_api_key') }, 'signed-out'],
	['an account without money', { status: 429, body: openAiError('insufficient_quota') }, 'refused'],
	['a model that is not there', { status: 404, body: openAiError('model_not_found') }, 'refused'],
	['more than the model takes', { status: 413 }, 'too-large'],
	['longer than the model takes', { status: 400, body: openAiError('invalid_value', tooLong) }, 'too-long'],
])('%s ends it, with the reason, and without the vendor’s words', async (_name, reply, reason) => {
	desk = await startDesk({ clock });
	await desk.record(short);
	desk.openai.server.troubles.push({ times: 1, ...reply });
	const outcome = await desk.run();
	expect(outcome).toMatchObject({ kind: 'give-up' });
	expect(JSON.stringify(outcome)).not.toContain('longer than');
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason });
	expect(await desk.used()).toBe(0);
});

test('a model that never makes sense is given up after the third answer', async () => {
	desk = await startDesk({ clock });
	await desk.record(short);
	desk.openai.server.troubles.push({ times: 9, status: 200, body: '{' });
	const kinds = [await desk.run(1), await desk.run(2), await desk.run(3)].map(({ kind }) => kind);
	expect(kinds).toEqual(['retry', 'retry', 'give-up']);
});

test('a worker that lost its job between parts sends nothing more, and the next one only the rest', async () => {
	desk = await startDesk({ clock });
	await desk.record(long);
	desk.openai.hear = numbered;
	const job = { stillMine: async () => desk.openai.uploads.length < 1 };
	expect(await desk.run(1, { job })).toEqual({ kind: 'done' });
	expect(desk.openai.uploads).toHaveLength(1);
	expect(await desk.segments()).toEqual([]);
	expect(await desk.run(2)).toEqual({ kind: 'done' });
	expect(desk.openai.uploads).toHaveLength(3);
	expect((await desk.segments()).map(({ text }) => text)).toEqual(['Teil 0.', 'Teil 1.', 'Teil 2.']);
	expect(await desk.used()).toBe(PAID);
	const told = (await desk.stage()).filter(({ state }) => state === 'running');
	expect(told.map(({ done, total }) => `${done}/${total}`)).toEqual([
		'0/3',
		'1/3',
		'0/3',
		'1/3',
		'2/3',
		'3/3',
	]);
});

test.each(['begin', 'end', 'add'] as const)(
	'a worker that dies at any “%s” leaves a transcript to the next one that is paid for once',
	async (step) => {
		desk = await startDesk({ clock });
		await desk.record(long);
		desk.openai.hear = numbered;
		// The first parts are through; with the second it dies right after that step was stored.
		await expect(desk.run(1, { deps: dyingAfter(step, 2) })).rejects.toThrow('killed');
		expect(await desk.run(2)).toEqual({ kind: 'done' });
		expect((await desk.segments()).map(({ text }) => text)).toEqual(['Teil 0.', 'Teil 1.', 'Teil 2.']);
		expect(desk.openai.uploads).toHaveLength(3);
		expect(await desk.used()).toBe(PAID);
		expect(await desk.kept()).toEqual([]);
	},
);

test('an answer that was lost is paid for again, and heard once', async () => {
	desk = await startDesk({ clock });
	await desk.record(short);
	const lost = async (): Promise<OutgoingResult> => {
		await desk.context.dispatch({
			...{ method: 'POST', url: 'https://api.openai.com/v1/audio/transcriptions' },
			...{ timeoutMs: 1_000, maxBytes: 10_000 },
		});
		return { kind: 'failed', reason: 'timeout' };
	};
	expect(await desk.run(1, { deps: { dispatch: lost } })).toMatchObject({ kind: 'retry' });
	expect(await desk.run(2)).toEqual({ kind: 'done' });
	expect(await desk.segments()).toHaveLength(1);
	expect(await desk.used()).toBe(3);
});

test('a container that we cannot open goes as it is, and not at all when it is too large', async () => {
	desk = await startDesk({ clock });
	const ogg = (size: number) => Buffer.concat([Buffer.from('OggS'), Buffer.alloc(size)]);
	await desk.record(ogg(26_000_000));
	expect(await desk.run()).toEqual({ kind: 'done' });
	expect(desk.openai.uploads).toEqual([]);
	expect((await desk.stage()).at(-1)).toMatchObject({ state: 'stopped', reason: 'too-long' });
	await desk.stop();
	desk = await startDesk({ clock });
	await desk.record(ogg(20_000));
	await desk.run();
	expect(desk.openai.uploads).toMatchObject([{ fileName: 'audio.ogg' }]);
	expect(await desk.segments()).toHaveLength(1);
});

/** The store as a process leaves it that is killed right after the nth time of a step. */
function dyingAfter(step: 'begin' | 'end' | 'add', nth: number) {
	const { store } = desk.server;
	const { effects, usage } = store.afterCall;
	let count = 0;
	const die = () => {
		count += 1;
		if (count === nth) throw new Error('killed');
	};
	const dying: Effects = {
		...effects,
		begin: async (...args) => {
			const begun = await effects.begin(...args);
			if (step === 'begin') die();
			return begun;
		},
		end: async (...args) => {
			await effects.end(...args);
			if (step === 'end') die();
		},
	};
	const add: typeof usage.add = async (...args) => {
		const added = await usage.add(...args);
		if (step === 'add') die();
		return added;
	};
	return { store: { ...store, afterCall: { ...store.afterCall, effects: dying, usage: { ...usage, add } } } };
}
