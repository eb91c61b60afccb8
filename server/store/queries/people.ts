import type { Kysely } from 'kysely';
import type { Device, Records, Redeemed, User } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { reading } from './events.ts';
import { toDevice, toUser, toWorkspace } from './rows.ts';

type People = Pick<
	Records,
	| 'createUser'
	| 'removeUser'
	| 'changeUser'
	| 'createCode'
	| 'redeemCode'
	| 'createDevice'
	| 'deviceByToken'
	| 'touchDevice'
	| 'revokeDevice'
>;

/** Users, the codes that pair their devices, and the devices. */
export function peopleQueries(db: Kysely<Schema>): People {
	return {
		createUser: (user) => createUser(db, user),
		removeUser: async (workspaceId, userId, now) => {
			const result = await db
				.updateTable('users')
				.set({ removed_at: now })
				.where('workspace_id', '=', workspaceId)
				.where('user_id', '=', userId)
				.where('removed_at', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		changeUser: (workspaceId, userId, change) =>
			db.transaction().execute((trx) => changeUser(trx, workspaceId, userId, change)),
		createCode: (code) => db.transaction().execute((trx) => createCode(trx, code)),
		redeemCode: (codeHash, now, device) =>
			db.transaction().execute((trx) => redeemCode(trx, codeHash, now, device)),
		createDevice: (device) => createDevice(db, device),
		deviceByToken: (tokenHash) => reading(db, (trx) => deviceByToken(trx, tokenHash)),
		touchDevice: async (deviceId, now) => {
			await db.updateTable('devices').set({ last_seen_at: now }).where('device_id', '=', deviceId).execute();
		},
		revokeDevice: async (workspaceId, deviceId, now) => {
			const result = await db
				.updateTable('devices')
				.set({ revoked_at: now })
				.where('workspace_id', '=', workspaceId)
				.where('device_id', '=', deviceId)
				.where('revoked_at', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
	};
}

async function changeUser(
	db: Kysely<Schema>,
	workspaceId: string,
	userId: string,
	{ name, role, removedAt }: Parameters<Records['changeUser']>[2],
): ReturnType<Records['changeUser']> {
	const people = await db
		.selectFrom('users')
		.select(['user_id', 'role'])
		.where('workspace_id', '=', workspaceId)
		.where('removed_at', 'is', null)
		.execute();
	const user = people.find((one) => one.user_id === userId);
	if (!user) return 'unknown';
	const staysAdmin = removedAt === undefined && (role === undefined || role === 'admin');
	const others = people.filter((one) => one.role === 'admin' && one.user_id !== userId);
	if (user.role === 'admin' && !staysAdmin && others.length === 0) return 'last-admin';
	await db
		.updateTable('users')
		.set({
			user_id: userId,
			...(name !== undefined && { name }),
			...(role !== undefined && { role }),
			...(removedAt !== undefined && { removed_at: removedAt }),
		})
		.where('workspace_id', '=', workspaceId)
		.where('user_id', '=', userId)
		.execute();
	return 'changed';
}

/** Also for people who sign up by a code. */
export async function createUser(db: Kysely<Schema>, user: User): Promise<void> {
	await db
		.insertInto('users')
		.values({
			workspace_id: user.workspaceId,
			user_id: user.userId,
			name: user.name,
			role: user.role,
			created_at: user.createdAt,
			removed_at: user.removedAt ?? null,
		})
		.execute();
}

export async function createDevice(
	db: Kysely<Schema>,
	device: Device & { tokenHash: string },
): Promise<void> {
	await db
		.insertInto('devices')
		.values({
			workspace_id: device.workspaceId,
			device_id: device.deviceId,
			user_id: device.userId,
			name: device.name,
			token_hash: device.tokenHash,
			created_at: device.createdAt,
			last_seen_at: device.lastSeenAt ?? null,
			revoked_at: device.revokedAt ?? null,
		})
		.execute();
}

async function createCode(
	db: Kysely<Schema>,
	code: { codeHash: string; userId: string; expiresAt: number },
): Promise<void> {
	const user = await db
		.selectFrom('users')
		.select('workspace_id')
		.where('user_id', '=', code.userId)
		.executeTakeFirst();
	if (!user) throw new Error('A code for a user that does not exist');
	await db
		.insertInto('codes')
		.values({
			workspace_id: user.workspace_id,
			code_hash: code.codeHash,
			user_id: code.userId,
			expires_at: code.expiresAt,
			used_at: null,
		})
		.execute();
}

async function redeemCode(
	db: Kysely<Schema>,
	codeHash: string,
	now: number,
	fresh: { deviceId: string; name: string; tokenHash: string },
): Promise<Redeemed> {
	const code = await db.selectFrom('codes').selectAll().where('code_hash', '=', codeHash).executeTakeFirst();
	const owner = code && (await userWithWorkspace(db, code.user_id));
	if (!code || !owner) return { kind: 'unknown' };
	if (code.used_at !== null) return { kind: 'used' };
	if (code.expires_at <= now) return { kind: 'expired' };
	// The condition decides between two at the same time, whatever the engine's isolation.
	const claimed = await db
		.updateTable('codes')
		.set({ used_at: now })
		.where('code_hash', '=', codeHash)
		.where('used_at', 'is', null)
		.executeTakeFirst();
	if (claimed.numUpdatedRows === 0n) return { kind: 'used' };
	const { tokenHash, ...rest } = fresh;
	const { workspaceId, userId } = owner.user;
	const device: Device = { ...rest, workspaceId, userId, createdAt: now };
	await createDevice(db, { ...device, tokenHash });
	return { kind: 'paired', device, ...owner };
}

async function deviceByToken(db: Kysely<Schema>, tokenHash: string) {
	const row = await db
		.selectFrom('devices')
		.selectAll()
		.where('token_hash', '=', tokenHash)
		.where('revoked_at', 'is', null)
		.executeTakeFirst();
	const owner = row && (await userWithWorkspace(db, row.user_id));
	return owner && { device: toDevice(row), ...owner };
}

/** Undefined for removed users. */
async function userWithWorkspace(db: Kysely<Schema>, userId: string) {
	const user = await db
		.selectFrom('users')
		.selectAll()
		.where('user_id', '=', userId)
		.where('removed_at', 'is', null)
		.executeTakeFirst();
	if (!user) return undefined;
	const workspace = await db
		.selectFrom('workspaces')
		.selectAll()
		.where('workspace_id', '=', user.workspace_id)
		.executeTakeFirstOrThrow();
	return { user: toUser(user), workspace: toWorkspace(workspace) };
}
