import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { migrations } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';
import { openConnection } from './connection.ts';
import { temporaryStores } from './files.testkit.ts';
import { migrate } from './migrate.ts';

const first: Migration = { version: 1, statements: () => ['create table a (x text)'] };
const second: Migration = { version: 2, statements: () => ["insert into a values ('two')"] };
const broken: Migration = { version: 2, statements: () => ["insert into a values ('two')", 'nonsense'] };

describe('migrations', () => {
	const { newFile, openStore } = temporaryStores();
	const opened = (file = newFile()) => ({ file, db: openConnection(file) });
	const rows = (db: DatabaseSync) =>
		db
			.prepare('select x from a')
			.all()
			.map(({ x }) => x);
	const backups = (file: string) => readdirSync(dirname(file)).filter((name) => name.endsWith('.backup'));

	test('are numbered from 1 without gaps', () => {
		expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
	});

	test('a new file gets them all, without a copy', () => {
		const { db, file } = opened();
		expect(migrate(db, { file, now: 5, migrations: [first, second] })).toEqual({ from: 0, to: 2 });
		expect(rows(db)).toEqual(['two']);
		expect(backups(file)).toEqual([]);
		db.close();
	});

	test('a file of version 1 is copied, then brought up to date once', () => {
		const { db, file } = opened();
		migrate(db, { file, now: 5, migrations: [first] });
		db.exec("insert into a values ('one')");
		const { backup } = migrate(db, { file, now: 6, migrations: [first, second] });
		expect(migrate(db, { file, now: 7, migrations: [first, second] })).toEqual({ from: 2, to: 2 });
		expect(rows(db)).toEqual(['one', 'two']);
		expect(backups(file)).toHaveLength(1);
		expect(statSync(backup ?? '').mode & 0o777).toBe(0o600);
		const copy = new DatabaseSync(backup ?? '');
		expect(rows(copy)).toEqual(['one']);
		copy.close();
		db.close();
	});

	test('one that fails leaves the file as it was', () => {
		const { db, file } = opened();
		migrate(db, { file, now: 5, migrations: [first] });
		expect(() => migrate(db, { file, now: 6, migrations: [first, broken] })).toThrow(/syntax error/);
		expect(rows(db)).toEqual([]);
		expect(migrate(db, { file, now: 7, migrations: [first] })).toEqual({ from: 1, to: 1 });
		db.close();
	});

	test('a file of a newer Ringside is refused in plain words, and not touched', async () => {
		const { db, file } = opened();
		db.exec('pragma user_version = 99');
		db.close();
		await expect(openStore(file)).rejects.toThrow(/version 99, made by a newer Ringside.*up to \d/s);
		const again = openConnection(file);
		expect(again.prepare('select name from sqlite_schema').all()).toEqual([]);
		again.close();
	});

	test('a file that is no database is refused and kept', async () => {
		const file = newFile();
		const { writeFileSync, readFileSync } = await import('node:fs');
		writeFileSync(file, 'no database at all'.repeat(1_000));
		await expect(openStore(file)).rejects.toThrow(/not a database/);
		expect(readFileSync(file, 'utf8')).toMatch(/^no database at all/);
	});

	test('a reopened file is the same log: same epoch, same content', async () => {
		const file = newFile();
		const store = await openStore(file);
		const { epoch } = await store.events.bounds('ws');
		await store.close();
		expect((await (await openStore(file)).events.bounds('ws')).epoch).toBe(epoch);
		expect((await (await openStore()).events.bounds('ws')).epoch).not.toBe(epoch);
	});
});
