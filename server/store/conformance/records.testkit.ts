import { describe, expect, test } from 'vitest';
import type { Store, User } from '../ports.ts';
import {
	A,
	aConnection,
	aDelivery,
	anAppend,
	anEvent,
	B,
	type OpenStore,
	openWithWorkspaces,
	present,
} from './builders.testkit.ts';
import { connectionStateConformance } from './connection-states.testkit.ts';

const aUser = (userId: string, workspaceId = A): User => ({
	userId,
	workspaceId,
	name: `Name of ${userId}`,
	role: 'member',
	createdAt: 2,
});

const fresh = (n: number) => ({ deviceId: `dev_${n}`, name: 'Chrome', tokenHash: `token-${n}` });

async function withUser(open: OpenStore): Promise<Store['records']> {
	const { records } = await openWithWorkspaces(open);
	await records.createUser(aUser('usr_1'));
	return records;
}

export function recordsConformance(open: OpenStore): void {
	describe('records', () => {
		codeConformance(open);
		deviceConformance(open);
		connectionConformance(open);
		connectionStateConformance(open);
		directoryConformance(open);
		noteConformance(open);
	});
}

function codeConformance(open: OpenStore): void {
	test('of two who redeem a code at the same time exactly one is paired', async () => {
		const records = await withUser(open);
		await records.createCode({ codeHash: 'code', userId: 'usr_1', expiresAt: 100 });
		const results = await Promise.all([1, 2, 3, 4].map((n) => records.redeemCode('code', 50, fresh(n))));
		expect(results.map(({ kind }) => kind).sort()).toEqual(['paired', 'used', 'used', 'used']);
		expect(present(await records.directory(A)).devices).toHaveLength(1);
	});

	test('a paired device belongs to the user of the code and is known by its token', async () => {
		const records = await withUser(open);
		await records.createCode({ codeHash: 'code', userId: 'usr_1', expiresAt: 100 });
		const result = await records.redeemCode('code', 50, fresh(1));
		expect(result).toMatchObject({
			kind: 'paired',
			device: { deviceId: 'dev_1', workspaceId: A, userId: 'usr_1', createdAt: 50 },
			user: { userId: 'usr_1' },
			workspace: { workspaceId: A },
		});
		const { kind: _, ...owner } = result;
		expect(await records.deviceByToken('token-1')).toEqual(owner);
	});

	test('a code that is unknown, expired, used or of a removed user pairs nobody', async () => {
		const records = await withUser(open);
		await records.createUser(aUser('usr_2'));
		await records.createCode({ codeHash: 'code', userId: 'usr_1', expiresAt: 100 });
		await records.createCode({ codeHash: 'of-2', userId: 'usr_2', expiresAt: 100 });
		await records.removeUser(A, 'usr_2', 10);
		expect(await records.redeemCode('no-code', 50, fresh(1))).toEqual({ kind: 'unknown' });
		expect(await records.redeemCode('of-2', 50, fresh(1))).toEqual({ kind: 'unknown' });
		expect(await records.redeemCode('code', 100, fresh(1))).toEqual({ kind: 'expired' });
		expect(await records.redeemCode('code', 99, fresh(1))).toMatchObject({ kind: 'paired' });
		expect(await records.redeemCode('code', 99, fresh(2))).toEqual({ kind: 'used' });
	});

	test('a code for nobody is not made', async () => {
		const records = await withUser(open);
		await expect(records.createCode({ codeHash: 'c', userId: 'nobody', expiresAt: 1 })).rejects.toThrow();
	});
}

function deviceConformance(open: OpenStore): void {
	const device = { deviceId: 'dev_1', workspaceId: A, userId: 'usr_1', name: 'CLI', createdAt: 3 };

	test('a revoked device is known no longer', async () => {
		const records = await withUser(open);
		await records.createDevice({ ...device, tokenHash: 'token' });
		await records.touchDevice('dev_1', 9);
		expect(present(await records.deviceByToken('token')).device).toEqual({ ...device, lastSeenAt: 9 });
		expect(await records.revokeDevice(B, 'dev_1', 10)).toBe(false);
		expect(await records.revokeDevice(A, 'dev_1', 10)).toBe(true);
		expect(await records.revokeDevice(A, 'dev_1', 11)).toBe(false);
		expect(await records.deviceByToken('token')).toBeUndefined();
		expect(present(await records.directory(A)).devices).toEqual([]);
	});

	test('the devices of a removed user are known no longer', async () => {
		const records = await withUser(open);
		await records.createDevice({ ...device, tokenHash: 'token' });
		expect(await records.removeUser(B, 'usr_1', 10)).toBe(false);
		expect(await records.removeUser(A, 'usr_1', 10)).toBe(true);
		expect(await records.removeUser(A, 'usr_1', 11)).toBe(false);
		expect(await records.deviceByToken('token')).toBeUndefined();
		expect(await records.directory(A)).toMatchObject({ users: [], devices: [] });
	});

	test('a workspace keeps an admin', async () => {
		const records = await withUser(open);
		await records.changeUser(A, 'usr_1', { role: 'admin' });
		expect(await records.changeUser(B, 'usr_1', { name: 'Stranger' })).toBe('unknown');
		expect(await records.changeUser(A, 'usr_1', { name: 'Ada' })).toBe('changed');
		expect(await records.changeUser(A, 'usr_1', { role: 'member' })).toBe('last-admin');
		expect(await records.changeUser(A, 'usr_1', { removedAt: 5 })).toBe('last-admin');
		await records.createUser({ ...aUser('usr_2'), role: 'admin' });
		const both = await Promise.all(
			['usr_1', 'usr_2'].map((userId) => records.changeUser(A, userId, { removedAt: 6 })),
		);
		expect(both.sort()).toEqual(['changed', 'last-admin']);
		expect((await records.directory(A))?.users).toMatchObject([{ role: 'admin' }]);
	});

	test('a device cannot be made for the user of another workspace', async () => {
		const records = await withUser(open);
		await expect(records.createDevice({ ...device, workspaceId: B, tokenHash: 't' })).rejects.toThrow();
	});
}

function connectionConformance(open: OpenStore): void {
	test('a connection is found by its provider and key, until it is removed', async () => {
		const records = await withUser(open);
		const full = aConnection('con_1', { ownerUserId: 'usr_1', sealedSecrets: 'sealed' });
		await records.createConnection(full);
		expect(await records.connectionByKey('webex', full.hookKey)).toEqual(full);
		expect(await records.connectionByKey('generic', full.hookKey)).toBeUndefined();
		expect(await records.removeConnection(B, 'con_1', 50)).toBe(false);
		expect(await records.removeConnection(A, 'con_1', 50)).toBe(true);
		expect(await records.connectionByKey('webex', full.hookKey)).toBeUndefined();
		const { sealedSecrets: _, ...kept } = full;
		expect(present(await records.directory(A)).connections).toEqual([{ ...kept, removedAt: 50 }]);
	});

	test('a connection can be given to a person or a branch, and back to the workspace', async () => {
		const records = await withUser(open);
		await records.createConnection(aConnection('con_1'));
		await records.createBranch({ branchId: 'br', workspaceId: A, name: 'X', region: 'DE', timeZone: 'UTC' });
		expect(await records.updateConnection(A, 'con_1', { ownerUserId: 'usr_1', branchId: 'br' })).toBe(true);
		const given = await records.connectionByKey('webex', 'key-of-con_1');
		expect(given).toEqual(aConnection('con_1', { ownerUserId: 'usr_1', branchId: 'br' }));
		expect(await records.updateConnection(A, 'con_1', { ownerUserId: null, branchId: null })).toBe(true);
		expect(await records.connectionByKey('webex', 'key-of-con_1')).toEqual(aConnection('con_1'));
		expect(await records.updateConnection(B, 'con_1', { ownerUserId: null })).toBe(false);
	});

	test('the connections of a provider come oldest first, of all workspaces, without removed ones', async () => {
		const records = await withUser(open);
		const [first, second] = [aConnection('con_2', { createdAt: 1 }), aConnection('con_1', { createdAt: 2 })];
		const foreign = aConnection('con_3', { createdAt: 3, workspaceId: B });
		for (const one of [second, foreign, first]) await records.createConnection(one);
		await records.createConnection(aConnection('con_4', { provider: 'generic' }));
		await records.createConnection(aConnection('con_0', { createdAt: 0 }));
		await records.removeConnection(A, 'con_0', 50);
		expect(await records.connectionsOfProvider('webex', 10)).toEqual([first, second, foreign]);
		expect(await records.connectionsOfProvider('webex', 2)).toEqual([first, second]);
	});

	test('a change touches what it names, in its own workspace', async () => {
		const records = await withUser(open);
		await records.createConnection(aConnection('con_1'));
		await records.createConnection(aConnection('con_1', { workspaceId: B, hookKey: 'other' }));
		expect(await records.updateConnection(A, 'con_1', { settings: { site: 'two' } })).toBe(true);
		expect(await records.updateConnection(A, 'con_1', { sealedSecrets: 'sealed' })).toBe(true);
		expect(await records.updateConnection(A, 'con_1', {})).toBe(true);
		expect(await records.updateConnection(A, 'con_9', { name: 'x' })).toBe(false);
		expect(present(await records.directory(A)).connections).toEqual([
			aConnection('con_1', { settings: { site: 'two' }, sealedSecrets: 'sealed' }),
		]);
		expect(await records.connectionByKey('webex', 'other')).toEqual(
			aConnection('con_1', { workspaceId: B, hookKey: 'other' }),
		);
	});

	test('a connection says when it last heard something that was believed', async () => {
		const { records, events } = await openWithWorkspaces(open);
		await records.createConnection(aConnection('con_1'));
		await records.createConnection(aConnection('con_1', { workspaceId: B, hookKey: 'other' }));
		const lastEventAt = async (workspaceId = A) =>
			present(await records.directory(workspaceId)).connections[0]?.lastEventAt;
		const deliver = (id: string, change: object) =>
			events.append(anAppend([anEvent(id)], { delivery: aDelivery(id, change) }));
		await deliver('1', { receivedAt: 70, outcome: 'refused' });
		expect(await lastEventAt()).toBeUndefined();
		await deliver('2', { receivedAt: 80 });
		expect(await lastEventAt()).toBe(80);
		expect(await lastEventAt(B)).toBeUndefined();
	});
}

function directoryConformance(open: OpenStore): void {
	test('a directory holds its own workspace and nothing of another', async () => {
		const records = await withUser(open);
		await records.createUser(aUser('usr_b', B));
		for (const workspaceId of [A, B]) {
			const branch = {
				branchId: 'br_1',
				workspaceId,
				name: workspaceId,
				region: 'AT',
				timeZone: 'Europe/Vienna',
			};
			await records.createBranch(branch);
			await records.assignNumber(workspaceId, 'br_1', '+43123456');
		}
		await records.addBranchMember(A, 'br_1', 'usr_1');
		await records.addBranchMember(A, 'br_1', 'usr_1');
		await expect(records.addBranchMember(A, 'br_1', 'usr_b')).rejects.toThrow();
		expect(await records.directory(A)).toEqual({
			workspace: { workspaceId: A, name: 'of ws_a', region: 'DE', createdAt: 1 },
			users: [aUser('usr_1')],
			connections: [],
			branches: [
				{
					...{ branchId: 'br_1', workspaceId: A, name: A, region: 'AT', timeZone: 'Europe/Vienna' },
					numbers: ['+43123456'],
					userIds: ['usr_1'],
				},
			],
			agents: [],
			devices: [],
		});
		expect(await records.directory('ws_nobody')).toBeUndefined();
		expect((await records.workspaces()).map(({ workspaceId }) => workspaceId)).toEqual([A, B]);
	});

	test('a branch is renamed, and removed with what it owned, in its own workspace', async () => {
		const records = await withUser(open);
		await records.createUser(aUser('usr_b', B));
		const branch = { branchId: 'br_1', name: 'Old', region: 'DE', timeZone: 'Europe/Berlin' };
		for (const [workspaceId, userId] of [
			[A, 'usr_1'],
			[B, 'usr_b'],
		] as const) {
			await records.createBranch({ ...branch, workspaceId });
			await records.assignNumber(workspaceId, 'br_1', '+43123456');
			await records.addBranchMember(workspaceId, 'br_1', userId);
			const hookKey = `key of ${workspaceId}`;
			await records.createConnection(aConnection('con_1', { workspaceId, hookKey, branchId: 'br_1' }));
		}
		expect(await records.renameBranch(A, 'br_1', 'New')).toBe(true);
		expect(await records.renameBranch(A, 'br_9', 'New')).toBe(false);
		expect(present(await records.directory(A)).branches).toMatchObject([{ name: 'New' }]);
		expect(await records.removeBranch(A, 'br_1')).toBe(true);
		expect(await records.removeBranch(A, 'br_1')).toBe(false);
		const { branches, connections } = present(await records.directory(A));
		expect([branches, connections[0]?.branchId]).toEqual([[], undefined]);
		const other = present(await records.directory(B));
		expect(other.branches).toMatchObject([{ name: 'Old', numbers: ['+43123456'], userIds: ['usr_b'] }]);
		expect(other.connections[0]?.branchId).toBe('br_1');
	});

	test('a number belongs to the branch it was given to last', async () => {
		const records = await withUser(open);
		for (const branchId of ['br_1', 'br_2']) {
			await records.createBranch({
				branchId,
				workspaceId: A,
				name: branchId,
				region: 'DE',
				timeZone: 'Europe/Berlin',
			});
			await records.assignNumber(A, branchId, '+43123456');
		}
		const { branches } = present(await records.directory(A));
		expect(branches.map(({ numbers }) => numbers)).toEqual([[], ['+43123456']]);
		await expect(records.assignNumber(A, 'br_of_nobody', '+431')).rejects.toThrow();
	});
}

function noteConformance(open: OpenStore): void {
	test('the note written last wins, in whatever order and how often they arrive', async () => {
		const records = await withUser(open);
		await records.createUser(aUser('usr_2'));
		const save = (text: string, writtenAt: number, userId = 'usr_1') =>
			records.saveNote({ workspaceId: A, callId: 'call', userId, text, writtenAt });
		await save('second', 2);
		await save('first', 1);
		expect(await records.notes(A, 'usr_1', ['call', 'other'])).toEqual({ call: 'second' });
		await save('a', 3);
		await save('b', 3);
		await save('a', 3);
		expect(await records.notes(A, 'usr_1', ['call'])).toEqual({ call: 'b' });
		await save('hers', 1, 'usr_2');
		expect(await records.notes(A, 'usr_2', ['call'])).toEqual({ call: 'hers' });
		expect(await records.notes(A, 'usr_1', [])).toEqual({});
		expect(await records.notes(B, 'usr_1', ['call'])).toEqual({});
	});
}
