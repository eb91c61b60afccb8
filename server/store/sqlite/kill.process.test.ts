import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { A } from '../conformance/builders.testkit.ts';
import { temporaryStores } from './files.testkit.ts';

const ROUNDS = 4;

describe('a server killed in the middle of appends', () => {
	const { newFile, openStore } = temporaryStores();

	/** Ids that were acknowledged before the process was killed with -9. */
	async function appendUntilKilled(file: string, run: number, acknowledgements: number): Promise<string[]> {
		const script = join(import.meta.dirname, 'appending.testkit.ts');
		const child = spawn(process.execPath, [script, file, '1000000', '32', String(run)]);
		const acknowledged: string[] = [];
		const lines = createInterface(child.stdout);
		lines.on('line', (line) => {
			if (acknowledged.push(line.slice('ack '.length)) === acknowledgements) child.kill('SIGKILL');
		});
		await Promise.all([once(child, 'exit'), once(lines, 'close')]);
		expect(child.signalCode).toBe('SIGKILL');
		// The kill may have cut the last line short.
		return acknowledged.slice(0, -1);
	}

	test('has kept each acknowledged one exactly once, over several lives', async () => {
		const file = newFile();
		const acknowledged: string[] = [];
		for (let run = 0; run < ROUNDS; run++) {
			acknowledged.push(...(await appendUntilKilled(file, run, 50 + run * 137)));
		}
		const store = await openStore(file);
		const stored = await store.events.read(A, 0, 1_000_000);
		const counts = Map.groupBy(stored, ({ id }) => id);
		expect(acknowledged.length).toBeGreaterThan(ROUNDS * 40);
		expect(acknowledged.filter((id) => counts.get(id)?.length !== 1)).toEqual([]);
		expect([...counts.values()].filter((same) => same.length > 1)).toEqual([]);
		expect(new Set(stored.map(({ seq }) => seq)).size).toBe(stored.length);
	});
});
