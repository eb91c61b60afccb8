import { type Kysely, type Selectable, sql } from 'kysely';
import type { Effect, Effects } from '../ports.ts';
import type { Schema } from '../schema.ts';

const PRUNED_AT_ONCE = 500;

export function effectQueries(db: Kysely<Schema>): Effects {
	return {
		begin: (workspaceId, effect) => db.transaction().execute((trx) => begin(trx, workspaceId, effect)),
		end: async (workspaceId, key, { state, answer, now }) => {
			await db
				.updateTable('effects')
				.set({ state, answer, ended_at: now })
				.where('workspace_id', '=', workspaceId)
				.where('key', '=', key)
				.where('state', '!=', 'done')
				.execute();
		},
		get: async (workspaceId, key) => {
			const row = await find(db, workspaceId, key);
			return row && toEffect(row);
		},
		ofSubject: async (workspaceId, subject) => {
			const rows = await db
				.selectFrom('effects')
				.selectAll()
				.where('workspace_id', '=', workspaceId)
				.where('subject', '=', subject)
				.orderBy('begun_at')
				.orderBy('key')
				.execute();
			return rows.map(toEffect);
		},
		countSince: async (workspaceId, kind, since) => {
			const { count } = await db
				.selectFrom('effects')
				.select(sql<number>`count(*)`.as('count'))
				.where('workspace_id', '=', workspaceId)
				.where('kind', '=', kind)
				.where('begun_at', '>=', since)
				.where('state', '!=', 'failed')
				.executeTakeFirstOrThrow();
			return Number(count);
		},
		forget: async (workspaceId, subject, kind) => {
			const { numDeletedRows } = await db
				.deleteFrom('effects')
				.where('workspace_id', '=', workspaceId)
				.where('subject', '=', subject)
				.$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
				.executeTakeFirst();
			return Number(numDeletedRows);
		},
		prune: async (before) => {
			const some = db
				.selectFrom('effects')
				.select(['workspace_id', 'key'])
				.where('begun_at', '<', before)
				.orderBy('begun_at')
				.limit(PRUNED_AT_ONCE);
			const { numAffectedRows } = await sql`
				delete from effects where (workspace_id, key) in (${some})`.execute(db);
			return Number(numAffectedRows ?? 0n);
		},
	};
}

async function begin(
	db: Kysely<Schema>,
	workspaceId: string,
	{ key, kind, subject, now }: Parameters<Effects['begin']>[1],
): ReturnType<Effects['begin']> {
	const fresh = { kind, subject, state: 'begun', answer: null, begun_at: now, ended_at: null } as const;
	const inserted = await db
		.insertInto('effects')
		.values({ workspace_id: workspaceId, key, ...fresh })
		.onConflict((oc) => oc.columns(['workspace_id', 'key']).doNothing())
		.executeTakeFirst();
	if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return { kind: 'new' };
	// The condition decides between two at the same time, whatever the engine's isolation.
	const again = await db
		.updateTable('effects')
		.set(fresh)
		.where('workspace_id', '=', workspaceId)
		.where('key', '=', key)
		.where('state', '=', 'failed')
		.executeTakeFirst();
	if (again.numUpdatedRows > 0n) return { kind: 'new' };
	const row = await find(db, workspaceId, key);
	if (row?.state === 'done') return { kind: 'done', answer: row.answer ?? '' };
	return { kind: 'begun', begunAt: row?.begun_at ?? now };
}

function find(db: Kysely<Schema>, workspaceId: string, key: string) {
	return db
		.selectFrom('effects')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('key', '=', key)
		.executeTakeFirst();
}

function toEffect(row: Selectable<Schema['effects']>): Effect {
	return {
		key: row.key,
		kind: row.kind,
		subject: row.subject,
		state: row.state,
		begunAt: row.begun_at,
		...(row.answer !== null && { answer: row.answer }),
	};
}
