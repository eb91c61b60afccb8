import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import type { NewDelivery } from '../ports.ts';
import type { Schema } from '../schema.ts';
import { type AppendItem, deliveryRow, eventRow, jobRow, prepareRows, recordingRow } from './append-rows.ts';
import { type Failure, toFailure } from './failure.ts';
import type { PersonId } from './persons.ts';

/** `seqs` stands beside the item's events: null where the event was already in the log. */
export type AppendOutcome =
	| { kind: 'appended'; seqs: (number | null)[]; duplicate: boolean }
	| { kind: 'failed'; failure: Failure };

interface AppenderParts {
	kysely: Kysely<Schema>;
	personId: PersonId;
	microseconds(): number;
}

/** The hot path: a batch of appends in one transaction, on statements that are prepared once. */
export function createAppender(db: DatabaseSync, { kysely, personId, microseconds }: AppenderParts) {
	const rows = { ...prepareRows(db, kysely), personId };
	const expected = { itemUs: 0, commitUs: 0 };

	/** @throws the engine's error when the batch as a whole was not stored (disk full, busy) */
	return function appendBatch(items: AppendItem[]): AppendOutcome[] {
		const begun = microseconds();
		db.exec('begin immediate');
		try {
			const batch = { heads: new Map<string, Head>(), seen: new Map<string, Seen>() };
			// The true duration is known after the commit only; the batch before is the best guess for it.
			const commitUs = expected.itemUs * items.length + expected.commitUs;
			const outcomes = items.map((item) => appendItem(db, rows, batch, item, commitUs));
			for (const [workspace_id, { value, stored }] of batch.heads) {
				if (value > stored) rows.setHead({ workspace_id, name: 'event', value });
			}
			for (const seen of batch.seen.values()) rows.setLastEvent({ ...seen });
			const written = microseconds();
			db.exec('commit');
			expected.itemUs = (written - begun) / items.length;
			expected.commitUs = microseconds() - written;
			return outcomes;
		} catch (error) {
			if (db.isTransaction) db.exec('rollback');
			throw error;
		}
	};
}

type Rows = ReturnType<typeof prepareRows> & { personId: PersonId };
interface Seen {
	workspace_id: string;
	connection_id: string;
	last_event_at: number;
}
interface Head {
	stored: number;
	value: number;
}
interface Batch {
	heads: Map<string, Head>;
	seen: Map<string, Seen>;
}

function appendItem(
	db: DatabaseSync,
	rows: Rows,
	batch: Batch,
	item: AppendItem,
	commitUs: number,
): AppendOutcome {
	const head = headOf(rows, batch, item.workspaceId);
	db.exec('savepoint item');
	try {
		const outcome = writeItem(rows, batch, head, item, item.waitedUs + commitUs);
		db.exec('release item');
		return outcome;
	} catch (error) {
		const failure = toFailure(error);
		if (failure.unavailable) throw error;
		db.exec('rollback to item');
		db.exec('release item');
		return { kind: 'failed', failure };
	}
}

function headOf(rows: Rows, batch: Batch, workspaceId: string): Head {
	const known = batch.heads.get(workspaceId);
	if (known) return known;
	const stored = rows.head({ workspaceId })?.value ?? 0;
	const head = { stored, value: stored };
	batch.heads.set(workspaceId, head);
	return head;
}

function writeItem(rows: Rows, batch: Batch, head: Head, item: AppendItem, commitUs: number): AppendOutcome {
	const seqs = item.events.map((event) => {
		if (!rows.insertEvent(eventRow(item, event, head.value + 1))) return null;
		head.value += 1;
		for (const key of event.personKeys ?? []) {
			const person_id = rows.personId(item.workspaceId, key);
			rows.insertPerson({ workspace_id: item.workspaceId, person_id, seq: head.value });
		}
		return head.value;
	});
	const duplicate = seqs.length > 0 && seqs.every((seq) => seq === null);
	if (item.delivery) {
		rows.insertDelivery(deliveryRow(item.workspaceId, item.delivery, duplicate, commitUs));
		noteSeen(batch.seen, item.workspaceId, item.delivery);
	}
	for (const recording of item.recordings ?? []) {
		rows.insertRecording(recordingRow(item.workspaceId, recording));
	}
	// The first delivery caused them; a repeat must not do finished work again.
	if (!duplicate) {
		for (const job of item.jobs) rows.insertJob(jobRow(item.workspaceId, job));
	}
	return { kind: 'appended', seqs, duplicate };
}

function noteSeen(seen: Batch['seen'], workspaceId: string, delivery: NewDelivery): void {
	if (delivery.outcome === 'refused') return;
	seen.set(`${workspaceId} ${delivery.connectionId}`, {
		workspace_id: workspaceId,
		connection_id: delivery.connectionId,
		last_event_at: delivery.receivedAt,
	});
}
