import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { checkDurability, openConnection } from './connection.ts';
import { temporaryStores } from './files.testkit.ts';

describe('a connection', () => {
	const { newFile } = temporaryStores();

	test('syncs every commit, writes ahead, keeps workspaces apart and wipes what is deleted', () => {
		const db = openConnection(newFile());
		const value = (pragma: string) => Object.values(db.prepare(`pragma ${pragma}`).get() ?? {})[0];
		expect(['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'].map(value)).toEqual([
			'wal',
			2,
			1,
			1,
		]);
		expect(value('journal_size_limit')).toBeGreaterThan(0);
		expect(value('busy_timeout')).toBeGreaterThan(0);
		db.close();
	});

	test.each([
		['synchronous', 'normal'],
		['synchronous', 'off'],
		['journal_mode', 'delete'],
		['foreign_keys', 'off'],
		['secure_delete', 'off'],
	])('with %s %s is refused, naming the setting', (pragma, value) => {
		const db = openConnection(newFile());
		checkDurability(db);
		db.exec(`pragma ${pragma} = ${value}`);
		expect(() => checkDurability(db)).toThrow(new RegExp(`PRAGMA ${pragma} is`));
		db.close();
	});

	test('with a disk that cannot write ahead is refused', () => {
		const db = new DatabaseSync(':memory:');
		expect(() => checkDurability(db)).toThrow(/journal_mode is memory, not wal/);
		db.close();
	});

	test('makes a file that only its owner can read', () => {
		const file = newFile();
		openConnection(file).close();
		expect(statSync(file).mode & 0o777).toBe(0o600);
	});

	test('is opened in one place alone, so that none goes unchecked', () => {
		const server = join(import.meta.dirname, '../..');
		const opening = readdirSync(server, { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts') && !/\.test(kit)?\.ts$/.test(name))
			.filter((name) => readFileSync(join(server, name), 'utf8').includes('new DatabaseSync('));
		expect(opening).toEqual(['store/sqlite/connection.ts']);
	});
});
