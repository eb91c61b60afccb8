import { describe, expect, test } from 'vitest';
import type { NewOutgoingWebhook, Store } from '../ports.ts';
import { A, anAppend, anEvent, B, type OpenStore, openWithWorkspaces, present } from './builders.testkit.ts';

export function anOutgoingWebhook(
	webhookId: string,
	change: Partial<NewOutgoingWebhook> = {},
): NewOutgoingWebhook {
	return {
		webhookId,
		workspaceId: A,
		name: `Name of ${webhookId}`,
		url: 'https://flows.example.com/1',
		events: ['call.*'],
		sealedSecret: 'sealed',
		createdAt: 5,
		...change,
	};
}

const claim = (store: Store, now: number, change = {}) =>
	store.outgoingWebhooks.claim({ now, leaseMs: 1_000, limit: 10, ...change });

const store1 = async (store: Store, id: string, workspaceId = A) =>
	store.events.append(anAppend([anEvent(id)], { workspaceId }));

/** With one webhook, claimed at 100, and one event to send. */
async function withClaimed(open: OpenStore) {
	const store = await openWithWorkspaces(open);
	await store.outgoingWebhooks.create(anOutgoingWebhook('whk_1'), 20);
	await store1(store, '1');
	const [claimed] = await claim(store, 100);
	return { store, webhooks: store.outgoingWebhooks, claimed: present(claimed) };
}

export function outgoingWebhooksConformance(open: OpenStore): void {
	describe('outgoing webhooks', () => {
		keepingConformance(open);
		claimConformance(open);
		settleConformance(open);
	});
}

function keepingConformance(open: OpenStore): void {
	test('each workspace sees, changes and removes its own', async () => {
		const { outgoingWebhooks: webhooks } = await openWithWorkspaces(open);
		await webhooks.create(anOutgoingWebhook('whk_1'), 20);
		await webhooks.create(anOutgoingWebhook('whk_1', { workspaceId: B, name: 'Theirs' }), 20);
		const [ours] = await webhooks.list(A);
		expect(ours).toEqual({
			...anOutgoingWebhook('whk_1'),
			...{ state: 'enabled', cursorSeq: 0, attempt: 0, overtaken: [] },
		});
		expect(await webhooks.update(A, 'whk_2', { name: 'x' }, 9)).toBe(false);
		const change = { name: 'New', url: 'https://other.example.com/', events: ['*'] };
		expect(await webhooks.update(A, 'whk_1', change, 9)).toBe(true);
		expect(await webhooks.list(A)).toMatchObject([change]);
		expect(await webhooks.list(B)).toMatchObject([{ name: 'Theirs', events: ['call.*'] }]);
		expect(await webhooks.remove(A, 'whk_1')).toBe(true);
		expect(await webhooks.remove(A, 'whk_1')).toBe(false);
		expect(await webhooks.list(A)).toEqual([]);
		expect(await webhooks.list(B)).toHaveLength(1);
	});

	test('there are never more in a workspace than allowed, even when made at the same time', async () => {
		const { outgoingWebhooks: webhooks } = await openWithWorkspaces(open);
		const made = await Promise.all(
			['1', '2', '3', '4'].map((n) => webhooks.create(anOutgoingWebhook(`whk_${n}`), 3)),
		);
		expect(made.filter(Boolean)).toHaveLength(3);
		expect(await webhooks.list(A)).toHaveLength(3);
		expect(await webhooks.create(anOutgoingWebhook('whk_b', { workspaceId: B }), 3)).toBe(true);
	});
}

function claimConformance(open: OpenStore): void {
	test('one with nothing new since it was made is not given out', async () => {
		const store = await openWithWorkspaces(open);
		await store1(store, 'before');
		await store.outgoingWebhooks.create(anOutgoingWebhook('whk_1'), 20);
		await store1(store, 'of-another-workspace', B);
		expect(await claim(store, 100)).toEqual([]);
		await store1(store, 'after');
		expect(await claim(store, 100)).toMatchObject([{ webhookId: 'whk_1', cursorSeq: 1 }]);
	});

	test('one is given out to one sender, and again when its lease ran out', async () => {
		const { store, claimed } = await withClaimed(open);
		expect(await claim(store, 1_099)).toEqual([]);
		const again = await claim(store, 1_100);
		expect(again).toMatchObject([{ webhookId: 'whk_1', fence: claimed.fence + 1 }]);
	});

	test('a disabled one is not given out; enabled again it goes on where it stood', async () => {
		const { store, webhooks, claimed } = await withClaimed(open);
		expect(await webhooks.update(A, 'whk_1', { state: 'disabled' }, 200)).toBe(true);
		expect(await webhooks.list(A)).toMatchObject([{ state: 'disabled', disabledReason: 'by-hand' }]);
		expect(await claim(store, 9_000)).toEqual([]);
		expect(await webhooks.settle(claimed, { cursorSeq: 1, leasedUntil: 300 })).toBe(false);
		await webhooks.update(A, 'whk_1', { state: 'enabled' }, 9_000);
		const [back] = await claim(store, 9_000);
		expect(back).toMatchObject({ state: 'enabled', cursorSeq: 0 });
		expect(back).not.toHaveProperty('disabledReason');
	});

	test('a change takes the lease from who sends at the moment, so that nothing more goes to the old address', async () => {
		const { store, webhooks, claimed } = await withClaimed(open);
		await webhooks.update(A, 'whk_1', { url: 'https://new.example.com/' }, 200);
		expect(await webhooks.settle(claimed, { cursorSeq: 1, leasedUntil: 300 })).toBe(false);
		expect(await claim(store, 200)).toMatchObject([{ url: 'https://new.example.com/', cursorSeq: 0 }]);
	});

	test('the longest unserved one comes first, up to the limit', async () => {
		const { store, webhooks, claimed } = await withClaimed(open);
		await webhooks.settle(claimed, { leasedUntil: 150 });
		await webhooks.create(anOutgoingWebhook('whk_2'), 20);
		await store1(store, '2');
		expect(await claim(store, 200, { limit: 1 })).toMatchObject([{ webhookId: 'whk_2' }]);
		expect(await claim(store, 200, { limit: 1 })).toMatchObject([{ webhookId: 'whk_1' }]);
	});
}

function settleConformance(open: OpenStore): void {
	test('a failure is kept until it is over, and the next try waits for its time', async () => {
		const { store, webhooks, claimed } = await withClaimed(open);
		const failing = { attempt: 2, failingSince: 100, lastFailure: 'answered 500' };
		expect(await webhooks.settle(claimed, { ...failing, dueAt: 700, leasedUntil: 100 })).toBe(true);
		expect(await claim(store, 699)).toEqual([]);
		const [again] = await claim(store, 700);
		expect(again).toMatchObject(failing);
		const over = { cursorSeq: 1, attempt: 0, failingSince: null, lastFailure: null, lastAcceptedAt: 800 };
		await webhooks.settle(present(again), { ...over, leasedUntil: 800 });
		const [healthy] = await webhooks.list(A);
		expect(healthy).toMatchObject({ cursorSeq: 1, attempt: 0, lastAcceptedAt: 800 });
		expect(healthy).not.toHaveProperty('failingSince');
		expect(healthy).not.toHaveProperty('lastFailure');
		expect(await claim(store, 9_000)).toEqual([]);
	});

	test('who lost the lease writes nothing, not even beside it', async () => {
		const { store, webhooks, claimed } = await withClaimed(open);
		await claim(store, 5_000);
		const overtaken = { seq: 1, attempt: 2, failingSince: 1, dueAt: 5 };
		const progress = { cursorSeq: 1, disabledReason: 'gone', overtaken, leasedUntil: 0 } as const;
		expect(await webhooks.settle(claimed, progress)).toBe(false);
		expect(await webhooks.settle({ ...claimed, workspaceId: B }, progress)).toBe(false);
		expect(await webhooks.list(A)).toMatchObject([{ cursorSeq: 0, state: 'enabled', overtaken: [] }]);
	});

	test('one that is disabled says why and is left alone', async () => {
		const { store, webhooks, claimed } = await withClaimed(open);
		await webhooks.settle(claimed, { disabledReason: 'gone', leasedUntil: 200 });
		expect(await webhooks.list(A)).toMatchObject([{ state: 'disabled', disabledReason: 'gone' }]);
		expect(await claim(store, 9_000)).toEqual([]);
	});

	test('an overtaken event is due in its time, until it is caught up or given up', async () => {
		const { store, webhooks, claimed } = await withClaimed(open);
		const overtaken = { seq: 1, attempt: 2, failingSince: 100, dueAt: 500 };
		await webhooks.settle(claimed, { cursorSeq: 1, overtaken, leasedUntil: 100 });
		expect(await claim(store, 499)).toEqual([]);
		const second = present((await claim(store, 500))[0]);
		expect(second.overtaken).toEqual([overtaken]);
		const { dueAt: _, ...givenUp } = { ...overtaken, attempt: 3 };
		await webhooks.settle(second, { overtaken: givenUp, leasedUntil: 500 });
		expect(await claim(store, 9_000)).toEqual([]);
		expect(await webhooks.list(A)).toMatchObject([{ overtaken: [givenUp] }]);
		await webhooks.update(A, 'whk_1', { state: 'enabled' }, 9_000);
		const third = present((await claim(store, 9_000))[0]);
		expect(third.overtaken).toEqual([{ seq: 1, attempt: 0, failingSince: 9_000, dueAt: 9_000 }]);
		await webhooks.settle(third, { caughtUp: 1, leasedUntil: 9_000 });
		expect(await webhooks.list(A)).toMatchObject([{ overtaken: [] }]);
		expect(await claim(store, 99_000)).toEqual([]);
	});
}
