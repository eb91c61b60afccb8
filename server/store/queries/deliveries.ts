import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Deliveries, DeliveryRow } from '../ports.ts';
import type { DeliveryTable, Schema } from '../schema.ts';
import { type DeliveryRetention, deliveryRetention } from './delivery-retention.ts';
import { reading } from './events.ts';

export function deliveryQueries(db: Kysely<Schema>): Omit<Deliveries, 'prune'> & DeliveryRetention {
	return {
		...deliveryRetention(db),
		list: (workspaceId, filter) => reading(db, (trx) => list(trx, workspaceId, filter)),
		count: (workspaceId, filter) => reading(db, (trx) => count(trx, workspaceId, filter)),
		get: (workspaceId, deliveryId) => reading(db, (trx) => get(trx, workspaceId, deliveryId)),
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
	let query = (await filtered(db, workspaceId, filter)).select(listed);
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

async function count(db: Kysely<Schema>, workspaceId: string, filter: Omit<Filter, 'beforeId' | 'limit'>) {
	const query = await filtered(db, workspaceId, filter);
	const rows = await query
		.select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
		.groupBy('outcome')
		.execute();
	return Object.fromEntries(rows.map((row) => [row.outcome, Number(row.count)]));
}

async function filtered(
	db: Kysely<Schema>,
	workspaceId: string,
	{ connectionId, provider, outcome, from, to, search }: Omit<Filter, 'beforeId' | 'limit'>,
) {
	let query = db.selectFrom('deliveries').where('workspace_id', '=', workspaceId);
	if (connectionId !== undefined) query = query.where('connection_id', '=', connectionId);
	if (provider !== undefined) query = query.where('provider', '=', provider);
	if (outcome !== undefined) query = query.where('outcome', '=', outcome);
	if (from !== undefined) query = query.where('received_at', '>=', from);
	if (to !== undefined) query = query.where('received_at', '<', to);
	if (search === undefined) return query;
	return query.where('delivery_id', 'in', await idsFor(db, workspaceId, search));
}

/** More than one delivery of a busy call makes, and less than what an engine takes as parameters. */
const MOST_FOUND = 5_000;

/** Deliveries that are this one, or that brought this event, or an event of this call or conversation. */
async function idsFor(db: Kysely<Schema>, workspaceId: string, search: string): Promise<string[]> {
	const brought = db
		.selectFrom('events')
		.select('delivery_id')
		.where('workspace_id', '=', workspaceId)
		.where('delivery_id', 'is not', null);
	const [byId, bySubject] = [
		await brought.where('id', '=', search).limit(MOST_FOUND).execute(),
		await brought.where('subject', '=', search).orderBy('seq', 'desc').limit(MOST_FOUND).execute(),
	];
	const found = [...byId, ...bySubject].flatMap((row) => row.delivery_id ?? []);
	return [...new Set([search, ...found])].slice(0, MOST_FOUND);
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
