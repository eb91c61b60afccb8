import type { Kysely, Selectable } from 'kysely';
import type { Device, SignedUp, SignupCode, SignupCodes, User } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { createDevice, createUser } from './people.ts';
import { toWorkspace } from './rows.ts';

type Fresh = Parameters<SignupCodes['signUp']>[2];

/** Codes that many people may sign up with. */
export function signupCodeQueries(db: Kysely<Schema>): SignupCodes {
	return {
		createSignupCode: async ({ codeId, workspaceId, codeHash, uses, createdAt, expiresAt }) => {
			await db
				.insertInto('signup_codes')
				.values({
					code_id: codeId,
					workspace_id: workspaceId,
					code_hash: codeHash,
					uses,
					used: 0,
					created_at: createdAt,
					expires_at: expiresAt,
					revoked_at: null,
				})
				.execute();
		},
		signupCodes: async (workspaceId) => {
			const rows = await db
				.selectFrom('signup_codes')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.orderBy('created_at')
				.orderBy('code_id')
				.execute();
			return rows.map(toSignupCode);
		},
		revokeSignupCode: async (workspaceId, codeId, now) => {
			const result = await db
				.updateTable('signup_codes')
				.set({ revoked_at: now })
				.where('workspace_id', '=', workspaceId)
				.where('code_id', '=', codeId)
				.where('revoked_at', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		signUp: (codeHash, now, fresh) => db.transaction().execute((trx) => signUp(trx, codeHash, now, fresh)),
	};
}

async function signUp(db: Kysely<Schema>, codeHash: string, now: number, fresh: Fresh): Promise<SignedUp> {
	const code = await db
		.selectFrom('signup_codes')
		.selectAll()
		.where('code_hash', '=', codeHash)
		.where('revoked_at', 'is', null)
		.executeTakeFirst();
	if (!code) return { kind: 'unknown' };
	if (code.expires_at <= now) return { kind: 'expired' };
	// The condition decides between two at the same time, whatever the engine's isolation.
	const claimed = await db
		.updateTable('signup_codes')
		.set((eb) => ({ used: eb('used', '+', 1) }))
		.where('code_id', '=', code.code_id)
		.whereRef('used', '<', 'uses')
		.executeTakeFirst();
	if (claimed.numUpdatedRows === 0n) return { kind: 'used' };
	const owner = { workspaceId: code.workspace_id, createdAt: now };
	const user: User = { ...fresh.user, ...owner, role: 'member' };
	const { tokenHash, ...rest } = fresh.device;
	const device: Device = { ...rest, ...owner, userId: user.userId };
	await createUser(db, user);
	await createDevice(db, { ...device, tokenHash });
	const workspace = await db
		.selectFrom('workspaces')
		.selectAll()
		.where('workspace_id', '=', code.workspace_id)
		.executeTakeFirstOrThrow();
	return { kind: 'paired', device, user, workspace: toWorkspace(workspace) };
}

function toSignupCode(row: Selectable<Schema['signup_codes']>): SignupCode {
	return {
		codeId: row.code_id,
		workspaceId: row.workspace_id,
		uses: row.uses,
		used: row.used,
		createdAt: row.created_at,
		expiresAt: row.expires_at,
		...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
	};
}
