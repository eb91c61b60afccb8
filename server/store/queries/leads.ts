import type { Kysely } from 'kysely';
import type { Lead } from '../../../lib/contract/lead.ts';
import { leadKeys } from '../../../lib/phone/keys.ts';
import type { Leads, LeadsWritten } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { readCounters, writeCounter } from './counters.ts';
import { reading } from './events.ts';
import { KnownLeads } from './known-leads.ts';

export function leadQueries(db: Kysely<Schema>): Leads {
	return {
		write: (workspaceId, leads) => db.transaction().execute((trx) => write(trx, workspaceId, leads)),
		remove: (workspaceId, leadIds) => db.transaction().execute((trx) => remove(trx, workspaceId, leadIds)),
		changes: (workspaceId, afterVersion, limit) =>
			reading(db, (trx) => changes(trx, workspaceId, afterVersion, limit)),
		byKeys: async (workspaceId, keys) => {
			const found = db
				.selectFrom('lead_keys')
				.select('lead_id')
				.where('workspace_id', '=', workspaceId)
				.where('key', 'in', keys);
			return keys.length === 0
				? []
				: readLeads(await rowsOf(db, workspaceId).where('lead_id', 'in', found).execute());
		},
		get: async (workspaceId, leadIds) =>
			leadIds.length === 0
				? []
				: readLeads(await rowsOf(db, workspaceId).where('lead_id', 'in', leadIds).execute()),
	};
}

// Rows a statement, so that even wide ones stay below the engine's limit of parameters.
const ROWS_PER_STATEMENT = 2_000;

function rowsOf(db: Kysely<Schema>, workspaceId: string) {
	return db
		.selectFrom('leads')
		.select(['lead_id', 'external_id', 'json'])
		.where('workspace_id', '=', workspaceId);
}

// Written by `write` alone, from checked leads: checking thousands again would keep a ring waiting.
function readLeads(rows: { json: string | null }[]): Lead[] {
	return rows.flatMap(({ json }) => (json === null ? [] : [JSON.parse(json) as Lead]));
}

async function write(db: Kysely<Schema>, workspaceId: string, leads: Lead[]): Promise<LeadsWritten> {
	const known = await knownLeads(db, workspaceId, leads);
	const counts = { created: 0, updated: 0, unchanged: 0 };
	const changed = new Map<string, Lead>();
	const existed = new Set<string>();
	const renamed = new Set<string>();
	for (const lead of leads) {
		const before = known.find(lead);
		const next = before ? { ...lead, leadId: before.leadId } : lead;
		const json = JSON.stringify(next);
		if (before?.json === json) {
			counts.unchanged += 1;
			continue;
		}
		if (before?.json) counts.updated += 1;
		else counts.created += 1;
		if (before) existed.add(next.leadId);
		if (before?.externalId && before.externalId !== next.externalId) renamed.add(next.leadId);
		known.set({ leadId: next.leadId, externalId: next.externalId ?? null, json });
		changed.set(next.leadId, next);
	}
	await dropKeys(db, workspaceId, [...existed]);
	await freeExternalIds(db, workspaceId, [...renamed]);
	await store(db, workspaceId, [...changed.values()], counts.created);
	return counts;
}

async function knownLeads(db: Kysely<Schema>, workspaceId: string, leads: Lead[]): Promise<KnownLeads> {
	const known = new KnownLeads();
	for (const part of parts(leads)) {
		const ids = part.map(({ leadId }) => leadId);
		const externalIds = part.flatMap(({ externalId }) => externalId ?? []);
		const byId = await rowsOf(db, workspaceId).where('lead_id', 'in', ids).execute();
		const byExternalId = externalIds.length
			? await rowsOf(db, workspaceId).where('external_id', 'in', externalIds).execute()
			: [];
		for (const row of [...byId, ...byExternalId]) {
			known.set({ leadId: row.lead_id, externalId: row.external_id, json: row.json });
		}
	}
	return known;
}

async function store(
	db: Kysely<Schema>,
	workspaceId: string,
	leads: Lead[],
	createdCount: number,
): Promise<void> {
	if (leads.length === 0) return;
	const counters = await readCounters(db, workspaceId);
	const rows = leads.map((lead, index) => ({
		workspace_id: workspaceId,
		lead_id: lead.leadId,
		external_id: lead.externalId ?? null,
		version: counters.lead + 1 + index,
		json: JSON.stringify(lead),
	}));
	for (const part of parts(rows)) await upsert(db, part);
	const keys = leads.flatMap((lead) =>
		leadKeys(lead).map((key) => ({ workspace_id: workspaceId, key, lead_id: lead.leadId })),
	);
	for (const part of parts(keys)) await db.insertInto('lead_keys').values(part).execute();
	await writeCounter(db, workspaceId, 'lead', counters.lead + rows.length);
	if (createdCount) await writeCounter(db, workspaceId, 'leads', counters.leads + createdCount);
}

async function upsert(db: Kysely<Schema>, rows: Schema['leads'][]): Promise<void> {
	await db
		.insertInto('leads')
		.values(rows)
		.onConflict((oc) =>
			oc.columns(['workspace_id', 'lead_id']).doUpdateSet((eb) => ({
				external_id: eb.ref('excluded.external_id'),
				version: eb.ref('excluded.version'),
				json: eb.ref('excluded.json'),
			})),
		)
		.execute();
}

/** Two leads may swap their external ids in one batch. */
async function freeExternalIds(db: Kysely<Schema>, workspaceId: string, leadIds: string[]): Promise<void> {
	for (const part of parts(leadIds)) {
		await db
			.updateTable('leads')
			.set({ external_id: null })
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', 'in', part)
			.execute();
	}
}

async function dropKeys(db: Kysely<Schema>, workspaceId: string, leadIds: string[]): Promise<void> {
	for (const part of parts(leadIds)) {
		await db
			.deleteFrom('lead_keys')
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', 'in', part)
			.execute();
	}
}

async function remove(db: Kysely<Schema>, workspaceId: string, leadIds: string[]): Promise<number> {
	const counters = await readCounters(db, workspaceId);
	let count = 0;
	for (const leadId of new Set(leadIds)) {
		const result = await db
			.updateTable('leads')
			.set({ json: null, version: counters.lead + count + 1 })
			.where('workspace_id', '=', workspaceId)
			.where('lead_id', '=', leadId)
			.where('json', 'is not', null)
			.executeTakeFirst();
		count += Number(result.numUpdatedRows);
	}
	await dropKeys(db, workspaceId, leadIds);
	await writeCounter(db, workspaceId, 'lead', counters.lead + count);
	await writeCounter(db, workspaceId, 'leads', counters.leads - count);
	return count;
}

async function changes(db: Kysely<Schema>, workspaceId: string, afterVersion: number, limit: number) {
	const counters = await readCounters(db, workspaceId);
	const rows = await rowsOf(db, workspaceId)
		.select('version')
		.where('version', '>', afterVersion)
		.orderBy('version')
		.limit(limit)
		.execute();
	const version = rows.at(-1)?.version ?? Math.max(afterVersion, counters.lead);
	return {
		leads: readLeads(rows),
		removed: rows.filter(({ json }) => json === null).map(({ lead_id }) => lead_id),
		version,
		done: version >= counters.lead,
		total: counters.leads,
	};
}

function parts<T>(items: T[]): T[][] {
	const count = Math.ceil(items.length / ROWS_PER_STATEMENT);
	return Array.from({ length: count }, (_, i) =>
		items.slice(i * ROWS_PER_STATEMENT, (i + 1) * ROWS_PER_STATEMENT),
	);
}
