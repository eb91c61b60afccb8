import { expect, test } from 'vitest';
import { type NoteState, noteSaver } from './note-saver.ts';

function bench(answers: ((text: string) => Promise<unknown>)[]) {
	const saved: string[] = [];
	const states: NoteState[] = [];
	const timers: (() => void)[] = [];
	const saver = noteSaver(
		(text) => {
			saved.push(text);
			return (answers.shift() ?? (() => Promise.resolve()))(text);
		},
		(state) => states.push(state),
		(_, callback) => {
			timers.push(callback);
			return () => void timers.splice(timers.indexOf(callback), 1);
		},
	);
	return { saver, saved, states, timers };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('what is typed while a save is on its way is saved next, the newest only', async () => {
	let finish = () => {};
	const { saver, saved, states } = bench([() => new Promise<void>((resolve) => (finish = resolve))]);
	for (const text of ['H', 'He', 'Hel']) saver.write(text);
	finish();
	await settle();
	expect(saved).toEqual(['H', 'Hel']);
	expect(states.at(-1)).toBe('saved');
});

test('a save that failed never says saved, and is tried again', async () => {
	const { saver, saved, states, timers } = bench([() => Promise.reject(new Error('worker gone'))]);
	saver.write('Offer by Friday');
	await settle();
	expect(states).toEqual(['saving', 'waiting']);
	timers[0]!();
	await settle();
	expect(saved).toEqual(['Offer by Friday', 'Offer by Friday']);
	expect(states.at(-1)).toBe('saved');
});

test('new typing after a failure replaces the old text', async () => {
	const { saver, saved, timers } = bench([() => Promise.reject(new Error('worker gone'))]);
	saver.write('a');
	await settle();
	saver.write('ab');
	await settle();
	expect(saved).toEqual(['a', 'ab']);
	expect(timers).toHaveLength(0);
});
