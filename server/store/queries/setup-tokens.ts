import { type Kysely, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Setup, Tokens } from '../ports.ts';
import type { Schema } from '../schema.ts';
import type { TokenTable } from '../setup-tables.ts';

type TokenQueries = Pick<
	Setup,
	| 'saveTokens'
	| 'tokens'
	| 'tokensOfAccount'
	| 'claimRefresh'
	| 'storeRefreshed'
	| 'releaseRefresh'
	| 'signOut'
>;

const Scopes = z.array(z.string());

/** What sign-ins gave. Each change is one statement with its condition in it, whatever the engine's isolation. */
export function tokenQueries(db: Kysely<Schema>): TokenQueries {
	return {
		saveTokens: (tokens) => saveTokens(db, tokens),
		tokens: async (workspaceId, connectionId) => {
			const row = await db
				.selectFrom('tokens')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('connection_id', '=', connectionId)
				.executeTakeFirst();
			return row && toTokens(row);
		},
		tokensOfAccount: (workspaceId, provider, accountId) =>
			tokensOfAccount(db, workspaceId, provider, accountId),
		claimRefresh: async (workspaceId, connectionId, { generation, now, until }) => {
			const result = await ofGeneration(db, workspaceId, connectionId, generation)
				.set({ refreshing_until: until })
				.where('state', '=', 'ok')
				.where((eb) => eb.or([eb('refreshing_until', 'is', null), eb('refreshing_until', '<=', now)]))
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		storeRefreshed: async (workspaceId, connectionId, generation, change) => {
			const result = await ofGeneration(db, workspaceId, connectionId, generation)
				.set({
					generation: generation + 1,
					sealed: change.sealed,
					access_expires_at: change.accessExpiresAt,
					sign_in_ends_at: change.signInEndsAt ?? null,
					scopes: JSON.stringify(change.scopes),
					refreshing_until: null,
				})
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
		releaseRefresh: async (workspaceId, connectionId, { generation, until }) => {
			await ofGeneration(db, workspaceId, connectionId, generation)
				.set({ refreshing_until: null })
				.where('refreshing_until', '=', until)
				.execute();
		},
		signOut: async (workspaceId, connectionId, generation, reason) => {
			const result = await ofGeneration(db, workspaceId, connectionId, generation)
				.set({ generation: generation + 1, state: 'signed-out', reason, refreshing_until: null })
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		},
	};
}

function ofGeneration(db: Kysely<Schema>, workspaceId: string, connectionId: string, generation: number) {
	return db
		.updateTable('tokens')
		.where('workspace_id', '=', workspaceId)
		.where('connection_id', '=', connectionId)
		.where('generation', '=', generation);
}

async function saveTokens(db: Kysely<Schema>, tokens: Parameters<Setup['saveTokens']>[0]): Promise<Tokens> {
	const values = {
		account_id: tokens.accountId,
		account_label: tokens.accountLabel,
		scopes: JSON.stringify(tokens.scopes),
		sealed: tokens.sealed,
		access_expires_at: tokens.accessExpiresAt,
		sign_in_ends_at: tokens.signInEndsAt ?? null,
		state: tokens.state,
		reason: tokens.reason ?? null,
		refreshing_until: null,
	};
	const row = await db
		.insertInto('tokens')
		.values({
			workspace_id: tokens.workspaceId,
			connection_id: tokens.connectionId,
			generation: 1,
			...values,
		})
		.onConflict((oc) =>
			oc
				.columns(['workspace_id', 'connection_id'])
				.doUpdateSet({ ...values, generation: sql<number>`tokens.generation + 1` }),
		)
		.returningAll()
		.executeTakeFirstOrThrow();
	return toTokens(row);
}

async function tokensOfAccount(
	db: Kysely<Schema>,
	workspaceId: string,
	provider: string,
	accountId: string,
): Promise<Tokens | undefined> {
	const row = await db
		.selectFrom('tokens as t')
		.innerJoin('connections as c', (join) =>
			join.onRef('c.workspace_id', '=', 't.workspace_id').onRef('c.connection_id', '=', 't.connection_id'),
		)
		.selectAll('t')
		.where('t.workspace_id', '=', workspaceId)
		.where('t.account_id', '=', accountId)
		.where('c.provider', '=', provider)
		.where('c.removed_at', 'is', null)
		.orderBy('c.created_at')
		.orderBy('c.connection_id')
		.executeTakeFirst();
	return row && toTokens(row);
}

function toTokens(row: Selectable<TokenTable>): Tokens {
	return {
		workspaceId: row.workspace_id,
		connectionId: row.connection_id,
		generation: row.generation,
		accountId: row.account_id,
		accountLabel: row.account_label,
		scopes: Scopes.parse(JSON.parse(row.scopes)),
		sealed: row.sealed,
		accessExpiresAt: row.access_expires_at,
		...(row.sign_in_ends_at !== null && { signInEndsAt: row.sign_in_ends_at }),
		state: row.state,
		...(row.reason !== null && { reason: row.reason }),
		...(row.refreshing_until !== null && { refreshingUntil: row.refreshing_until }),
	};
}
