import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../tests/support/server.ts';
import { root, runCommand } from './command.ts';
import { scaffold } from './scaffold.ts';

const Report = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	testResults: z.array(
		z.object({
			message: z.string(),
			assertionResults: z.array(z.object({ failureMessages: z.array(z.string()) })),
		}),
	),
});

/** A place outside the repository where a skeleton's own tests can run. */
const copy = temporaryFolder('scaffold');

async function runTests(folder: string): Promise<z.infer<typeof Report>> {
	const file = path.join(copy.path, 'report.json');
	await runCommand(
		'vitest',
		['run', '--root', copy.path, folder, '--reporter=json', `--outputFile=${file}`],
		{
			cwd: copy.path,
		},
	);
	return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function failuresOf(report: z.infer<typeof Report>): string[] {
	return report.testResults.flatMap((file) =>
		file.assertionResults.flatMap((result) => result.failureMessages),
	);
}

describe('a skeleton', () => {
	beforeAll(() => {
		symlinkSync(path.join(root, 'node_modules'), path.join(copy.path, 'node_modules'));
		symlinkSync(path.join(root, 'lib', 'contract'), path.join(copy.path, 'contract'));
		writeFileSync(path.join(copy.path, 'package.json'), '{"type":"module"}');
	});
	afterAll(() => copy.remove());

	test('of a provider fails until it is filled, and each failure names the file to fill', async () => {
		const made = scaffold('provider', 'aircall', path.join(copy.path, 'server/providers/aircall'));
		expect(made.kind).toBe('made');
		const report = await runTests('server');
		const failures = failuresOf(report);
		expect(failures.length).toBeGreaterThanOrEqual(4);
		for (const failure of failures)
			expect(failure).toMatch(/(index|verify|parse|scenarios|guide)\.ts|README\.md/);
		// What must hold at any time holds from the start: nothing unverified is believed.
		expect(report.numPassedTests).toBe(2);
	}, 60_000);

	test('of a CRM page fails until it is filled, and says what to do', async () => {
		expect(scaffold('crm', 'teamtailor', path.join(copy.path, 'lib/crms')).kind).toBe('made');
		const report = await runTests('lib/crms');
		const failures = failuresOf(report);
		expect(failures.length).toBeGreaterThanOrEqual(1);
		for (const failure of failures) expect(failure).toContain('teamtailor.ts');
	}, 60_000);

	test('overwrites nothing', () => {
		const target = path.join(copy.path, 'twice');
		expect(scaffold('provider', 'twice', target).kind).toBe('made');
		writeFileSync(path.join(target, 'verify.ts'), 'mine');
		expect(scaffold('provider', 'twice', target).kind).toBe('exists');
		expect(readFileSync(path.join(target, 'verify.ts'), 'utf8')).toBe('mine');
	});

	test.each(['', '../up', 'Upper', 'a b', '1st'])('is not made for the name “%s”', (name) => {
		const target = path.join(copy.path, 'bad');
		expect(scaffold('provider', name, target)).toEqual({ kind: 'bad-name' });
		expect(existsSync(target)).toBe(false);
	});
});
