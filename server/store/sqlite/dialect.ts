import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type QueryResult,
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
	type TransactionSettings,
} from 'kysely';

const KEPT_STATEMENTS = 300;

/** Kysely on node:sqlite, over one connection that the caller owns and closes. */
export function nodeSqliteDialect(db: DatabaseSync): Dialect {
	return {
		createAdapter: () => new SqliteAdapter(),
		createDriver: () => createDriver(db),
		createIntrospector: (kysely) => new SqliteIntrospector(kysely),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	};
}

function createDriver(db: DatabaseSync): Driver {
	const connection = createConnection(db);
	return {
		init: async () => {},
		acquireConnection: async () => connection,
		// Immediate: a write that must wait for another process waits here, not in the middle.
		beginTransaction: async (_, settings: TransactionSettings) =>
			db.exec(settings.accessMode === 'read only' ? 'begin' : 'begin immediate'),
		commitTransaction: async () => db.exec('commit'),
		// A full disk makes SQLite roll back by itself.
		rollbackTransaction: async () => {
			if (db.isTransaction) db.exec('rollback');
		},
		releaseConnection: async () => {},
		destroy: async () => {},
	};
}

function createConnection(db: DatabaseSync): DatabaseConnection {
	const prepare = keptStatements(db);
	return {
		executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
			const { statement, returnsRows } = prepare(query.sql);
			const parameters = query.parameters as SQLInputValue[];
			if (returnsRows) return { rows: statement.all(...parameters) as R[] };
			const { changes } = statement.run(...parameters);
			return { rows: [], numAffectedRows: BigInt(changes) };
		},
		// biome-ignore lint/correctness/useYield: the interface wants a generator; nothing streams
		streamQuery: async function* () {
			throw new Error('Streaming is not supported');
		},
	};
}

/** Prepares a text once; the longest unused goes when there are too many (lists of any length make many). */
function keptStatements(db: DatabaseSync) {
	const kept = new Map<string, { statement: StatementSync; returnsRows: boolean }>();
	return (sql: string) => {
		let entry = kept.get(sql);
		if (!entry) {
			const statement = db.prepare(sql);
			entry = { statement, returnsRows: statement.columns().length > 0 };
			const oldest = kept.keys().next();
			if (kept.size >= KEPT_STATEMENTS && !oldest.done) kept.delete(oldest.value);
		} else kept.delete(sql);
		kept.set(sql, entry);
		return entry;
	};
}
