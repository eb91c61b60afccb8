import type { Kysely, Selectable } from 'kysely';
import type { PendingSignIn, Setup, TakenSignIn } from '../ports.ts';
import type { Schema } from '../schema.ts';
import type { SignInTable } from '../setup-tables.ts';

// Until then a late answer is told apart from one that nobody asked for.
const KEPT_MS = 24 * 60 * 60 * 1_000;

/** Sign-ins under way. */
export function signInQueries(db: Kysely<Schema>): Pick<Setup, 'createSignIn' | 'takeSignIn'> {
	return {
		createSignIn: async (signIn) => {
			await db
				.insertInto('sign_ins')
				.values({
					state_hash: signIn.stateHash,
					workspace_id: signIn.workspaceId,
					user_id: signIn.userId,
					device_id: signIn.deviceId,
					provider: signIn.provider,
					connection_id: signIn.connectionId ?? null,
					sealed_verifier: signIn.sealedVerifier,
					expires_at: signIn.expiresAt,
					used_at: null,
				})
				.execute();
		},
		takeSignIn: (stateHash, now) => db.transaction().execute((trx) => takeSignIn(trx, stateHash, now)),
	};
}

async function takeSignIn(db: Kysely<Schema>, stateHash: string, now: number): Promise<TakenSignIn> {
	await db
		.deleteFrom('sign_ins')
		.where('expires_at', '<', now - KEPT_MS)
		.execute();
	const row = await db
		.selectFrom('sign_ins')
		.selectAll()
		.where('state_hash', '=', stateHash)
		.executeTakeFirst();
	if (!row) return { kind: 'unknown' };
	if (row.used_at !== null) return { kind: 'used' };
	if (row.expires_at <= now) return { kind: 'expired' };
	// The condition decides between two at the same time, whatever the engine's isolation.
	const taken = await db
		.updateTable('sign_ins')
		.set({ used_at: now, sealed_verifier: '' })
		.where('state_hash', '=', stateHash)
		.where('used_at', 'is', null)
		.executeTakeFirst();
	return taken.numUpdatedRows > 0n ? { kind: 'taken', signIn: toSignIn(row) } : { kind: 'used' };
}

function toSignIn(row: Selectable<SignInTable>): PendingSignIn {
	return {
		stateHash: row.state_hash,
		workspaceId: row.workspace_id,
		userId: row.user_id,
		deviceId: row.device_id,
		provider: row.provider,
		...(row.connection_id !== null && { connectionId: row.connection_id }),
		sealedVerifier: row.sealed_verifier,
		expiresAt: row.expires_at,
	};
}
