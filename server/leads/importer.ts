import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ImportMapping, ImportPreview, ImportStatus } from '../../lib/contract/api.ts';
import type { Clock } from '../clock.ts';
import { guessMapping } from './columns.ts';
import { columnNames, readCsv, sniffDelimiter } from './csv-file.ts';
import { type Encoding, sniffEncoding } from './encoding.ts';
import type { Import, ImporterDeps } from './import.ts';
import { mappingProblem } from './row.ts';
import { runImport } from './run-import.ts';

export type Uploaded =
	| { kind: 'preview'; preview: ImportPreview }
	| { kind: 'too-large'; mostBytes: number }
	| { kind: 'empty' };

export type Started =
	| { kind: 'started'; status: ImportStatus }
	| { kind: 'unknown' }
	| { kind: 'not-waiting' }
	| { kind: 'busy' }
	| { kind: 'wrong-mapping'; reason: string };

/** Imports of lead files: uploaded and previewed, then run in the background, each on its own. */
export interface Importer {
	upload(workspaceId: string, body: Readable): Promise<Uploaded>;
	run(
		workspaceId: string,
		importId: string,
		wish: { mapping: ImportMapping; region: string },
	): Promise<Started>;
	status(workspaceId: string, importId: string): ImportStatus | undefined;
	cancel(workspaceId: string, importId: string): boolean;
	/** The file of rejected rows; undefined where there is none. */
	rejectedFile(workspaceId: string, importId: string): string | undefined;
	/** Stops what runs; what was written stays. */
	close(): Promise<void>;
}

const MOST_BYTES = 200 * 1024 * 1024;
const SAMPLE_ROWS = 20;
const LONGEST_SAMPLE = 500;
const EXPIRES_MS = 6 * 60 * 60 * 1_000;
const MOST_KEPT = 5;

export function createImporter(deps: ImporterDeps): Importer {
	const imports = new Map<string, Import>();
	const running = new Set<Promise<void>>();
	const find = (workspaceId: string, importId: string) => {
		const found = imports.get(importId);
		return found?.workspaceId === workspaceId ? found : undefined;
	};
	const isBusy = (workspaceId: string) =>
		[...imports.values()].some((one) => one.workspaceId === workspaceId && one.status.state === 'running');
	// What an earlier process left behind belongs to nobody any more.
	const emptied = rm(deps.folder, { recursive: true, force: true }).then(() =>
		mkdir(deps.folder, { recursive: true, mode: 0o700 }),
	);

	return {
		async upload(workspaceId, body) {
			await emptied;
			await forgetOld(imports, workspaceId, deps.clock.now());
			const importId = deps.ids.make('import');
			const received = await receive(body, path.join(deps.folder, fileNameOf(importId)), deps);
			if (received.kind !== 'received') return received;
			const made = await readPreview(importId, workspaceId, received, deps.clock);
			if (made.kind !== 'import') return made;
			imports.set(importId, made.import);
			return { kind: 'preview', preview: made.preview };
		},
		async run(workspaceId, importId, { mapping, region }) {
			const found = find(workspaceId, importId);
			if (!found) return { kind: 'unknown' };
			if (found.status.state !== 'preview') return { kind: 'not-waiting' };
			if (isBusy(workspaceId)) return { kind: 'busy' };
			const reason = mappingProblem(mapping, found.columns);
			if (reason) return { kind: 'wrong-mapping', reason };
			found.status = { ...found.status, state: 'running' };
			const run = runImport(found, { mapping, region }, deps).finally(() => running.delete(run));
			running.add(run);
			return { kind: 'started', status: found.status };
		},
		status: (workspaceId, importId) => find(workspaceId, importId)?.status,
		cancel(workspaceId, importId) {
			const found = find(workspaceId, importId);
			if (!found) return false;
			found.cancelled = true;
			if (found.status.state === 'preview') found.status = { ...found.status, state: 'cancelled' };
			return true;
		},
		rejectedFile(workspaceId, importId) {
			const found = find(workspaceId, importId);
			return found && found.status.rejectedCount > 0 ? found.rejectedFile : undefined;
		},
		async close() {
			for (const one of imports.values()) one.cancelled = true;
			await Promise.all(running);
		},
	};
}

/** Ids are ours, yet a name on the disk is made so that it could come from anywhere. */
function fileNameOf(importId: string): string {
	return createHash('sha256').update(importId).digest('hex').slice(0, 32);
}

interface Received {
	kind: 'received';
	file: string;
	encoding: Encoding;
}

async function receive(
	body: Readable,
	file: string,
	{ mostBytes = MOST_BYTES }: ImporterDeps,
): Promise<Received | Exclude<Uploaded, { kind: 'preview' }>> {
	const sniffer = sniffEncoding();
	let bytes = 0;
	const watch = new Transform({
		transform(chunk: Buffer, _, done) {
			bytes += chunk.byteLength;
			sniffer.add(chunk);
			// What is too much is read and dropped, so that the answer can be heard.
			if (bytes <= mostBytes) done(null, chunk);
			else done();
		},
	});
	await pipeline(body, watch, createWriteStream(file, { mode: 0o600 }));
	if (bytes <= mostBytes && bytes > 0) return { kind: 'received', file, encoding: sniffer.result() };
	await rm(file, { force: true });
	return bytes === 0 ? { kind: 'empty' } : { kind: 'too-large', mostBytes };
}

async function readPreview(
	importId: string,
	workspaceId: string,
	{ file, encoding }: Received,
	clock: Clock,
): Promise<{ kind: 'import'; import: Import; preview: ImportPreview } | { kind: 'empty' }> {
	const delimiter = await sniffDelimiter(file, encoding);
	let columns: string[] | undefined;
	let rowCount = 0;
	const sample: Record<string, string>[] = [];
	for await (const record of readCsv({ file, encoding, delimiter })) {
		if (!columns) {
			columns = columnNames(record.kind === 'cells' ? record.cells : record.text.split(delimiter));
			continue;
		}
		rowCount += 1;
		if (record.kind === 'cells' && sample.length < SAMPLE_ROWS) sample.push(toSample(columns, record.cells));
	}
	if (!columns) {
		await rm(file, { force: true });
		return { kind: 'empty' };
	}
	const status = {
		importId,
		state: 'preview' as const,
		rowCount,
		readCount: 0,
		createdCount: 0,
		updatedCount: 0,
		rejectedCount: 0,
		warningCount: 0,
		rejected: [],
	};
	return {
		kind: 'import',
		import: {
			workspaceId,
			file,
			rejectedFile: `${file}.rejected.csv`,
			encoding,
			delimiter,
			columns,
			status,
			cancelled: false,
			touchedAt: clock.now(),
		},
		preview: { importId, columns, guess: guessMapping(columns), encoding, delimiter, rowCount, sample },
	};
}

function toSample(columns: string[], cells: string[]): Record<string, string> {
	return Object.fromEntries(
		columns.map((column, index) => [column, (cells[index] ?? '').slice(0, LONGEST_SAMPLE)]),
	);
}

/** Old files go, and of a workspace's others all but the newest few. */
async function forgetOld(imports: Map<string, Import>, workspaceId: string, now: number): Promise<void> {
	const idle = [...imports].filter(([, one]) => one.status.state !== 'running');
	const expired = idle.filter(([, one]) => now - one.touchedAt > EXPIRES_MS);
	const own = idle.filter(([, one]) => one.workspaceId === workspaceId);
	const tooMany = own.slice(0, Math.max(0, own.length - MOST_KEPT + 1));
	for (const [importId, { file, rejectedFile }] of [...expired, ...tooMany]) {
		imports.delete(importId);
		await Promise.all([rm(file, { force: true }), rm(rejectedFile, { force: true })]);
	}
}
