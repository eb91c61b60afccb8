import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { ImportMapping } from '../../lib/contract/api.ts';
import type { Lead } from '../../lib/contract/lead.ts';
import { toInstant } from '../clock.ts';
import { SERVER_CONNECTION } from '../fanout/audience.ts';
import { type LeadsWritten, StoreUnavailable } from '../store/ports.ts';
import { readCsv } from './csv-file.ts';
import type { CsvRecord } from './csv-records.ts';
import type { Import, ImporterDeps } from './import.ts';
import { csvLine } from './rejected.ts';
import { type RowRules, readRow } from './row.ts';

const ROWS_PER_WRITE = 250;
// Reading numbers takes some 50 µs each: others get their turn after so many rows.
const ROWS_PER_TURN = 50;
const MOST_LISTED = 100;
const RETRY_MS = [500, 2_000, 10_000];
const FAILED = 'The database did not take it. What was imported so far stays; run the same file again later.';

interface Batch {
	leads: { lead: Lead; dated: boolean }[];
	rejected: { row: number; cells: string[]; reason: string }[];
	warnings: number;
	rows: number;
}

/** Reads the file into leads, then tells the devices. Never rejects: what happened stands in the status. */
export async function runImport(
	one: Import,
	{ mapping, region }: { mapping: ImportMapping; region: string },
	deps: ImporterDeps,
): Promise<void> {
	const rules: RowRules = { columns: one.columns, mapping, region, now: deps.clock.now() };
	const rejected = createWriteStream(one.rejectedFile, { mode: 0o600 });
	rejected.write(csvLine(['Row', 'Reason', ...one.columns]));
	let failure: string | undefined;
	try {
		failure = await readInto(one, rules, rejected, deps);
	} catch (error) {
		deps.onBug(error);
		failure = 'Something went wrong on our side. What was imported so far stays.';
	}
	rejected.end();
	await once(rejected, 'close').catch(deps.onBug);
	await rm(one.file, { force: true });
	const told = await tellDevices(one, deps);
	failure ??= told;
	const state = failure ? 'failed' : one.cancelled ? 'cancelled' : 'done';
	one.status = { ...one.status, state, ...(failure ? { failure } : {}) };
}

async function readInto(
	one: Import,
	rules: RowRules,
	rejected: WriteStream,
	deps: ImporterDeps,
): Promise<string | undefined> {
	let batch = emptyBatch();
	let isHeader = true;
	for await (const record of readCsv(one)) {
		if (one.cancelled) return undefined;
		if (isHeader) {
			isHeader = false;
			continue;
		}
		addTo(batch, record, rules);
		if (batch.rows % ROWS_PER_TURN === 0) await setImmediate();
		if (batch.rows < ROWS_PER_WRITE) continue;
		if (!(await writeBatch(one, batch, rejected, deps))) return FAILED;
		batch = emptyBatch();
	}
	return (await writeBatch(one, batch, rejected, deps)) ? undefined : FAILED;
}

function emptyBatch(): Batch {
	return { leads: [], rejected: [], warnings: 0, rows: 0 };
}

function addTo(batch: Batch, record: CsvRecord, rules: RowRules): void {
	batch.rows += 1;
	if (record.kind === 'broken') {
		batch.rejected.push({ row: record.row, cells: [record.text], reason: record.reason });
		return;
	}
	const read = readRow(record.cells, rules);
	if (read.kind === 'rejected') {
		batch.rejected.push({ row: record.row, cells: record.cells, reason: read.reason });
		return;
	}
	batch.leads.push(read);
	batch.warnings += read.unreadableNumbers;
}

/** False when the store did not take it, after several tries. */
async function writeBatch(
	one: Import,
	batch: Batch,
	rejected: WriteStream,
	deps: ImporterDeps,
): Promise<boolean> {
	const written = await tryToWrite(one.workspaceId, batch.leads, deps);
	if (!written) return false;
	for (const { row, cells, reason } of batch.rejected)
		rejected.write(csvLine([String(row), reason, ...cells]));
	const { status } = one;
	const listed = batch.rejected.map(({ row, reason }) => ({ row, reason }));
	one.status = {
		...status,
		readCount: status.readCount + batch.rows,
		createdCount: status.createdCount + written.created,
		updatedCount: status.updatedCount + written.updated,
		rejectedCount: status.rejectedCount + batch.rejected.length,
		warningCount: status.warningCount + batch.warnings,
		rejected: [...status.rejected, ...listed].slice(0, MOST_LISTED),
	};
	return true;
}

async function tryToWrite(
	workspaceId: string,
	rows: Batch['leads'],
	{ store }: ImporterDeps,
): Promise<LeadsWritten | undefined> {
	for (const wait of [...RETRY_MS, undefined]) {
		try {
			return await store.leads.write(workspaceId, await keepDates(workspaceId, rows, store));
		} catch (error) {
			if (!(error instanceof StoreUnavailable)) throw error;
			if (wait !== undefined) await setTimeout(wait);
		}
	}
	return undefined;
}

/** A row that does not say when it changed has changed only if something else of it did. */
async function keepDates(
	workspaceId: string,
	rows: Batch['leads'],
	store: ImporterDeps['store'],
): Promise<Lead[]> {
	const undated = rows.filter((row) => !row.dated).map((row) => row.lead.leadId);
	const known = await store.leads.get(workspaceId, undated);
	const byId = new Map(known.map((lead) => [lead.leadId, lead]));
	return rows.map(({ lead, dated }) => {
		const before = dated ? undefined : byId.get(lead.leadId);
		const same =
			before && JSON.stringify({ ...lead, updatedAt: before.updatedAt }) === JSON.stringify(before);
		return same ? before : lead;
	});
}

/** One event for all of them; undefined when the devices will learn of it. */
async function tellDevices(
	one: Import,
	{ store, clock, publish }: ImporterDeps,
): Promise<string | undefined> {
	const { importId, createdCount, updatedCount } = one.status;
	const changedCount = createdCount + updatedCount;
	if (changedCount === 0) return undefined;
	const event = {
		specversion: '1.0',
		id: `import-${importId}`,
		source: '/server',
		type: 'ringside.lead.imported',
		subject: importId,
		time: toInstant(clock.now()),
		data: { importId, changedCount },
	};
	const { id, type, subject } = event;
	const row = { id, type, subject, json: JSON.stringify(event), connectionId: SERVER_CONNECTION };
	try {
		const { stored } = await store.events.append({ workspaceId: one.workspaceId, events: [row], jobs: [] });
		publish(stored);
		return undefined;
	} catch (error) {
		if (!(error instanceof StoreUnavailable)) throw error;
		return FAILED;
	}
}
