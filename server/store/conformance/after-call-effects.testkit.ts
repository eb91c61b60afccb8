import { describe, expect, test } from 'vitest';
import { A, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

const TEN = Array.from({ length: 10 }, (_, n) => n);

/** What is done outside, once. */
export function effectsConformance(open: OpenStore): void {
	const opened = async () => (await openWithWorkspaces(open)).afterCall.effects;
	const effect = (key: string, change: object = {}) => ({
		...{ key, kind: 'crm', subject: 'call-1', now: 5, ...change },
	});

	describe('effects', () => {
		test('of many who begin one at once one is the first, the others learn since when', async () => {
			const effects = await opened();
			const begun = await Promise.all(TEN.map(() => effects.begin(A, effect('one'))));
			expect(begun.filter(({ kind }) => kind === 'new')).toHaveLength(1);
			expect(begun.filter(({ kind }) => kind === 'begun')).toHaveLength(9);
			expect(begun).toContainEqual({ kind: 'begun', begunAt: 5 });
			expect(await effects.begin(B, effect('one'))).toEqual({ kind: 'new' });
		});

		test('that are done give their first answer ever after', async () => {
			const effects = await opened();
			await effects.begin(A, effect('one'));
			await effects.end(A, 'one', { state: 'done', answer: '1', now: 6 });
			await effects.end(A, 'one', { state: 'failed', answer: 'no', now: 7 });
			await effects.end(A, 'one', { state: 'done', answer: '2', now: 8 });
			expect(await effects.begin(A, effect('one', { now: 9 }))).toEqual({ kind: 'done', answer: '1' });
			expect(await effects.get(A, 'one')).toMatchObject({ state: 'done', answer: '1', begunAt: 5 });
		});

		test('that failed are begun anew, by one', async () => {
			const effects = await opened();
			await effects.begin(A, effect('one'));
			await effects.end(A, 'one', { state: 'failed', answer: 'no', now: 6 });
			const begun = await Promise.all(TEN.map(() => effects.begin(A, effect('one', { now: 7 }))));
			expect(begun.filter(({ kind }) => kind === 'new')).toHaveLength(1);
			expect(await effects.get(A, 'one')).toEqual({
				...{ key: 'one', kind: 'crm', subject: 'call-1', state: 'begun', begunAt: 7 },
			});
		});

		test('are not ended for another workspace', async () => {
			const effects = await opened();
			await effects.begin(A, effect('one'));
			await effects.end(B, 'one', { state: 'done', answer: '1', now: 6 });
			expect(await effects.get(A, 'one')).toMatchObject({ state: 'begun' });
			expect(await effects.get(B, 'one')).toBeUndefined();
		});

		test('are counted by kind since a time, without those that failed', async () => {
			const effects = await opened();
			for (const now of [1, 5, 9]) await effects.begin(A, effect(`at-${now}`, { now }));
			await effects.begin(A, effect('other', { kind: 'model', now: 9 }));
			await effects.begin(B, effect('theirs', { now: 9 }));
			expect(await effects.countSince(A, 'crm', 5)).toBe(2);
			await effects.end(A, 'at-9', { state: 'failed', answer: '', now: 10 });
			expect(await effects.countSince(A, 'crm', 5)).toBe(1);
		});

		test('of a call are listed, oldest first, and forgotten with it', async () => {
			const effects = await opened();
			await effects.begin(A, effect('late', { now: 7 }));
			await effects.begin(A, effect('early', { kind: 'model', now: 3 }));
			await effects.begin(A, effect('elsewhere', { subject: 'call-2' }));
			await effects.begin(B, effect('theirs'));
			const keys = async (of = A) => (await effects.ofSubject(of, 'call-1')).map(({ key }) => key);
			expect(await keys()).toEqual(['early', 'late']);
			expect(await effects.forget(A, 'call-1', 'model')).toBe(1);
			expect(await keys()).toEqual(['late']);
			expect(await effects.forget(A, 'call-1')).toBe(1);
			expect([await keys(), await keys(B)]).toEqual([[], ['theirs']]);
			expect(await effects.get(A, 'elsewhere')).toBeDefined();
		});

		test('that are old go, some at a time', async () => {
			const effects = await opened();
			for (const now of [1, 5]) await effects.begin(A, effect(`at-${now}`, { now }));
			expect(await effects.prune(5)).toBe(1);
			expect(await effects.prune(5)).toBe(0);
			expect(await effects.get(A, 'at-5')).toBeDefined();
		});
	});
}
