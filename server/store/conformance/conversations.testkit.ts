import { describe, expect, test } from 'vitest';
import type { SubjectEvents } from '../ports.ts';
import {
	A,
	anAppend,
	anEvent,
	B,
	ids,
	type OpenStore,
	openWithWorkspaces,
	present,
} from './builders.testkit.ts';

const told = (id: string, subject: string, personKeys: string[], change = {}) =>
	anEvent(id, { subject, personKeys, type: 'ringside.message.received', ...change });
const names = (found: SubjectEvents[]) => found.map(({ subject, events }) => [subject, ids(events)]);

export function conversationsConformance(open: OpenStore): void {
	describe('conversations', () => {
		test('what happened with a person is found by any key, with all events of its subjects, most recent first', async () => {
			const { events, conversations } = await openWithWorkspaces(open);
			await events.append(
				anAppend([
					told('1', 'sms-1', ['tel:1', 'mail:1']),
					told('2', 'sms-2', ['mail:2']),
					told('3', 'sms-3', ['tel:1']),
					anEvent('4', { subject: 'sms-1', type: 'ringside.message.delivered' }),
				]),
			);
			const personIds = await conversations.personIds(A, ['tel:1', 'mail:1', 'mail:2']);
			const found = (of: number[]) =>
				conversations.ofPersons(
					A,
					of.map((index) => present(personIds[index])),
					{ limit: 10 },
				);
			const [first, second, third] = [
				['sms-1', ['1', '4']],
				['sms-2', ['2']],
				['sms-3', ['3']],
			];
			expect(names(await found([0]))).toEqual([third, first]);
			expect(names(await found([1]))).toEqual([first]);
			expect(names(await found([0, 1, 2]))).toEqual([third, second, first]);
			expect(await found([])).toEqual([]);
			expect(names(await conversations.recent(A, { limit: 10 }))).toEqual([third, second, first]);
		});

		test('an id is the same each time, another one for another key and in another workspace, and hides the key', async () => {
			const { conversations } = await openWithWorkspaces(open);
			const [one, other, again] = await conversations.personIds(A, [
				'tel:+493023125101',
				'tel:2',
				'tel:+493023125101',
			]);
			expect(again).toBe(one);
			const [elsewhere] = await conversations.personIds(B, ['tel:+493023125101']);
			expect(new Set([one, other, elsewhere]).size).toBe(3);
			expect(one).toMatch(/^[\w-]{22}$/);
			const [inAnotherLog] = await (await open()).conversations.personIds(A, ['tel:+493023125101']);
			expect(inAnotherLog).not.toBe(one);
		});

		test('nothing crosses to another workspace', async () => {
			const { events, conversations } = await openWithWorkspaces(open);
			await events.append(anAppend([told('1', 'sms-1', ['tel:1'])]));
			const personIds = await conversations.personIds(A, ['tel:1']);
			expect(await conversations.ofPersons(B, personIds, { limit: 10 })).toEqual([]);
			expect(await conversations.recent(B, { limit: 10 })).toEqual([]);
		});

		test('pages neither repeat nor leave out a subject, and what tells of nobody is in none', async () => {
			const { events, conversations } = await openWithWorkspaces(open);
			const order = ['a', 'b', 'c', 'a', 'd', 'b', 'e', 'a'];
			await events.append(
				anAppend([
					...order.map((subject, i) => told(String(i), subject, ['tel:1', 'mail:1'])),
					anEvent('nobody', { subject: 'nobody' }),
				]),
			);
			const personIds = await conversations.personIds(A, ['tel:1', 'mail:1']);
			const all = async (read: (beforeSeq?: number) => Promise<SubjectEvents[]>) => {
				const seen: string[] = [];
				for (let page = await read(); page.length > 0; page = await read(page.at(-1)?.lastSeq)) {
					seen.push(...page.map(({ subject }) => subject));
				}
				return seen;
			};
			expect(await all((beforeSeq) => conversations.recent(A, { limit: 2, beforeSeq }))).toEqual([
				'a',
				'e',
				'b',
				'd',
				'c',
			]);
			expect(
				await all((beforeSeq) => conversations.ofPersons(A, personIds, { limit: 2, beforeSeq })),
			).toEqual(['a', 'e', 'b', 'd', 'c']);
		});

		test('segments of a transcript are left to the transcript', async () => {
			const { events, conversations } = await openWithWorkspaces(open);
			const segment = anEvent('2', { subject: 'call', type: 'ringside.transcript.segment' });
			await events.append(anAppend([told('1', 'call', ['tel:1']), segment]));
			expect(names(await conversations.recent(A, { limit: 10 }))).toEqual([['call', ['1']]]);
		});

		test('a repeat adds nothing, and what is pruned is found no more', async () => {
			const { events, conversations } = await openWithWorkspaces(open);
			const { stored } = await events.append(anAppend([told('1', 'sms-1', ['tel:1', 'tel:1'])]));
			expect(stored[0]).not.toHaveProperty('personKeys');
			await events.append(anAppend([told('1', 'sms-1', ['tel:1'])]));
			const personIds = await conversations.personIds(A, ['tel:1']);
			expect(names(await conversations.ofPersons(A, personIds, { limit: 10 }))).toEqual([['sms-1', ['1']]]);
			expect(await events.prune(A, present(stored[0]).seq + 1)).toBe(1);
			expect(await conversations.ofPersons(A, personIds, { limit: 10 })).toEqual([]);
			expect(await conversations.recent(A, { limit: 10 })).toEqual([]);
		});
	});
}
