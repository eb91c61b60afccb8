import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Where a sealed text stands: `id` is the app's provider, or the connection, or the outgoing webhook, or the document's name. */
export interface SealedPlace {
	workspaceId: string;
	id: string;
}

/** Table → its second key and the column of the sealed text. */
const tables = {
	apps: { id: 'provider', sealed: 'sealed_secret' },
	tokens: { id: 'connection_id', sealed: 'sealed' },
	connections: { id: 'connection_id', sealed: 'sealed_secrets' },
	settings: { id: 'name', sealed: 'sealed' },
	talk_links: { id: 'code_hash', sealed: 'sealed' },
	outgoing_webhooks: { id: 'webhook_id', sealed: 'sealed_secret' },
} satisfies Partial<Record<keyof Schema, { id: string; sealed: string }>>;

export type SealedTable = keyof typeof tables;
export const sealedTables = Object.keys(tables) as SealedTable[];

export interface SealedQueries {
	/** In the order of the key. */
	sealedPage(
		table: SealedTable,
		after: SealedPlace | undefined,
		limit: number,
	): Promise<(SealedPlace & { sealed: string })[]>;
	/** Compare and set: false where another text than `from` stands. Generations stay, as what is sealed is the same. */
	replaceSealed(table: SealedTable, place: SealedPlace, from: string, to: string): Promise<boolean>;
}

/** All that is sealed in the database. */
export function sealedQueries(db: Kysely<Schema>): SealedQueries {
	return {
		sealedPage: async (table, after, limit) => {
			const [id, sealed] = [sql.ref(tables[table].id), sql.ref(tables[table].sealed)];
			const { rows } = await sql<SealedPlace & { sealed: string }>`
				select workspace_id as ${sql.ref('workspaceId')}, ${id} as id, ${sealed} as sealed
				from ${sql.table(table)}
				where (workspace_id, ${id}) > (${after?.workspaceId ?? ''}, ${after?.id ?? ''}) and ${sealed} is not null
				order by workspace_id, ${id} limit ${limit}`.execute(db);
			return rows;
		},
		replaceSealed: async (table, place, from, to) => {
			const [id, sealed] = [sql.ref(tables[table].id), sql.ref(tables[table].sealed)];
			const { numAffectedRows } = await sql`
				update ${sql.table(table)} set ${sealed} = ${to}
				where workspace_id = ${place.workspaceId} and ${id} = ${place.id} and ${sealed} = ${from}`.execute(
				db,
			);
			return (numAffectedRows ?? 0n) > 0n;
		},
	};
}
