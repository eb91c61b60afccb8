import { type Kysely, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Deliveries, DeliveryRow } from '../ports.ts';
import type { DeliveryTable, Schema } from '../schema.ts';
import { PRUNE_SLICE, reading } from './events.ts';

export function deliveryQueries(db: Kysely<Schema>): Deliveries {
	return {
		list: (workspaceId, filter) => reading(db, (trx) => list(trx, workspaceId, filter)),
		get: (workspaceId, deliveryId) => reading(db, (trx) => get(trx, workspaceId, deliveryId)),
		prune: async (limits) => {
			const old = await pruneOld(db, limits.olderThan);
			return old > 0 ? old : pruneRefused(db, limits.refusedPerConnection);
		},
	};
}

const Headers = z.record(z.string(), z.string());

const listed = [
	...(['workspace_id', 'delivery_id', 'connection_id', 'provider', 'received_at', 'url', 'headers'] as const),
	...(['outcome', 'reason', 'verify_us', 'parse_us', 'commit_us', 'size'] as const),
] as const;

function toDelivery(row: Omit<Selectable<DeliveryTable>, 'body'>, eventIds: string[]): DeliveryRow {
	return {
		workspaceId: row.workspace_id,
		deliveryId: row.delivery_id,
		connectionId: row.connection_id,
		provider: row.provider,
		receivedAt: row.received_at,
		url: row.url,
		headers: Headers.parse(JSON.parse(row.headers)),
		outcome: row.outcome,
		...(row.reason !== null && { reason: row.reason }),
		verifyUs: row.verify_us,
		parseUs: row.parse_us,
		commitUs: row.commit_us,
		size: row.size,
		eventIds,
	};
}

type Filter = Parameters<Deliveries['list']>[1];

async function list(db: Kysely<Schema>, workspaceId: string, filter: Filter): Promise<DeliveryRow[]> {
	let query = db.selectFrom('deliveries').select(listed).where('workspace_id', '=', workspaceId);
	if (filter.connectionId) query = query.where('connection_id', '=', filter.connectionId);
	if (filter.outcome) query = query.where('outcome', '=', filter.outcome);
	const before = filter.beforeId;
	if (before !== undefined) {
		query = query.where(({ eb, refTuple, selectFrom }) =>
			eb(
				refTuple('received_at', 'delivery_id'),
				'<',
				selectFrom('deliveries as b')
					.select(['b.received_at', 'b.delivery_id'])
					.where('b.workspace_id', '=', workspaceId)
					.where('b.delivery_id', '=', before)
					.$asTuple('received_at', 'delivery_id'),
			),
		);
	}
	const rows = await query
		.orderBy('received_at', 'desc')
		.orderBy('delivery_id', 'desc')
		.limit(filter.limit)
		.execute();
	const ids = await eventIds(
		db,
		workspaceId,
		rows.map((row) => row.delivery_id),
	);
	return rows.map((row) => toDelivery(row, ids.get(row.delivery_id) ?? []));
}

async function get(db: Kysely<Schema>, workspaceId: string, deliveryId: string) {
	const row = await db
		.selectFrom('deliveries')
		.selectAll()
		.where('workspace_id', '=', workspaceId)
		.where('delivery_id', '=', deliveryId)
		.executeTakeFirst();
	if (!row) return undefined;
	const ids = await eventIds(db, workspaceId, [deliveryId]);
	return { ...toDelivery(row, ids.get(deliveryId) ?? []), body: row.body };
}

async function eventIds(db: Kysely<Schema>, workspaceId: string, deliveryIds: string[]) {
	const ids = new Map<string, string[]>(deliveryIds.map((id) => [id, []]));
	if (ids.size === 0) return ids;
	const rows = await db
		.selectFrom('events')
		.select(['delivery_id', 'id', 'seq'])
		.where('workspace_id', '=', workspaceId)
		.where('delivery_id', 'in', deliveryIds)
		.execute();
	// Sorted here: asked to sort, the planner would rather walk the whole log in order.
	rows.sort((a, b) => a.seq - b.seq);
	for (const row of rows) ids.get(row.delivery_id ?? '')?.push(row.id);
	return ids;
}

type Key = { workspace_id: string; delivery_id: string };

async function remove(db: Kysely<Schema>, keys: Key[]): Promise<number> {
	let count = 0;
	for (const key of keys) {
		const result = await db
			.deleteFrom('deliveries')
			.where('workspace_id', '=', key.workspace_id)
			.where('delivery_id', '=', key.delivery_id)
			.executeTakeFirst();
		count += Number(result.numDeletedRows);
	}
	return count;
}

function pruneOld(db: Kysely<Schema>, olderThan: number): Promise<number> {
	return db.transaction().execute(async (trx) => {
		const keys = await trx
			.selectFrom('deliveries')
			.select(['workspace_id', 'delivery_id'])
			.where('workspace_id', 'in', trx.selectFrom('workspaces').select('workspace_id'))
			.where('received_at', '<', olderThan)
			.limit(PRUNE_SLICE)
			.execute();
		return remove(trx, keys);
	});
}

/** The newest stay, up to the number and up to the bytes, whichever is reached first. */
function pruneRefused(db: Kysely<Schema>, keep: { count: number; bytes: number }): Promise<number> {
	return db.transaction().execute(async (trx) => {
		const { rows } = await sql<Key>`
			select workspace_id, delivery_id from (
				select workspace_id, delivery_id, row_number() over newest as place, sum(size) over newest as bytes
				from deliveries
				where workspace_id in (select workspace_id from workspaces) and outcome = 'refused'
				window newest as (
					partition by workspace_id, connection_id order by received_at desc, delivery_id desc
					rows unbounded preceding)
			) as ranked where place > ${keep.count} or bytes > ${keep.bytes} limit ${PRUNE_SLICE}`.execute(trx);
		return remove(trx, rows);
	});
}
