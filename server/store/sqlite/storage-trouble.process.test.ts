import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { A, aDelivery, anAppend, anEvent } from '../conformance/builders.testkit.ts';
import { type Store, StoreUnavailable } from '../ports.ts';
import { temporaryStores } from './files.testkit.ts';

const kilobyte = (id: string) =>
	anAppend([anEvent(id)], { delivery: aDelivery(id, { body: new Uint8Array(1_024) }) });
const createA = (store: Store) =>
	store.records.createWorkspace({ workspaceId: A, name: 'A', region: 'DE', createdAt: 1 });

describe('when the storage cannot take it', () => {
	const { newFile, openStore, openHere } = temporaryStores();

	test('a full disk refuses what does not fit, keeps what is there, and recovers by itself', async () => {
		const { db, store } = openHere();
		await createA(store);
		await store.events.append(kilobyte('before'));
		const pages = Number(db.prepare('pragma page_count').get()?.page_count);
		db.exec(`pragma max_page_count = ${pages + 5}`);
		const results = await Promise.allSettled(
			Array.from({ length: 200 }, (_, i) => store.events.append(kilobyte(String(i)))),
		);
		const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
		expect(refused.length).toBeGreaterThan(0);
		for (const reason of refused) expect(reason).toBeInstanceOf(StoreUnavailable);
		expect(refused[0].message).toMatch(/disk full/);
		expect(await store.health()).toEqual({ ok: false, reason: expect.stringMatching(/disk full/) });
		expect(await store.events.read(A, 0, 1_000)).toHaveLength(1 + 200 - refused.length);

		db.exec('pragma max_page_count = 1000000');
		await Promise.all(Array.from({ length: 200 }, (_, i) => store.events.append(kilobyte(String(i)))));
		expect(await store.events.read(A, 0, 1_000)).toHaveLength(201);
		expect(await store.health()).toEqual({ ok: true });
	});

	test('with the disk failing after any number of pages an append is there whole or not at all', async () => {
		const { db, store } = openHere();
		await createA(store);
		for (let round = 0; round < 25; round++) {
			const pages = Number(db.prepare('pragma page_count').get()?.page_count);
			db.exec(`pragma max_page_count = ${pages + (round % 4)}`);
			const ids = Array.from({ length: 6 }, (_, i) => `${round}-${i}`);
			const results = await Promise.allSettled(ids.map((id) => store.events.append(kilobyte(id))));
			const kept = ids.filter((_, i) => results[i]?.status === 'fulfilled');
			const events = (await store.events.read(A, 0, 10_000)).filter(({ id }) => ids.includes(id));
			const deliveries = await Promise.all(ids.map((id) => store.deliveries.get(A, id)));
			expect(events.map(({ id }) => id)).toEqual(kept);
			expect(deliveries.flatMap((row) => row?.deliveryId ?? [])).toEqual(kept);
		}
	});

	test('a database that another process holds too long is unavailable, and usable after', async () => {
		const file = newFile();
		const store = await openStore(file);
		await createA(store);
		const other = new DatabaseSync(file);
		other.exec('begin immediate');
		await expect(store.events.append(kilobyte('1'))).rejects.toThrow(StoreUnavailable);
		expect(await store.events.read(A, 0, 10)).toEqual([]);
		other.exec('rollback');
		other.close();
		await store.events.append(kilobyte('1'));
		expect(await store.health()).toEqual({ ok: true });
	});

	test('a mistake of ours is no trouble of the storage', async () => {
		const store = await openStore();
		const error = await store.events.append(kilobyte('1')).catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(Error);
		expect(error).not.toBeInstanceOf(StoreUnavailable);
		expect(await store.health()).toEqual({ ok: true });
	});
});

describe('the write-ahead file', () => {
	const { newFile, openStore } = temporaryStores();

	test('stays bounded, and shrinks again after a reader that held it', async () => {
		const file = newFile();
		const store = await openStore(file);
		await createA(store);
		const walMegabytes = () => statSync(`${file}-wal`).size / 1024 / 1024;
		const append = async (run: string, count: number) => {
			const all = Array.from({ length: count }, (_, i) => store.events.append(kilobyte(`${run}-${i}`)));
			await Promise.all(all);
		};
		await append('free', 15_000);
		expect(walMegabytes()).toBeLessThan(40);
		const reader = new DatabaseSync(file);
		reader.exec('begin; select * from meta');
		await append('held', 20_000);
		reader.exec('commit');
		reader.close();
		await append('after', 3_000);
		expect(walMegabytes()).toBeLessThan(40);
	});
});

describe('another process', () => {
	const { newFile, openStore } = temporaryStores();

	test('that writes is heard of within half a second, and one that reads is not', async () => {
		const file = newFile();
		const here = await openStore(file);
		const there = await openStore(file);
		await createA(there);
		await new Promise((resolve) => setTimeout(resolve, 600));
		const heard = vi.fn();
		here.onChange(heard);
		await there.events.read(A, 0, 10);
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(heard).not.toHaveBeenCalled();
		await there.events.append(kilobyte('1'));
		await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 500, interval: 10 });
		expect(await here.events.read(A, 0, 10)).toHaveLength(1);
	});

	test('that appends the same event at the same time does not store it twice', async () => {
		const file = newFile();
		const stores = [await openStore(file), await openStore(file)];
		await createA(stores[0] as Store);
		const results = await Promise.all(
			Array.from({ length: 200 }, (_, i) =>
				(stores[i % 2] as Store).events.append(anAppend([anEvent(String(Math.floor(i / 2)))])),
			),
		);
		expect(results.filter(({ duplicate }) => !duplicate)).toHaveLength(100);
	});
});
