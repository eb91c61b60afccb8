import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { countingRandom, instant, START, settle, world } from '../engine/world.testkit.ts';
import type { Answer } from '../server-api/answer.ts';
import { openHistory } from './history.ts';
import { type OutboxCommand, openOutbox } from './outbox.ts';

let count = 0;
const done: Answer<unknown> = { kind: 'ok', value: {} };
const away: Answer<unknown> = { kind: 'unreachable', detail: '' };
const note = (text: string) => ({
	command: { name: 'saveNote' as const, body: { callId: 'webex-1', text, writtenAt: instant(START) } },
});

async function rig(answer: (command: OutboxCommand) => Promise<Answer<unknown>>) {
	const db = await openDatabase(`outbox-${++count}`);
	const time = world();
	const random = countingRandom();
	const history = await openHistory(db, { clock: time.clock, random, onCorrected: () => {} });
	const sent: OutboxCommand[] = [];
	const deliver = (command: OutboxCommand) => {
		sent.push(command);
		return answer(command);
	};
	const outbox = openOutbox(db, deliver, { ...time, random });
	return { ...time, db, history, sent, outbox, again: () => openOutbox(db, deliver, { ...time, random }) };
}

describe('the outbox', () => {
	test('a command is sent again until it is confirmed, always with the same key', async () => {
		const answers = [away, away, done];
		const { history, outbox, sent, pass, db } = await rig(async () => answers.shift() ?? done);
		history.apply(note('hello'));
		await history.persisted();
		await outbox.send();
		for (const wait of [2_000, 4_000]) {
			pass(wait);
			await settle();
		}
		expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
		expect(sent).toHaveLength(3);
		expect(await db.count('outbox')).toBe(0);
	});

	test('a worker that dies with a command unsent leaves it to the next', async () => {
		const answers = [away, done];
		const { history, outbox, again, sent, db } = await rig(async () => answers.shift() ?? done);
		history.apply(note('hello'));
		await history.persisted();
		await outbox.send();
		expect(await db.count('outbox')).toBe(1);
		await again().send();
		expect(sent).toHaveLength(2);
		expect(await db.count('outbox')).toBe(0);
	});

	test('what is typed while the note before is on its way is sent too', async () => {
		const rigged = await rig(async ({ body }) => {
			if ('text' in body && body.text === 'first') {
				rigged.history.apply(note('second'));
				await rigged.history.persisted();
			}
			return done;
		});
		rigged.history.apply(note('first'));
		await rigged.history.persisted();
		await rigged.outbox.send();
		expect(rigged.sent.map(({ body }) => 'text' in body && body.text)).toEqual(['first', 'second']);
	});

	test('what the server calls wrong does not hold up the rest; being signed out does', async () => {
		const wrong = await rig(async () => ({ kind: 'refused', status: 422, problem: '', detail: '' }));
		wrong.history.apply(note('a'));
		await wrong.history.persisted();
		await wrong.outbox.send();
		expect(await wrong.db.count('outbox')).toBe(0);
		const signedOut = await rig(async () => ({ kind: 'refused', status: 401, problem: '', detail: '' }));
		signedOut.history.apply(note('a'));
		await signedOut.history.persisted();
		await signedOut.outbox.send();
		expect(await signedOut.db.count('outbox')).toBe(1);
	});
});
