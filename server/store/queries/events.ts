import { type Kysely, type Selectable, sql } from 'kysely';
import type { EventLog, LogBounds, StoredEvent } from '../ports.ts';
import type { EventTable, Schema } from '../schema.ts';
import { readCounters } from './counters.ts';

/** Reading and pruning of the log; appending is each engine's own. */
export function eventQueries(db: Kysely<Schema>): Omit<EventLog, 'append'> {
	return {
		read: async (workspaceId, afterSeq, limit) => {
			const rows = await eventsOf(db, workspaceId)
				.where('seq', '>', afterSeq)
				.orderBy('seq')
				.limit(limit)
				.execute();
			return rows.map(toEvent);
		},
		bySubject: async (workspaceId, subject) => {
			const rows = await eventsOf(db, workspaceId).where('subject', '=', subject).orderBy('seq').execute();
			return rows.map(toEvent);
		},
		bounds: (workspaceId) => reading(db, (trx) => bounds(trx, workspaceId)),
		recentCalls: (workspaceId, options) => reading(db, (trx) => recentCalls(trx, workspaceId, options)),
		localNumbers: (workspaceId, limit) => reading(db, (trx) => localNumbers(trx, workspaceId, limit)),
		recentAgents: (workspaceId, limit) => reading(db, (trx) => recentAgents(trx, workspaceId, limit)),
		prune: (workspaceId, beforeSeq) => pruneSlice(db, workspaceId, beforeSeq),
	};
}

// Deleting much at once would keep a ring waiting.
export const PRUNE_SLICE = 500;

/** Several reads of one moment. */
export function reading<T>(db: Kysely<Schema>, read: (trx: Kysely<Schema>) => Promise<T>): Promise<T> {
	return db.transaction().setAccessMode('read only').execute(read);
}

export function eventsOf(db: Kysely<Schema>, workspaceId: string) {
	return db.selectFrom('events').selectAll().where('workspace_id', '=', workspaceId);
}

export function toEvent(row: Selectable<EventTable>): StoredEvent {
	return {
		workspaceId: row.workspace_id,
		seq: row.seq,
		connectionId: row.connection_id,
		id: row.id,
		type: row.type,
		subject: row.subject,
		...(row.agent_user_id !== null && { agentUserId: row.agent_user_id }),
		...(row.local_e164 !== null && { localE164: row.local_e164 }),
		...(row.agent_key !== null && { agentKey: row.agent_key }),
		json: row.json,
	};
}

async function bounds(db: Kysely<Schema>, workspaceId: string): Promise<LogBounds> {
	const meta = await db.selectFrom('meta').select('value').where('name', '=', 'epoch').executeTakeFirst();
	if (!meta) throw new Error('The database has no epoch');
	const counters = await readCounters(db, workspaceId);
	const oldest = await db
		.selectFrom('events')
		.select('seq')
		.where('workspace_id', '=', workspaceId)
		.orderBy('seq')
		.limit(1)
		.executeTakeFirst();
	return { epoch: meta.value, oldestSeq: oldest?.seq ?? counters.event + 1, headSeq: counters.event };
}

// Spelled as in the index, so that the index is used.
const isCall = sql<boolean>`substr(e.type, 1, 14) = 'ringside.call.'`;

async function recentCalls(
	db: Kysely<Schema>,
	workspaceId: string,
	options: { beforeSeq?: number; limit: number },
) {
	const newest = await db
		.selectFrom('events as e')
		.select(['e.subject', 'e.seq'])
		.where('e.workspace_id', '=', workspaceId)
		.where(isCall)
		.where('e.seq', '<', options.beforeSeq ?? Number.MAX_SAFE_INTEGER)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('events as later')
						.select('later.seq')
						.where('later.workspace_id', '=', workspaceId)
						.whereRef('later.subject', '=', 'e.subject')
						.whereRef('later.seq', '>', 'e.seq')
						// Not spelled as in the index: by the subject is the short way here.
						.where('later.type', 'like', 'ringside.call.%'),
				),
			),
		)
		.orderBy('e.seq', 'desc')
		.limit(options.limit)
		.execute();
	const calls = new Map(
		newest.map(({ subject, seq }) => [subject, { subject, lastSeq: seq, events: [] as StoredEvent[] }]),
	);
	if (calls.size === 0) return [];
	// Sorted here: asked to sort, the planner would rather walk the whole log in order.
	const rows = await eventsOf(db, workspaceId)
		.where('subject', 'in', [...calls.keys()])
		.where('type', '!=', 'ringside.transcript.segment')
		.execute();
	rows.sort((a, b) => a.seq - b.seq);
	for (const row of rows) calls.get(row.subject)?.events.push(toEvent(row));
	return [...calls.values()];
}

async function localNumbers(db: Kysely<Schema>, workspaceId: string, limit: number) {
	const newest = await newestBy(db, 'local_e164', workspaceId, limit);
	return newest.map(({ value: localE164, ...more }) => ({ localE164, ...more }));
}

async function recentAgents(db: Kysely<Schema>, workspaceId: string, limit: number) {
	const newest = await newestBy(db, 'agent_key', workspaceId, limit);
	return newest.map(({ value: agentKey, ...more }) => ({ agentKey, ...more }));
}

/** What stands in this column among the newest `limit` call events, by connection, the most recent first. */
async function newestBy(
	db: Kysely<Schema>,
	column: 'local_e164' | 'agent_key',
	workspaceId: string,
	limit: number,
) {
	const newest = await db
		.selectFrom('events as e')
		.select(['e.seq', 'e.subject', 'e.connection_id', `e.${column} as value`])
		.where('e.workspace_id', '=', workspaceId)
		.where(isCall)
		.orderBy('e.seq', 'desc')
		.limit(limit)
		.execute();
	const byValue = Map.groupBy(
		newest.filter((row) => row.value !== null),
		(row) => JSON.stringify([row.connection_id, row.value]),
	);
	const seqs = [...byValue.values()].flatMap(([latest]) => latest?.seq ?? []);
	if (seqs.length === 0) return [];
	const events = await eventsOf(db, workspaceId).where('seq', 'in', seqs).execute();
	events.sort((a, b) => b.seq - a.seq);
	return events.map((event) => {
		const { [column]: value, connection_id: connectionId } = event;
		const rows = byValue.get(JSON.stringify([connectionId, value])) ?? [];
		const callCount = new Set(rows.map((row) => row.subject)).size;
		return { value: value ?? '', connectionId, callCount, last: toEvent(event) };
	});
}

async function pruneSlice(db: Kysely<Schema>, workspaceId: string, beforeSeq: number): Promise<number> {
	const oldest = db
		.selectFrom('events')
		.select('seq')
		.where('workspace_id', '=', workspaceId)
		.where('seq', '<', beforeSeq)
		.orderBy('seq')
		.limit(PRUNE_SLICE);
	const result = await db
		.deleteFrom('events')
		.where('workspace_id', '=', workspaceId)
		.where('seq', 'in', oldest)
		.executeTakeFirst();
	return Number(result.numDeletedRows);
}
