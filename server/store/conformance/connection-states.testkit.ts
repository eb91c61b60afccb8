import { expect, test } from 'vitest';
import { A, aConnection, B, type OpenStore, openWithWorkspaces } from './builders.testkit.ts';

export function connectionStateConformance(open: OpenStore): void {
	async function withConnections() {
		const { records } = await openWithWorkspaces(open);
		await records.createConnection(aConnection('con_1'));
		await records.createConnection(aConnection('con_2'));
		await records.createConnection(aConnection('con_1', { workspaceId: B, hookKey: 'other' }));
		return records;
	}

	test('what a connection remembers is its own, by name', async () => {
		const records = await withConnections();
		expect(await records.connectionState(A, 'con_1', 'progress')).toBeUndefined();
		expect(
			await records.setConnectionState(A, 'con_1', 'progress', { expected: undefined, value: '7' }),
		).toBe(true);
		expect(await records.connectionState(A, 'con_1', 'progress')).toBe('7');
		expect(await records.connectionState(A, 'con_1', 'other')).toBeUndefined();
		expect(await records.connectionState(A, 'con_2', 'progress')).toBeUndefined();
		expect(await records.connectionState(B, 'con_1', 'progress')).toBeUndefined();
	});

	test('of two who move it from the same place one does', async () => {
		const records = await withConnections();
		const move = (expected: string | undefined, value: string) =>
			records.setConnectionState(A, 'con_1', 'progress', { expected, value });
		expect((await Promise.all([move(undefined, '1'), move(undefined, '2')])).sort()).toEqual([false, true]);
		const now = await records.connectionState(A, 'con_1', 'progress');
		expect((await Promise.all([move(now, '3'), move(now, '4')])).sort()).toEqual([false, true]);
		expect(await move('1', '5')).toBe(false);
		expect(await move(undefined, '6')).toBe(false);
		expect(['3', '4']).toContain(await records.connectionState(A, 'con_1', 'progress'));
	});
}
