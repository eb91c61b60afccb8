import { describe, expect, test } from 'vitest';
import type { User } from '../ports.ts';
import {
	A,
	aConnection,
	anAppend,
	anEvent,
	B,
	type OpenStore,
	openWithWorkspaces,
} from './builders.testkit.ts';

const aUser = (userId: string, workspaceId = A): User => ({
	...{ userId, workspaceId, name: userId, role: 'member', createdAt: 1 },
});

/** Whose a provider's agents are. */
export function agentsConformance(open: OpenStore): void {
	describe('agents', () => {
		async function opened() {
			const store = await openWithWorkspaces(open);
			const { records } = store;
			for (const workspaceId of [A, B]) {
				await records.createConnection(aConnection('con_1', { workspaceId, hookKey: workspaceId }));
			}
			for (const userId of ['usr_1', 'usr_2']) await records.createUser(aUser(userId));
			await records.createUser(aUser('usr_b', B));
			const agents = async (workspaceId = A) => (await records.directory(workspaceId))?.agents;
			return { ...store, agents };
		}
		const link = (userId: string, agentKey = '207') => ({ connectionId: 'con_1', agentKey, userId });

		test('are of the user they were linked to last, in their own workspace', async () => {
			const { records, agents } = await opened();
			await records.linkAgent(A, link('usr_1'));
			await records.linkAgent(B, link('usr_b'));
			await records.linkAgent(A, link('usr_2'));
			await records.linkAgent(A, link('usr_2', 'client:ada'));
			expect(await agents()).toEqual([link('usr_2'), link('usr_2', 'client:ada')]);
			expect(await agents(B)).toEqual([link('usr_b')]);
		});

		test('can be of nobody of another workspace, and of no connection that there is not', async () => {
			const { records, agents } = await opened();
			await expect(records.linkAgent(A, link('usr_b'))).rejects.toThrow();
			await expect(records.linkAgent(A, { ...link('usr_1'), connectionId: 'con_9' })).rejects.toThrow();
			expect(await agents()).toEqual([]);
		});

		test('are nobody again once unlinked, and once the user is gone', async () => {
			const { records, agents } = await opened();
			await records.linkAgent(A, link('usr_1'));
			await records.linkAgent(A, link('usr_2', '208'));
			expect(await records.unlinkAgent(B, 'con_1', '207')).toBe(false);
			expect(await records.unlinkAgent(A, 'con_1', '207')).toBe(true);
			expect(await records.unlinkAgent(A, 'con_1', '207')).toBe(false);
			await records.removeUser(A, 'usr_2', 5);
			expect(await agents()).toEqual([]);
		});

		test('of recent calls are told by connection, the most recent first, and each call counts once', async () => {
			const { events } = await opened();
			const called = (id: string, subject: string, agentKey?: string, change = {}) =>
				anEvent(id, { subject, agentKey, ...change });
			await events.append(
				anAppend([
					called('1', 'call-1', 'a'),
					called('2', 'call-1', 'a'),
					called('3', 'call-2', 'b'),
					called('4', 'call-3', 'a'),
					called('5', 'call-4'),
					called('6', 'call-5', 'c', { type: 'ringside.message.received' }),
					called('7', 'call-6', 'b', { connectionId: 'con_2' }),
				]),
			);
			await events.append(anAppend([called('9', 'call-9', 'z')], { workspaceId: B }));
			const found = await events.recentAgents(A, 100);
			expect(found.map((one) => [one.connectionId, one.agentKey, one.callCount, one.last.id])).toEqual([
				['con_2', 'b', 1, '7'],
				['con_1', 'a', 2, '4'],
				['con_1', 'b', 1, '3'],
			]);
			expect(await events.recentAgents(A, 1)).toHaveLength(1);
		});
	});
}
