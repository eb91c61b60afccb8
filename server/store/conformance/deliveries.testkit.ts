import { describe, expect, test } from 'vitest';
import {
	A,
	aDelivery,
	anAppend,
	anEvent,
	B,
	type OpenStore,
	openWithWorkspaces,
	present,
} from './builders.testkit.ts';

const keepAll = { olderThan: 0, refusedPerConnection: { count: 1_000, bytes: 1_000_000 } };

export function deliveriesConformance(open: OpenStore): void {
	describe('deliveries', () => {
		const opened = async () => {
			const store = await openWithWorkspaces(open);
			const deliver = (deliveryId: string, change = {}, events = [anEvent(deliveryId)], workspaceId = A) =>
				store.events.append(
					anAppend(events, { workspaceId, delivery: aDelivery(deliveryId, { workspaceId, ...change }) }),
				);
			const idsOf = async (filter = {}, workspaceId = A) =>
				(await store.deliveries.list(workspaceId, { limit: 100, ...filter })).map((row) => row.deliveryId);
			return { ...store, deliver, idsOf };
		};

		test('the body is kept byte for byte, with all that was said about it', async () => {
			const { deliver, deliveries } = await opened();
			const body = Uint8Array.from({ length: 256 }, (_, i) => i);
			const shared = new Uint8Array(1_024);
			shared.set(body, 512);
			await deliver('dlv_1', { body: shared.subarray(512, 768), reason: 'why' }, [
				anEvent('1'),
				anEvent('2'),
			]);
			const found = await deliveries.get(A, 'dlv_1');
			const { body: _, ...said } = aDelivery('dlv_1', { reason: 'why' });
			expect(found).toEqual({
				...said,
				body,
				size: 256,
				commitUs: expect.any(Number),
				eventIds: ['1', '2'],
			});
			expect(present(found).commitUs).toBeGreaterThan(0);
		});

		test('a repeat is kept as a duplicate that made no event', async () => {
			const { deliver, deliveries } = await opened();
			await deliver('dlv_1', {}, [anEvent('1')]);
			await deliver('dlv_2', {}, [anEvent('1')]);
			expect(await deliveries.get(A, 'dlv_2')).toMatchObject({ outcome: 'duplicate', eventIds: [] });
			expect(await deliveries.get(A, 'dlv_1')).toMatchObject({ outcome: 'accepted', eventIds: ['1'] });
		});

		test('the list is newest first, page by page, of equal times none lost', async () => {
			const { deliver, idsOf } = await opened();
			for (const [id, receivedAt] of [
				['a', 1],
				['c', 2],
				['b', 2],
				['d', 3],
			] as const) {
				await deliver(id, { receivedAt });
			}
			expect(await idsOf()).toEqual(['d', 'c', 'b', 'a']);
			expect(await idsOf({ beforeId: 'c', limit: 1 })).toEqual(['b']);
			expect(await idsOf({ beforeId: 'a' })).toEqual([]);
		});

		test('the list can be of one connection or one outcome', async () => {
			const { deliver, idsOf } = await opened();
			await deliver('a', { outcome: 'refused' }, []);
			await deliver('b', { connectionId: 'con_2' });
			await deliver('c');
			expect(await idsOf({ outcome: 'refused' })).toEqual(['a']);
			expect(await idsOf({ connectionId: 'con_2' })).toEqual(['b']);
			expect(await idsOf({ connectionId: 'con_2', outcome: 'refused' })).toEqual([]);
		});

		test('the list can be of one provider, of a time, and of what brought an event or a call', async () => {
			const { deliver, idsOf } = await opened();
			await deliver('a', { receivedAt: 10 }, [anEvent('e1', { subject: 'call-1' })]);
			await deliver('b', { receivedAt: 20, provider: 'twilio' }, [anEvent('e2', { subject: 'call-1' })]);
			await deliver('c', { receivedAt: 30 }, [anEvent('e3', { subject: 'call-2' })]);
			await deliver('d', { receivedAt: 40 }, [anEvent('e9', { subject: 'call-1' })], B);
			expect(await idsOf({ provider: 'twilio' })).toEqual(['b']);
			expect(await idsOf({ from: 20 })).toEqual(['c', 'b']);
			expect(await idsOf({ to: 20 })).toEqual(['a']);
			expect(await idsOf({ from: 10, to: 30 })).toEqual(['b', 'a']);
			expect(await idsOf({ search: 'e3' })).toEqual(['c']);
			expect(await idsOf({ search: 'call-1' })).toEqual(['b', 'a']);
			expect(await idsOf({ search: 'call-1', beforeId: 'b' })).toEqual(['a']);
			expect(await idsOf({ search: 'a' })).toEqual(['a']);
			expect(await idsOf({ search: 'e9' })).toEqual([]);
		});

		test('what fits is counted by outcome, as the list would show it', async () => {
			const { deliver, deliveries } = await opened();
			await deliver('a', { receivedAt: 10 }, [anEvent('e1', { subject: 'call-1' })]);
			await deliver('b', { receivedAt: 20, outcome: 'refused' }, []);
			await deliver('c', { receivedAt: 30, connectionId: 'con_2' }, [anEvent('e3', { subject: 'call-1' })]);
			await deliver('d', { receivedAt: 40 }, [anEvent('e4')], B);
			expect(await deliveries.count(A, {})).toEqual({ accepted: 2, refused: 1 });
			expect(await deliveries.count(A, { from: 20, to: 30 })).toEqual({ refused: 1 });
			expect(await deliveries.count(A, { connectionId: 'con_2' })).toEqual({ accepted: 1 });
			expect(await deliveries.count(A, { search: 'call-1', to: 30 })).toEqual({ accepted: 1 });
			expect(await deliveries.count(A, { search: 'e4' })).toEqual({});
		});

		test('pages of a filter, taken one after the other, are the whole of it', async () => {
			const { deliver, idsOf } = await opened();
			for (let i = 0; i < 12; i++) {
				const [outcome, events] = i % 3 === 0 ? ['refused', []] : ['accepted', [anEvent(`e${i}`)]];
				await deliver(`d${i}`, { receivedAt: Math.floor(i / 4), outcome }, events as []);
			}
			const filter = { outcome: 'accepted', from: 1, to: 3 };
			const pages: string[] = [];
			for (;;) {
				const page = await idsOf({ ...filter, beforeId: pages.at(-1), limit: 2 });
				if (page.length === 0) break;
				pages.push(...page);
			}
			expect(pages).toEqual(await idsOf(filter));
			expect(pages).toHaveLength(6);
		});

		test('of all, the newest stay up to a size, each workspace by itself', async () => {
			const { deliver, deliveries, idsOf } = await opened();
			const body = new Uint8Array(100);
			for (let i = 0; i < 10; i++) await deliver(`a${i}`, { receivedAt: i, body });
			await deliver('b0', { receivedAt: 0, body }, [anEvent('of-b')], B);
			const size = { ...keepAll, bytesPerWorkspace: 350 };
			expect(await deliveries.prune(size)).toBe(7);
			expect(await deliveries.prune(size)).toBe(0);
			expect(await idsOf()).toEqual(['a9', 'a8', 'a7']);
			expect(await idsOf({}, B)).toEqual(['b0']);
			expect(await deliveries.prune({ ...keepAll, bytesPerWorkspace: 1_000 })).toBe(0);
		});

		test('the size is summed up over any number of deliveries', async () => {
			const { deliver, deliveries, idsOf } = await opened();
			const body = new Uint8Array(1);
			const all = Array.from({ length: 10_500 }, (_, i) => deliver(`a${i}`, { receivedAt: i, body }, []));
			await Promise.all(all);
			expect(await deliveries.prune({ ...keepAll, bytesPerWorkspace: 10_300 })).toBe(200);
			expect(await idsOf({ to: 202, limit: 5 })).toEqual(['a201', 'a200']);
		});

		test('the same delivery id in another workspace is another delivery', async () => {
			const { deliver, deliveries, idsOf } = await opened();
			await deliver('dlv_1', { reason: 'of a' }, [anEvent('1')], A);
			await deliver('dlv_1', { reason: 'of b' }, [anEvent('2')], B);
			expect(await deliveries.get(A, 'dlv_1')).toMatchObject({ reason: 'of a', eventIds: ['1'] });
			expect(await deliveries.get(B, 'dlv_1')).toMatchObject({ reason: 'of b', eventIds: ['2'] });
			await deliver('only-a');
			expect(await deliveries.get(B, 'only-a')).toBeUndefined();
			expect(await idsOf({}, B)).toEqual(['dlv_1']);
			expect(await idsOf({ beforeId: 'only-a' }, B)).toEqual([]);
		});

		test('a workspace that keeps them for less loses its own, and nobody else’s', async () => {
			const { deliver, deliveries, idsOf } = await opened();
			for (let i = 0; i < 4; i++) await deliver(`dlv_${i}`, { receivedAt: i });
			const shorter = (workspaceId: string) => ({ ...keepAll, shorter: [{ workspaceId, olderThan: 2 }] });
			expect(await deliveries.prune(shorter(B))).toBe(0);
			expect(await deliveries.prune(shorter(A))).toBe(2);
			expect(await idsOf()).toEqual(['dlv_3', 'dlv_2']);
		});

		test('pruning drops what is too old and keeps the events', async () => {
			const { deliver, deliveries, events, idsOf } = await opened();
			for (let i = 0; i < 20; i++) await deliver(`dlv_${i}`, { receivedAt: i });
			expect(await deliveries.prune({ ...keepAll, olderThan: 18 })).toBe(18);
			expect(await idsOf()).toEqual(['dlv_19', 'dlv_18']);
			expect(await events.read(A, 0, 100)).toHaveLength(20);
		});

		test('a flood of refused deliveries is bounded for each connection, newest kept, others untouched', async () => {
			const { deliver, deliveries, idsOf } = await opened();
			const body = new Uint8Array(100);
			for (let i = 0; i < 10; i++) await deliver(`a${i}`, { receivedAt: i, outcome: 'refused', body }, []);
			await deliver('good', { receivedAt: 0 });
			await deliver('b0', { outcome: 'refused', connectionId: 'con_2' }, []);
			await deliver('a0', { outcome: 'refused' }, [], B);
			const limits = (count: number, bytes: number) => ({
				olderThan: 0,
				refusedPerConnection: { count, bytes },
			});
			expect(await deliveries.prune(limits(4, 1_000_000))).toBe(6);
			expect(await idsOf({ outcome: 'refused' })).toEqual(['b0', 'a9', 'a8', 'a7', 'a6']);
			expect(await deliveries.prune(limits(4, 250))).toBe(2);
			expect(await idsOf()).toEqual(['b0', 'a9', 'a8', 'good']);
			expect(await idsOf({}, B)).toEqual(['a0']);
		});
	});
}
