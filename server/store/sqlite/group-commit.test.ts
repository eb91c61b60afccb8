import { describe, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { randomIds } from '../../ids.ts';
import { aDelivery, anAppend, anEvent } from '../conformance/builders.testkit.ts';
import { StoreUnavailable } from '../ports.ts';
import type { AppendOutcome } from './append.ts';
import type { AppendItem } from './append-rows.ts';
import { createGroupCommit } from './group-commit.ts';

const appended = (item: AppendItem): AppendOutcome => ({
	kind: 'appended',
	seqs: item.events.map((_, i) => i + 1),
	duplicate: false,
});

/** A disk that takes a batch only when told to. */
function slowDisk() {
	const batches: { items: AppendItem[]; finish(error?: Error): void }[] = [];
	const commit = (items: AppendItem[]) =>
		new Promise<AppendOutcome[]>((resolve, reject) => {
			batches.push({ items, finish: (error) => (error ? reject(error) : resolve(items.map(appended))) });
		});
	return { batches, ...createGroupCommit({ commit, clock: systemClock, ids: randomIds }) };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
const one = (id: string) => anAppend([anEvent(id)]);

describe('group commit', () => {
	test('appends that wait for a batch are the next batch, and none is answered before its commit', async () => {
		const { append, batches } = slowDisk();
		const answered: string[] = [];
		const start = (id: string) => append(one(id)).then(() => answered.push(id));
		const all = [start('1')];
		await turn();
		all.push(...['2', '3', '4'].map(start));
		await turn();
		expect(batches.map(({ items }) => items.length)).toEqual([1]);
		expect(answered).toEqual([]);
		batches[0]!.finish();
		await turn();
		expect(answered).toEqual(['1']);
		expect(batches.map(({ items }) => items.length)).toEqual([1, 3]);
		batches[1]!.finish();
		await Promise.all(all);
		expect(answered).toEqual(['1', '2', '3', '4']);
	});

	test('a batch that fails fails for those in it, and the next one is tried', async () => {
		const { append, batches, drained } = slowDisk();
		const first = append(one('1'));
		await turn();
		const second = append(one('2'));
		batches[0]!.finish(new StoreUnavailable('disk full'));
		await expect(first).rejects.toThrow(StoreUnavailable);
		await turn();
		batches[1]!.finish();
		await second;
		await drained();
	});

	test('of a body that is part of a larger buffer nothing else is handed over', async () => {
		const { append, batches } = slowDisk();
		const body = new Uint8Array(65_536).subarray(100, 110).fill(7);
		const appending = append(anAppend([], { delivery: aDelivery('1', { body }) }));
		await turn();
		const handed = batches[0]!.items[0]!.delivery!.body;
		expect([handed, handed.buffer.byteLength]).toEqual([body, 10]);
		batches[0]!.finish();
		await appending;
	});

	test('a stalled disk does not fill the memory: what is too much is refused at once', async () => {
		const { append, batches } = slowDisk();
		const large = (id: string) =>
			anAppend([], { delivery: aDelivery(id, { body: new Uint8Array(1024 * 1024) }) });
		const results: string[] = [];
		for (let i = 0; i < 80; i++) {
			append(large(String(i))).then(
				() => results.push('stored'),
				(error) => results.push(error.name),
			);
		}
		await turn();
		expect(results.length).toBeGreaterThan(10);
		expect(new Set(results)).toEqual(new Set(['StoreUnavailable']));
		batches[0]!.finish();
		await turn();
		expect(results.filter((result) => result === 'stored')).toHaveLength(80 - results.indexOf('stored'));
	});
});
