import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryStores } from './files.testkit.ts';

const COUNT = 8;
const hasStrace = spawnSync('strace', ['-V']).status === 0;
// Elsewhere it is skipped for want of the tool; there a missing tool must not pass unseen.
const mayRun = hasStrace || process.env.CI === 'true';

describe('an acknowledgement', () => {
	const { newFile } = temporaryStores();

	function trace(script: string) {
		const file = newFile();
		const calls = [
			'-f',
			'-y',
			'-s',
			'40',
			'-e',
			'trace=fdatasync,fsync,pwrite64,write',
			'-o',
			`${file}.trace`,
		];
		const child = [process.execPath, join(import.meta.dirname, script), file, String(COUNT)];
		const { status, stderr } = spawnSync('strace', [...calls, ...child], { encoding: 'utf8' });
		expect(status, stderr).toBe(0);
		return unsyncedAcknowledgements(readFileSync(`${file}.trace`, 'utf8'));
	}

	test.runIf(mayRun)('comes after its write to the -wal file and the sync of it', () => {
		expect(trace('appending.testkit.ts')).toEqual({ acknowledged: COUNT, unsynced: 0 });
	});

	test.runIf(mayRun)('without the sync is noticed', () => {
		expect(trace('unsynced.testkit.ts')).toEqual({ acknowledged: COUNT, unsynced: COUNT });
	});
});

/** Acknowledgements that were written while nothing, or something unsynced, stood in the -wal file. */
function unsyncedAcknowledgements(trace: string) {
	let state: 'nothing' | 'written' | 'synced' = 'nothing';
	const result = { acknowledged: 0, unsynced: 0 };
	const syncing = new Set<string>();
	for (const line of trace.split('\n')) {
		const thread = line.split(' ')[0] ?? '';
		if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) state = 'written';
		const sync = /f(data)?sync\(\d+<[^>]*-wal>/.test(line);
		if (sync && line.includes('unfinished')) syncing.add(thread);
		const finished = line.includes('sync resumed>') && syncing.delete(thread);
		if (finished || (sync && !line.includes('unfinished'))) {
			if (state === 'written') state = 'synced';
		}
		if (!/write\(1<.*"ack /.test(line)) continue;
		result.acknowledged += 1;
		if (state !== 'synced') result.unsynced += 1;
		state = 'nothing';
	}
	return result;
}
