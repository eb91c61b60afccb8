import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Compilable, type RawBuilder, sql } from 'kysely';

type Row = Record<string, SQLInputValue>;

class Parameter {
	readonly name: string;
	constructor(name: string) {
		this.name = name;
	}
}

/** A place in a query that is filled at each run. */
export function parameter<T>(name: string): RawBuilder<T> {
	return sql<T>`${sql.val(new Parameter(name))}`;
}

/** One parameter for each column, for the `values` of an insert. */
export function parameters<C extends string>(columns: readonly C[]): { [K in C]: RawBuilder<never> } {
	return Object.fromEntries(columns.map((column) => [column, parameter(column)])) as {
		[K in C]: RawBuilder<never>;
	};
}

/** Compiles and prepares once, so that the hot path neither builds nor parses SQL. Returns the first row. */
export function prepareOnce<R extends Row>(db: DatabaseSync, query: Compilable): (row: Row) => R | undefined {
	const compiled = query.compile();
	const statement = db.prepare(compiled.sql);
	const fill = compiled.parameters.map((value) =>
		value instanceof Parameter ? (row: Row) => row[value.name] ?? null : () => value as SQLInputValue,
	);
	return (row) => statement.get(...fill.map((read) => read(row))) as R | undefined;
}
