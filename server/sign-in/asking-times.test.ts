import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ASKING_PERIOD_MS, isTurnOf, nextTurn } from './asking-times.ts';

const START = Date.parse('2026-04-14T09:00:00.000Z');
const MINUTE = 60_000;
const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 });

/** When each is asked about by a job that comes again at the next turn, up to `lateMs` late. */
function asked(connectionIds: string[], start: number, lateness: number[]): Map<string, number[]> {
	const times = new Map<string, number[]>(connectionIds.map((id) => [id, []]));
	let dueAt = start;
	for (const late of lateness) {
		const now = dueAt + late;
		for (const id of connectionIds) if (isTurnOf(id, { from: dueAt, to: now })) times.get(id)?.push(now);
		dueAt = nextTurn(connectionIds, now);
	}
	return times;
}

test('nobody is left out for longer than a minute, however the jobs fall, also while they come seconds late', () => {
	const lateness = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 40, maxLength: 40 });
	fc.assert(
		fc.property(ids, fc.nat(1e9), lateness, (connectionIds, offset, late) => {
			const start = START + offset;
			for (const times of asked(connectionIds, start, late).values()) {
				expect(times[0]).toBeLessThanOrEqual(start + MINUTE);
				for (const [index, time] of times.entries()) {
					const gap = time - (times[index - 1] ?? time);
					expect(gap).toBeLessThanOrEqual(MINUTE - 5_000);
				}
			}
		}),
	);
});

test('each is asked about once in a period, by whichever server', () => {
	const connectionIds = Array.from({ length: 20 }, (_, index) => `con_${index}`);
	const times = asked(
		connectionIds,
		START,
		Array.from({ length: 30 }, () => 0),
	);
	for (const all of times.values()) {
		const [first = 0, second = 0, third = 0] = all;
		expect([second - first, third - second]).toEqual([ASKING_PERIOD_MS, ASKING_PERIOD_MS]);
	}
});

test('after a long sleep everybody is asked about once, and nobody is asked about twice', () => {
	const slept = { from: START, to: START + 12 * 60 * MINUTE };
	expect(isTurnOf('con_1', slept)).toBe(true);
	expect(nextTurn(['con_1'], slept.to)).toBeGreaterThan(slept.to);
	expect(nextTurn(['con_1'], slept.to)).toBeLessThanOrEqual(slept.to + ASKING_PERIOD_MS);
});

test('a thousand connections are spread over the period', () => {
	const connectionIds = Array.from({ length: 1_000 }, (_, index) => `con_${index}`);
	for (let at = START; at < START + ASKING_PERIOD_MS; at += 5_000) {
		const together = connectionIds.filter((id) => isTurnOf(id, { from: at, to: at })).length;
		expect(together).toBeGreaterThan(70);
		expect(together).toBeLessThan(160);
	}
});

test('where nobody is signed in it looks again after a period', () => {
	expect(nextTurn([], START) - START).toBe(ASKING_PERIOD_MS);
});
