import { closeSync, fsyncSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { migrations as allMigrations } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';

/** Brings the schema up to date; a database that already holds data is copied beside itself first. */
export function migrate(
	db: DatabaseSync,
	options: { file: string; now: number; migrations?: readonly Migration[] },
): { from: number; to: number; backup?: string } {
	const { migrations = allMigrations } = options;
	const from = userVersion(db);
	const to = migrations.at(-1)?.version ?? 0;
	if (from > to) {
		throw new Error(
			`The database ${options.file} is of version ${from}, made by a newer Ringside; this one knows ` +
				`versions up to ${to}. Start the newer Ringside, or restore the copy made before its update.`,
		);
	}
	const pending = migrations.filter(({ version }) => version > from);
	const backup = from > 0 && pending.length > 0 ? copy(db, options.file, from, options.now) : undefined;
	for (const migration of pending) apply(db, migration);
	return { from, to, backup };
}

const words = { blob: 'blob', random: 'lower(hex(randomblob(16)))' };

function apply(db: DatabaseSync, migration: Migration): void {
	db.exec('begin immediate');
	try {
		// Another process may have been faster.
		if (userVersion(db) < migration.version) {
			for (const statement of migration.statements(words)) db.exec(statement);
			db.exec(`pragma user_version = ${migration.version}`);
		}
		db.exec('commit');
	} catch (error) {
		if (db.isTransaction) db.exec('rollback');
		throw error;
	}
}

function copy(db: DatabaseSync, file: string, version: number, now: number): string {
	const backup = `${file}.v${version}-${now}.backup`;
	closeSync(openSync(backup, 'ax', 0o600));
	db.prepare('vacuum into ?').run(backup);
	// SQLite does not sync the copy; a migration must not start before it is on disk.
	const handle = openSync(backup, 'r+');
	fsyncSync(handle);
	closeSync(handle);
	return backup;
}

function userVersion(db: DatabaseSync): number {
	return Number(Object.values(db.prepare('pragma user_version').get() ?? {})[0]);
}
