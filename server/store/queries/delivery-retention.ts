import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { PRUNE_SLICE } from './events.ts';

/** The newest delivery that is over the size, of one workspace; it and those before it go. */
export interface SizeBoundary {
	workspaceId: string;
	receivedAt: number;
	deliveryId: string;
}

export type SizePage =
	| { kind: 'all-fits' }
	| { kind: 'more'; bytesLeft: number; after: SizeBoundary }
	| { kind: 'over'; boundary: SizeBoundary };

/** Removal in slices: each takes at most `PRUNE_SLICE` and tells how many it took. */
export interface DeliveryRetention {
	pruneOld(olderThan: number): Promise<number>;
	pruneRefused(keep: { count: number; bytes: number }): Promise<number>;
	/** Sums up one page, newest first, from behind `after` on. */
	sizePage(workspaceId: string, bytesLeft: number, after?: SizeBoundary): Promise<SizePage>;
	pruneUpTo(boundary: SizeBoundary): Promise<number>;
}

export function deliveryRetention(db: Kysely<Schema>): DeliveryRetention {
	return {
		pruneOld: (olderThan) => pruneOld(db, olderThan),
		pruneRefused: (keep) => pruneRefused(db, keep),
		sizePage: (workspaceId, bytesLeft, after) => sizePage(db, workspaceId, bytesLeft, after),
		pruneUpTo: (boundary) => pruneUpTo(db, boundary),
	};
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

/** Some ten milliseconds' worth: a ring waits no longer. */
const ROWS_PER_PAGE = 10_000;

async function sizePage(
	db: Kysely<Schema>,
	workspaceId: string,
	bytesLeft: number,
	after: SizeBoundary | undefined,
): Promise<SizePage> {
	let query = db
		.selectFrom('deliveries')
		.select(['received_at', 'delivery_id', 'size'])
		.where('workspace_id', '=', workspaceId);
	if (after) {
		query = query.where(({ eb, refTuple, tuple }) =>
			eb(refTuple('received_at', 'delivery_id'), '<', tuple(after.receivedAt, after.deliveryId)),
		);
	}
	const rows = await query
		.orderBy('received_at', 'desc')
		.orderBy('delivery_id', 'desc')
		.limit(ROWS_PER_PAGE)
		.execute();
	let left = bytesLeft;
	for (const row of rows) {
		left -= row.size;
		if (left < 0) return { kind: 'over', boundary: boundaryAt(workspaceId, row) };
	}
	const last = rows.at(-1);
	if (!last || rows.length < ROWS_PER_PAGE) return { kind: 'all-fits' };
	return { kind: 'more', bytesLeft: left, after: boundaryAt(workspaceId, last) };
}

function boundaryAt(workspaceId: string, row: { received_at: number; delivery_id: string }): SizeBoundary {
	return { workspaceId, receivedAt: row.received_at, deliveryId: row.delivery_id };
}

function pruneUpTo(
	db: Kysely<Schema>,
	{ workspaceId, receivedAt, deliveryId }: SizeBoundary,
): Promise<number> {
	return db.transaction().execute(async (trx) => {
		const keys = await trx
			.selectFrom('deliveries')
			.select(['workspace_id', 'delivery_id'])
			.where('workspace_id', '=', workspaceId)
			.where(({ eb, refTuple, tuple }) =>
				eb(refTuple('received_at', 'delivery_id'), '<=', tuple(receivedAt, deliveryId)),
			)
			.orderBy('received_at')
			.orderBy('delivery_id')
			.limit(PRUNE_SLICE)
			.execute();
		return remove(trx, keys);
	});
}
