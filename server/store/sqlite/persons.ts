import { hash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { readEvent } from '../../../lib/contract/event.ts';
import { personKeysOf } from '../../../lib/conversation/person-keys.ts';

export type PersonId = (workspaceId: string, key: string) => string;

const ID_LENGTH = 22;

/** Hashes what people are reached at with this database's own salt, so that an id in an address says nothing. */
export function createPersonId(db: DatabaseSync): PersonId {
	const row = db.prepare("select value from meta where name = 'person-salt'").get();
	if (typeof row?.value !== 'string') throw new Error('The database has no salt for people');
	const salt = row.value;
	return (workspaceId, key) =>
		hash('sha256', `${salt}\n${workspaceId}\n${key}`, 'base64url').slice(0, ID_LENGTH);
}

// Small, so that a large log never stands in memory whole.
const SLICE = 1_000;

/** Once, after the update that brought people in: finds those of the events that were there before. */
export function fillPersons(db: DatabaseSync, personId: PersonId): void {
	const isDue = () => db.prepare("select 1 from meta where name = 'persons-unfilled'").get() !== undefined;
	if (!isDue()) return;
	db.exec('begin immediate');
	try {
		// Another process may have been faster.
		if (isDue()) fillAll(db, personId);
		db.exec("delete from meta where name = 'persons-unfilled'");
		db.exec('commit');
	} catch (error) {
		if (db.isTransaction) db.exec('rollback');
		throw error;
	}
}

function fillAll(db: DatabaseSync, personId: PersonId): void {
	const read = db.prepare(
		`select workspace_id, seq, json from events
		where (workspace_id, seq) > (?, ?) order by workspace_id, seq limit ?`,
	);
	const insert = db.prepare(
		'insert into event_persons (workspace_id, person_id, seq) values (?, ?, ?) on conflict do nothing',
	);
	let place: [string, number] = ['', 0];
	for (;;) {
		const rows = read.all(...place, SLICE);
		if (rows.length === 0) return;
		for (const row of rows) {
			place = [String(row.workspace_id), Number(row.seq)];
			for (const key of keysOf(String(row.json))) insert.run(place[0], personId(place[0], key), place[1]);
		}
	}
}

function keysOf(json: string): string[] {
	const read = readEvent(JSON.parse(json));
	return read.kind === 'event' ? personKeysOf(read.event) : [];
}
