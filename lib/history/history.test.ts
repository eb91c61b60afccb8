import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeCall } from '../calls/index.ts';
import { type Database, openDatabase, readState } from '../database.ts';
import { callFrame, countingRandom, instant, START, storedCall, world } from '../engine/world.testkit.ts';
import { openHistory } from './history.ts';
import { hearEvent } from './intake.ts';
import { pruneCalls } from './prune.ts';

let count = 0;
const freshDatabase = () => openDatabase(`history-${++count}`);
const open = (db: Database, onCorrected = () => {}) =>
	openHistory(db, { clock: world().clock, random: countingRandom(), onCorrected });
const live = { at: START, live: true, clockOffset: 0 };
const frames = [
	callFrame('c1', { state: 'ringing' }),
	callFrame('c2', { state: 'answered', answeredAt: instant(START + 3_000) }, START + 3_000),
	callFrame('c3', { state: 'ended', endedAt: instant(START + 9_000), endReason: 'completed' }, START + 9_000),
	callFrame('c4', { legId: 'leg-2', state: 'ended', endReason: 'answered-elsewhere' }, START + 3_000),
];

describe('calls of this browser', () => {
	test('any order and any repetition of events gives the same call', async () => {
		const db = await freshDatabase();
		const orders = fc.array(fc.constantFrom(...frames), { maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(orders, async (extra) => {
				const history = await open(db);
				for (const frame of [...extra, ...frames]) hearEvent(history, frame, live);
				const call = history.get('webex-1')!;
				expect(describeCall(call.call)).toMatchObject({ state: 'ended', endReason: 'completed' });
				await history.persisted();
			}),
			{ numRuns: 20 },
		);
	});

	test('call and cursor are on disk together, all of a tick in one transaction', async () => {
		const db = await freshDatabase();
		const history = await open(db);
		let transactions = 0;
		const begin = db.transaction.bind(db);
		db.transaction = ((...args: Parameters<typeof begin>) => {
			transactions++;
			return begin(...args);
		}) as typeof db.transaction;
		for (const frame of frames) hearEvent(history, frame, live);
		expect(await readState(db, 'cursor')).toBeUndefined();
		await history.persisted();
		expect(transactions).toBe(2);
		expect(history.cursor()).toBe('c4');
		expect((await db.get('calls', 'webex-1'))?.call.legs).toHaveProperty('leg-2');
	});

	test('a write that fails moves no cursor, and nothing is lost once the disk takes it', async () => {
		const db = await freshDatabase();
		const history = await open(db);
		const begin = db.transaction.bind(db);
		db.transaction = (() => {
			throw new DOMException('full', 'QuotaExceededError');
		}) as typeof db.transaction;
		hearEvent(history, frames[0]!, live);
		await expect(history.persisted()).rejects.toThrow('full');
		expect(history.cursor()).toBeUndefined();
		expect(history.get('webex-1')).toBeDefined();
		db.transaction = begin;
		hearEvent(history, callFrame('c2', { callId: 'webex-2' }), live);
		await history.persisted();
		const again = await open(db);
		expect(again.cursor()).toBe('c2');
		expect(again.calls().map(({ callId }) => callId)).toEqual(['webex-1', 'webex-2']);
	});

	test('a worker that starts anew knows what the old one knew', async () => {
		const db = await freshDatabase();
		const first = await open(db);
		const call = { ...storedCall(), dismissed: { at: START, state: 'ringing' as const } };
		first.apply({ calls: [call], cursor: 'c1', choice: { key: 'tel:+49', leadId: 'lead_9' } });
		await first.persisted();
		const second = await open(db);
		expect(second.get('webex-1')).toEqual(call);
		expect(second.chosenFor('tel:+49')).toBe('lead_9');
		expect(second.cursor()).toBe('c1');
	});

	test('an old call that is heard of again is joined with what disk knows, and shown anew', async () => {
		const db = await freshDatabase();
		const old = START - 20 * 24 * 3_600_000;
		await db.put('calls', storedCall({ state: 'ended', endReason: 'missed' }, old));
		let corrected = 0;
		const history = await open(db, () => corrected++);
		hearEvent(history, callFrame('c1', { state: 'ringing' }), live);
		await history.persisted();
		expect(describeCall(history.get('webex-1')!.call).state).toBe('ended');
		expect(corrected).toBe(1);
	});

	test('events that are unknown or broken move the cursor and nothing else', async () => {
		const history = await open(await freshDatabase());
		const broken = { cursor: 'c1', event: { ...callFrame('c1').event, data: { callId: 7 } } };
		const unknown = { cursor: 'c2', event: { ...callFrame('c2').event, type: 'ringside.fax.seen' } };
		for (const frame of [broken, unknown])
			expect(hearEvent(history, frame, live)).toEqual({ kind: 'nothing' });
		await history.persisted();
		expect([history.calls(), history.cursor()]).toEqual([[], 'c2']);
	});

	test('a snapshot replaces everything, with its cursor', async () => {
		const db = await freshDatabase();
		const history = await open(db);
		hearEvent(history, frames[0]!, live);
		await history.replace([storedCall({ callId: 'webex-2' })], 'c9');
		const again = await open(db);
		expect(again.calls().map(({ callId }) => callId)).toEqual(['webex-2']);
		expect(again.cursor()).toBe('c9');
	});

	test('calls older than 30 days go, and the oldest above 2,000', async () => {
		const db = await freshDatabase();
		const tx = db.transaction('calls', 'readwrite');
		const old = START - 31 * 24 * 3_600_000;
		for (let index = 0; index < 3; index++) await tx.store.put(storedCall({ callId: `old-${index}` }, old));
		for (let index = 0; index < 2_005; index++)
			await tx.store.put(storedCall({ callId: `new-${index}` }, START + index));
		await tx.done;
		const gone = await pruneCalls(db, START);
		expect(gone).toHaveLength(8);
		expect(gone).toContain('new-4');
		expect(await db.count('calls')).toBe(2_000);
	});
});
