import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../tests/support/server.ts';
import { runCommand } from './command.ts';

const folder = temporaryFolder('count');
afterAll(() => folder.remove());

function report(name: string, content: object): string {
	const file = path.join(folder.path, name);
	writeFileSync(file, JSON.stringify(content));
	return file;
}

const unit = report('unit.json', { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1 });
const e2e = report('e2e.json', { stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 } });
const broken = report('broken.json', { stats: { expected: 2, unexpected: 1, flaky: 0, skipped: 0 } });
const unloaded = report('unloaded.json', {
	numPassedTests: 3,
	numFailedTests: 0,
	numPendingTests: 0,
	numFailedTestSuites: 1,
});

const count = (...files: string[]) => runCommand(process.execPath, ['scripts/count-tests.ts', ...files]);

test('the counts of all reports are summed in one line', async () => {
	expect(await count(unit, e2e)).toMatchObject({ code: 0, stdout: '5 passed, 0 failed, 1 skipped\n' });
});

test.each([
	['a failed test', broken],
	['a suite that does not load', unloaded],
	['a report that is not there', path.join(folder.path, 'missing.json')],
])('%s fails the run', async (_what, file) => {
	const { code, stdout } = await count(unit, file);
	expect(code).toBe(1);
	expect(stdout).toContain('1 failed');
});
