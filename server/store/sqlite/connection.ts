import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

// Commits that wait for another process (the CLI) fail after this; the sender then tries again.
const BUSY_TIMEOUT_MS = 5_000;
const WAL_LIMIT_BYTES = 32 * 1024 * 1024;
const CHECKPOINT_PAGES = 6_000;
const CACHE_KIB = 64 * 1024;

/**
 * Opens the file, made readable by its owner alone when new, with every setting that durability rests on.
 * @throws Error naming the setting that the file or its disk does not take
 */
export function openConnection(file: string): DatabaseSync {
	closeSync(openSync(file, 'a', 0o600));
	const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	try {
		db.exec(settings);
		checkDurability(db);
	} catch (error) {
		db.close();
		throw error;
	}
	return db;
}

const settings = `
	pragma journal_mode = wal;
	pragma synchronous = full;
	pragma foreign_keys = on;
	pragma secure_delete = on;
	pragma temp_store = memory;
	pragma cache_size = -${CACHE_KIB};
	pragma wal_autocheckpoint = ${CHECKPOINT_PAGES};
	pragma journal_size_limit = ${WAL_LIMIT_BYTES};
`;

const required: [pragma: string, value: string | number, promise: string][] = [
	['journal_mode', 'wal', 'readers and writers do not wait for each other'],
	['synchronous', 2, 'an acknowledged write survives a power cut'],
	['foreign_keys', 1, 'no row points into another workspace'],
	['secure_delete', 1, 'what is erased leaves no bytes behind'],
];

/** @throws Error when this connection would break a promise */
export function checkDurability(db: DatabaseSync): void {
	for (const [pragma, value, promise] of required) {
		const found = Object.values(db.prepare(`pragma ${pragma}`).get() ?? {})[0];
		if (found === value) continue;
		throw new Error(
			`The database file cannot be used: PRAGMA ${pragma} is ${found}, not ${value} (${promise}). ` +
				'Keep the data folder on a local disk.',
		);
	}
}
