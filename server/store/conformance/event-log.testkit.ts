import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	A,
	aDelivery,
	aJob,
	anAppend,
	anEvent,
	B,
	ids,
	type OpenStore,
	openWithWorkspaces,
	present,
} from './builders.testkit.ts';

export function eventLogConformance(open: OpenStore): void {
	describe('event log', () => {
		test('own numbers that were called are told with their calls, the latest first, of this workspace', async () => {
			const { events } = await openWithWorkspaces(open);
			const called = (id: string, subject: string, localE164?: string, change = {}) =>
				anEvent(id, { subject, localE164, ...change });
			await events.append(
				anAppend([
					called('1', 'call-1', '+493023125001'),
					called('2', 'call-1', '+493023125001'),
					called('3', 'call-2', '+493023125002'),
					called('4', 'call-3', '+493023125001'),
					called('5', 'call-4'),
					called('6', 'call-5', '+493023125003', { type: 'ringside.message.received' }),
					called('7', 'call-6', '+493023125002', { connectionId: 'con_2' }),
				]),
			);
			await events.append(anAppend([called('9', 'call-9', '+493023125009')], { workspaceId: B }));
			const numbers = await events.localNumbers(A, 100);
			expect(numbers.map((one) => [one.connectionId, one.localE164, one.callCount, one.last.id])).toEqual([
				['con_2', '+493023125002', 1, '7'],
				['con_1', '+493023125001', 2, '4'],
				['con_1', '+493023125002', 1, '3'],
			]);
			expect(await events.localNumbers(A, 1)).toHaveLength(1);
		});

		test('what was appended is read back as it was, in order', async () => {
			const { events } = await openWithWorkspaces(open);
			const routed = anEvent('2', { agentUserId: 'usr_1', agentKey: '207', localE164: '+493023125000' });
			const { stored, duplicate } = await events.append(anAppend([anEvent('1'), routed]));
			expect(duplicate).toBe(false);
			expect(stored).toEqual([
				{ ...anEvent('1'), workspaceId: A, seq: present(stored[0]).seq },
				{ ...routed, workspaceId: A, seq: present(stored[1]).seq },
			]);
			expect(present(stored[1]).seq).toBeGreaterThan(present(stored[0]).seq);
			expect(await events.read(A, 0, 10)).toEqual(stored);
		});

		test('reading goes on after a place, and stops at the limit', async () => {
			const { events } = await openWithWorkspaces(open);
			const { stored } = await events.append(anAppend(['1', '2', '3', '4'].map((id) => anEvent(id))));
			expect(ids(await events.read(A, present(stored[0]).seq, 2))).toEqual(['2', '3']);
			expect(await events.read(A, present(stored[3]).seq, 2)).toEqual([]);
		});

		test('an event that comes again is stored once, and the delivery is called a duplicate', async () => {
			const { events } = await openWithWorkspaces(open);
			await events.append(anAppend([anEvent('1')]));
			expect(await events.append(anAppend([anEvent('1')]))).toEqual({ stored: [], duplicate: true });
			const half = await events.append(anAppend([anEvent('1'), anEvent('2'), anEvent('2')]));
			expect([ids(half.stored), half.duplicate]).toEqual([['2'], false]);
			expect(ids(await events.read(A, 0, 10))).toEqual(['1', '2']);
		});

		test('an append without events is no duplicate', async () => {
			const { events } = await openWithWorkspaces(open);
			expect(await events.append(anAppend([]))).toEqual({ stored: [], duplicate: false });
		});

		test('the same event at the same instant is stored once', async () => {
			const { events } = await openWithWorkspaces(open);
			const results = await Promise.all(
				Array.from({ length: 20 }, () => events.append(anAppend([anEvent('1')]))),
			);
			expect(results.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
			expect(await events.read(A, 0, 10)).toHaveLength(1);
		});

		test('the same id from another connection or in another workspace is another event', async () => {
			const { events } = await openWithWorkspaces(open);
			await events.append(anAppend([anEvent('1')]));
			const other = await events.append(anAppend([anEvent('1', { connectionId: 'con_2' })]));
			const elsewhere = await events.append(anAppend([anEvent('1')], { workspaceId: B }));
			expect([other.duplicate, elsewhere.duplicate]).toEqual([false, false]);
			expect(await events.read(A, 0, 10)).toHaveLength(2);
			expect(await events.read(B, 0, 10)).toEqual(elsewhere.stored);
		});

		test('one that cannot be stored does not take its neighbours with it', async () => {
			const { events } = await openWithWorkspaces(open);
			const results = await Promise.allSettled([
				events.append(anAppend([anEvent('1')])),
				events.append(anAppend([anEvent('2')], { workspaceId: 'ws_nobody' })),
				events.append(anAppend([anEvent('3')], { jobs: [aJob('x', { payload: 1n })] })),
				events.append(anAppend([anEvent('4')])),
			]);
			expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
			expect(ids(await events.read(A, 0, 10))).toEqual(['1', '4']);
		});

		test('an append is stored whole or not at all', async () => {
			const store = await openWithWorkspaces(open);
			const first = anAppend([anEvent('1')], { delivery: aDelivery('dlv_1') });
			await store.events.append(first);
			const clash = anAppend([anEvent('2')], { delivery: aDelivery('dlv_1'), jobs: [aJob('2')] });
			await expect(store.events.append(clash)).rejects.toThrow();
			expect(ids(await store.events.read(A, 0, 10))).toEqual(['1']);
			expect(await store.jobs.lease({ kinds: ['fetch'], now: 1_000, leaseMs: 10, limit: 10 })).toEqual([]);
			const { stored } = await store.events.append(anAppend([anEvent('3')]));
			expect(ids(await store.events.read(A, 0, 10))).toEqual(['1', '3']);
			expect(present(stored[0]).seq).toBeGreaterThan(1);
		});

		test('places rise whoever appends, and none is given twice', async () => {
			const { events } = await openWithWorkspaces(open);
			const appends = Array.from({ length: 60 }, (_, i) => ({ workspaceId: i % 3 ? A : B, id: String(i) }));
			const results = await Promise.all(
				appends.map(({ workspaceId, id }) => events.append(anAppend([anEvent(id)], { workspaceId }))),
			);
			for (const workspaceId of [A, B]) {
				const seqs = results.flatMap(({ stored }) =>
					stored.filter((e) => e.workspaceId === workspaceId).map((e) => e.seq),
				);
				expect(new Set(seqs).size).toBe(workspaceId === A ? 40 : 20);
				expect((await events.bounds(workspaceId)).headSeq).toBe(Math.max(...seqs));
			}
		});

		boundsConformance(open);
		callConformance(open);

		test('any order and repetition of events leaves each once', async () => {
			const { events } = await openWithWorkspaces(open);
			let round = 0;
			await fc.assert(
				fc.asyncProperty(
					fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 })),
					async (appends) => {
						const connectionId = `con_${++round}`;
						await Promise.all(
							appends.map((part) =>
								events.append(anAppend(part.map((n) => anEvent(`${n}`, { connectionId })))),
							),
						);
						const all = (await events.read(A, 0, 100_000)).filter(
							(event) => event.connectionId === connectionId,
						);
						expect(ids(all).sort()).toEqual([...new Set(appends.flat().map(String))].sort());
					},
				),
				{ numRuns: 30 },
			);
		});
	});
}

function boundsConformance(open: OpenStore): void {
	test('an empty log begins after its head', async () => {
		const { events } = await openWithWorkspaces(open);
		const bounds = await events.bounds(A);
		expect(bounds).toEqual({ epoch: expect.stringMatching(/^.{8,}$/), headSeq: 0, oldestSeq: 1 });
	});

	test('what is pruned is gone, its places are not given again, and the other workspace keeps its log', async () => {
		const { events } = await openWithWorkspaces(open);
		const many = Array.from({ length: 1_203 }, (_, i) => anEvent(String(i)));
		const { stored } = await events.append(anAppend(many));
		await events.append(anAppend([anEvent('1')], { workspaceId: B }));
		expect(await events.prune(A, present(stored[1_200]).seq)).toBe(1_200);
		expect(await events.bounds(A)).toMatchObject({
			oldestSeq: present(stored[1_200]).seq,
			headSeq: present(stored[1_202]).seq,
		});
		expect(await events.prune(A, present(stored[1_202]).seq + 1)).toBe(3);
		expect(await events.bounds(A)).toMatchObject({
			oldestSeq: present(stored[1_202]).seq + 1,
			headSeq: present(stored[1_202]).seq,
		});
		const { stored: next } = await events.append(anAppend([anEvent('new')]));
		expect(present(next[0]).seq).toBe(present(stored[1_202]).seq + 1);
		expect(await events.read(B, 0, 10)).toHaveLength(1);
	});
}

function callConformance(open: OpenStore): void {
	const call = (id: string, subject: string, change = {}) => anEvent(id, { subject, ...change });

	test('recent calls come with all their events, the one that moved last first', async () => {
		const { events } = await openWithWorkspaces(open);
		await events.append(anAppend([call('1', 'x'), call('2', 'y'), call('3', 'x'), call('4', 'z')]));
		await events.append(anAppend([call('9', 'elsewhere')], { workspaceId: B }));
		const calls = await events.recentCalls(A, { limit: 10 });
		expect(calls.map(({ subject, events: own }) => [subject, ids(own)])).toEqual([
			['z', ['4']],
			['x', ['1', '3']],
			['y', ['2']],
		]);
		expect(calls.map(({ lastSeq }) => lastSeq)).toEqual(calls.map((c) => present(c.events.at(-1)).seq));
	});

	test('pages of recent calls neither repeat nor leave out a call', async () => {
		const { events } = await openWithWorkspaces(open);
		const order = ['a', 'b', 'c', 'a', 'd', 'b', 'e', 'a'];
		await events.append(anAppend(order.map((subject, i) => call(String(i), subject))));
		const seen: string[] = [];
		let beforeSeq: number | undefined;
		for (;;) {
			const page = await events.recentCalls(A, { limit: 2, beforeSeq });
			if (page.length === 0) break;
			seen.push(...page.map(({ subject }) => subject));
			beforeSeq = present(page.at(-1)).lastSeq;
		}
		expect(seen).toEqual(['a', 'e', 'b', 'd', 'c']);
	});

	test('what is no call is no recent call, but belongs to its subject', async () => {
		const { events } = await openWithWorkspaces(open);
		const transcript = call('2', 'x', { type: 'ringside.transcript.ready' });
		await events.append(
			anAppend([call('1', 'x'), transcript, call('3', 'm', { type: 'ringside.message.received' })]),
		);
		const calls = await events.recentCalls(A, { limit: 10 });
		expect(calls.map(({ subject, events: own }) => [subject, ids(own)])).toEqual([['x', ['1', '2']]]);
		expect(ids(await events.bySubject(A, 'm'))).toEqual(['3']);
		expect(await events.bySubject(B, 'm')).toEqual([]);
	});
}
